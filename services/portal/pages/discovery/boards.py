"""The board of findings, and the list of commitments."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from services.portal.clients.congregations import discovery as client
from services.portal.clients.congregations import strategies
from services.portal.forms.discovery import CommitmentForm, FateForm, FindingsForm
from services.portal.forms.sending import errors, sent
from services.portal.language import language
from services.portal.pages.discovery.area import Page, Told, guides, pages, walks
from shared.errors import NotFound
from shared.reference.vocabulary import codes

BOARD = "/congregations/<uuid:congregation_id>/discovery/findings"
LIST = "/congregations/<uuid:congregation_id>/discovery/commitments"


@pages.get(BOARD)
def board(congregation_id: UUID) -> Page:
    """Show what stands on the board, by kind and theme."""
    return _board(congregation_id, FindingsForm())


@pages.post(BOARD)
def write_on_board(congregation_id: UUID) -> Page:
    """Put lines on the board."""
    form, church = FindingsForm(), str(congregation_id)
    kept = sent(form, lambda: client.write_findings(church, form.kind.data or "", form.texts()))
    if kept is None:
        return _board(congregation_id, form), 422
    flash(_("The lines stand on the board."), "success")
    return _to("discovery.board", congregation_id)


@pages.post(f"{BOARD}/theme")
def gather(congregation_id: UUID) -> Page:
    """Lay the ticked lines together under a theme, or apart."""
    ids = request.form.getlist("finding")
    if not ids:
        flash(_("Tick the lines first that belong together."), "error")
    else:
        theme = request.form.get("theme", "").strip()
        client.gather(str(congregation_id), ids, theme)
        flash(_("Laid together.") if theme else _("Laid apart."), "success")
    return _to("discovery.board", congregation_id)


@pages.post(f"{BOARD}/<uuid:finding_id>")
def change_finding(congregation_id: UUID, finding_id: UUID) -> Page:
    """Take a line away, or say how far an unwritten rule is."""
    if request.form.get("act") == "drop":
        client.drop_finding(str(finding_id))
        flash(_("Taken from the board."), "success")
    else:
        note = request.form.get("note", "").strip() or None
        state, action = request.form.get("state"), request.form.get("action_id") or None
        client.change_finding(str(finding_id), state=state, note=note, action_id=action)
        flash(_("Saved."), "success")
    return _to("discovery.board", congregation_id)


@pages.get(LIST)
def commitments(congregation_id: UUID) -> Page:
    """Show what the congregation is committed to, and how gathered that is."""
    told = client.discovery(str(congregation_id))
    return _list(told, CommitmentForm(may_seal=walks(told)))


@pages.post(LIST)
def add_commitment(congregation_id: UUID) -> Page:
    """Write a commitment down."""
    told = client.discovery(str(congregation_id))
    form = CommitmentForm(may_seal=walks(told))
    made = sent(form, lambda: client.add_commitment(str(congregation_id), form.facts()))
    if made is None:
        return _list(told, form), 422
    flash(_("Written down."), "success")
    return _to("discovery.commitments", congregation_id)


@pages.get(f"{LIST}/<uuid:commitment_id>")
def commitment(congregation_id: UUID, commitment_id: UUID) -> Page:
    """Show one commitment: to put right, and to say what becomes of it."""
    told, found = _found(congregation_id, commitment_id)
    return _one(told, found, _of(told, found), FateForm(formdata=None, data=_fate(found)))


@pages.post(f"{LIST}/<uuid:commitment_id>")
def change_commitment(congregation_id: UUID, commitment_id: UUID) -> Page:
    """Put a commitment right, decide about it, or take it from the list; `act` names it."""
    acts: dict[str, Callable[[UUID, UUID], Page]] = {
        "change": _change,
        "decide": _decide,
        "end": _end,
    }
    act = acts.get(request.form.get("act", ""))
    if act is None:
        raise NotFound
    return act(congregation_id, commitment_id)


def _change(congregation_id: UUID, commitment_id: UUID) -> Page:
    told, found = _found(congregation_id, commitment_id)
    form = CommitmentForm(may_seal=walks(told))
    if sent(form, lambda: client.change_commitment(str(commitment_id), form.revision())) is None:
        fate = FateForm(formdata=None, data=_fate(found))
        return _one(told, found, form, fate, errors(form)), 422
    flash(_("Saved."), "success")
    return _to("discovery.commitments", congregation_id)


def _decide(congregation_id: UUID, commitment_id: UUID) -> Page:
    form = FateForm()
    if sent(form, lambda: client.decide_commitment(str(commitment_id), form.facts())) is None:
        told, found = _found(congregation_id, commitment_id)
        return _one(told, found, _of(told, found), form, errors(form)), 422
    flash(_("Written down."), "success")
    return _to("discovery.commitments", congregation_id)


def _end(congregation_id: UUID, commitment_id: UUID) -> Page:
    client.end_commitment(str(commitment_id))
    flash(_("Taken from the list."), "success")
    return _to("discovery.commitments", congregation_id)


def _board(congregation_id: UUID, form: FindingsForm) -> str:
    told = client.discovery(str(congregation_id))
    plan = strategies.newest(str(congregation_id))
    goals = (plan["adopted"] or plan["newest"] or {"goals": []})["goals"]
    return render_template(
        "discovery/board.html",
        actions=[("", "–"), *((a["id"], a["title"]) for goal in goals for a in goal["actions"])],
        congregation=told["congregation"],
        guides=guides(told),
        kinds=by_kind(told["findings"]),
        states_of=[(one.code, one.label(language())) for one in codes("finding_states")],
        form=form,
    )


def by_kind(findings: list[Told]) -> list[tuple[str, list[tuple[str, list[Told]]]]]:
    """Return the lines of each kind, by theme."""
    return [(term.code, by_theme(findings, term.code)) for term in codes("finding_kinds")]


def by_theme(findings: list[Told], kind: str) -> list[tuple[str, list[Told]]]:
    """Return the lines of a kind by theme, those without one last."""
    found: dict[str, list[Told]] = {}
    for one in findings:
        if one["kind"] == kind:
            found.setdefault(one["theme"], []).append(one)
    return sorted(found.items(), key=lambda pair: (not pair[0], pair[0].casefold()))


def _list(told: Told, form: CommitmentForm) -> str:
    return render_template(
        "discovery/commitments.html",
        congregation=told["congregation"],
        guides=guides(told),
        commitments=told["commitments"],
        focus=told["focus"],
        form=form,
    )


def _found(congregation_id: UUID, commitment_id: UUID) -> tuple[Told, Told]:
    told = client.discovery(str(congregation_id))
    for one in told["commitments"]:
        if one["id"] == str(commitment_id) and one["title"] is not None:
            return told, one
    raise NotFound


def _one(
    told: Told,
    found: Told,
    form: CommitmentForm,
    fate: FateForm,
    faults: list[tuple[str, str]] | None = None,
) -> str:
    return render_template(
        "discovery/commitment.html",
        congregation=told["congregation"],
        guides=guides(told),
        walks=walks(told),
        commitment=found,
        form=form,
        fate=fate,
        faults=faults or [],
    )


def _of(told: Told, found: Told) -> CommitmentForm:
    typed = {**found, "label": str(found["label"])}
    return CommitmentForm(may_seal=walks(told), formdata=None, data=typed)


def _fate(found: Told) -> dict[str, Any]:
    return {"to": found["disposition"], "version": found["version"]}


def _to(endpoint: str, congregation_id: UUID) -> Page:
    return redirect(url_for(endpoint, congregation_id=congregation_id), 303)
