"""Where a congregation stands, at a glance, and beginning a round."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from services.portal.clients.congregations import discovery as client
from services.portal.forms.discovery import RoundForm
from services.portal.forms.sending import sent
from services.portal.pages.discovery.area import Page, guides, pages, walks
from shared.reference.vocabulary import codes, rank

Row = tuple[str, str, str]  # (list, code, band)


@pages.get("/congregations/<uuid:congregation_id>/discovery")
def show(congregation_id: UUID) -> Page:
    """Show rounds, findings, gifts and commitments, and what comes next."""
    return _page(congregation_id, RoundForm())


@pages.post("/congregations/<uuid:congregation_id>/discovery")
def begin(congregation_id: UUID) -> Page:
    """Begin a round."""
    form = RoundForm()
    made = sent(form, lambda: client.open_round(str(congregation_id), form.moment.data or ""))
    if made is None:
        return _page(congregation_id, form), 422
    flash(_("The round is open. Hand out links or sheets now."), "success")
    to = url_for("discovery.one_round", congregation_id=congregation_id, round_id=made["id"])
    return redirect(to, 303)


def _page(congregation_id: UUID, form: RoundForm) -> str:
    told = client.discovery(str(congregation_id))
    if not form.is_submitted():
        form.moment.data = _next_moment(told["rounds"])
    rounds = sorted(told["rounds"], key=lambda one: str(one["opened_at"]), reverse=True)
    return render_template(
        "discovery/show.html",
        congregation=told["congregation"],
        guides=guides(told),
        walks=walks(told),
        rounds=rounds,
        open_now=[one for one in rounds if one["state"] == "open"],
        findings=told["findings"],
        commitments=told["commitments"],
        focus=told["focus"],
        banded=bands_of(told["profile"]),
        passions=passions_of(told["profile"]),
        form=form,
    )


def _next_moment(rounds: list[dict[str, Any]]) -> str:
    """Return the first moment at which nothing was asked yet."""
    held = {one["moment"] for one in rounds}
    return next((one.code for one in codes("round_moments") if one.code not in held), "other")


def bands_of(profile: dict[str, Any]) -> list[tuple[str, list[Row]]]:
    """Return gifts and talents as (name, [(list, code, band)]), the strongest first."""
    found = []
    for name, listed, bands in (
        (_("Gifts"), "means", "gift_bands"),
        (_("Talents"), "skills", "talent_bands"),
    ):
        key = "gifts" if listed == "means" else "talents"
        rows = [(listed, one.code, profile[key].get(one.code)) for one in codes(listed)]
        found.append((name, _strongest_first([row for row in rows if row[2]], bands)))
    return found


def passions_of(profile: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the passions that have words here, as (list, code)."""
    lists = {"theme": "passion_themes", "region": "world_regions"}
    return [
        (listed, code)
        for kind, listed in lists.items()
        for code in profile["passions"].get(kind, [])
    ]


def _strongest_first(rows: list[Row], bands: str) -> list[Row]:
    return sorted(rows, key=lambda row: -rank(bands, row[2]))
