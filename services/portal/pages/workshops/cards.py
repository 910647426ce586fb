"""Typing during the evening, laying cards together and counting, entering what was on paper."""

import re
from typing import Any
from uuid import UUID

from flask import flash, render_template, request
from flask_babel import gettext as _

from services.portal.clients.congregations import workshops as client
from services.portal.forms.attendance import lines_of, present_of
from services.portal.forms.sending import errors, sent, tried
from services.portal.forms.workshops import (
    BOARD,
    CardsForm,
    as_one,
    cards_of,
    changed_cards,
    fresh_key,
)
from services.portal.pages.workshops.area import ONE, Page, back, context, found, pages
from shared.errors import NotFound


@pages.get(f"{ONE}/evening")
def evening(congregation_id: UUID, workshop_id: UUID) -> Page:
    """Show a large text box per board, to type in while the group talks."""
    return _typing("evening", congregation_id, workshop_id, None)


@pages.post(f"{ONE}/evening")
def add(congregation_id: UUID, workshop_id: UUID) -> Page:
    """Make a card of every line; a form that was sent already adds nothing."""
    form = CardsForm()
    if not _added(form, workshop_id, None):
        return _typing("evening", congregation_id, workshop_id, form), 422
    board = re.sub(r"[^a-z_]", "", request.form.get("at", ""))
    return back("evening", congregation_id, workshop_id, f"on-{board}-title" if board else "")


@pages.get(f"{ONE}/enter")
def enter(congregation_id: UUID, workshop_id: UUID) -> Page:
    """Show everything that stood on paper on one page, for one volunteer."""
    return _typing("enter", congregation_id, workshop_id, None)


@pages.post(f"{ONE}/enter")
def entered(congregation_id: UUID, workshop_id: UUID) -> Page:
    """Keep what stood on paper."""
    form = CardsForm()
    facts: dict[str, Any] = {
        "attendance": present_of(form.attendance.data or ""),
        "opening": form.opening.data or "",
        "agreed": form.agreed.data or "",
    }
    if not _added(form, workshop_id, facts):
        return _typing("enter", congregation_id, workshop_id, form), 422
    flash(_("Kept. Thank you for typing it over."), "success")
    return back("show", congregation_id, workshop_id)


@pages.get(f"{ONE}/cards")
def cards(congregation_id: UUID, workshop_id: UUID) -> Page:
    """Show the cards to lay together, count, name by theme and put right."""
    return _arranging(congregation_id, workshop_id, [])


@pages.post(f"{ONE}/cards")
def arrange(congregation_id: UUID, workshop_id: UUID) -> Page:
    """Keep what was changed on a board, then lay together or take away what was ticked."""
    form, picked = CardsForm(), request.form.getlist("pick")
    drop = picked if request.form.get("act") == "drop" else []
    try:
        done = tried(form, lambda: _arranged(str(workshop_id), picked, drop))
    except NotFound:
        # the workshop itself is there, or the page it leads to says that it is not
        flash(_("Somebody took one of these cards away meanwhile. Look again."), "error")
        return back("cards", congregation_id, workshop_id)
    if done is None:
        return _arranging(congregation_id, workshop_id, errors(form)), 422
    flash(_("Kept."), "success")
    return back("cards", congregation_id, workshop_id)


def _arranged(workshop_id: str, picked: list[str], drop: list[str]) -> Any:
    done: Any = {}
    changes = changed_cards(request.form)
    if changes or drop:
        done = client.arrange(workshop_id, [one for one in changes if one["id"] not in drop], drop)
    if request.form.get("act") == "merge":
        done = client.merge(workshop_id, picked)
    return done


def _added(form: CardsForm, workshop_id: UUID, facts: dict[str, Any] | None) -> bool:
    lines = cards_of(request.form)
    if not form.validate() or form.too_long(lines):
        return False
    key = form.key.data or ""
    return sent(form, lambda: client.add_cards(str(workshop_id), key, lines, facts)) is not None


def _typing(page: str, congregation_id: UUID, workshop_id: UUID, form: CardsForm | None) -> str:
    told = found(congregation_id, workshop_id)
    workshop = told["workshop"]
    shown = form or CardsForm(
        formdata=None,
        data={**workshop, "attendance": lines_of(workshop["attendance"]), "key": fresh_key()},
    )
    typed = {
        name.removeprefix(BOARD): text
        for name, text in request.form.items()
        if name.startswith(BOARD)
    }
    return render_template(
        f"workshops/{page}.html",
        **context(told),
        form=shown,
        typed=typed if form else {},
        faults=errors(form) if form else [],
    )


def _arranging(congregation_id: UUID, workshop_id: UUID, faults: list[tuple[str, str]]) -> str:
    told = found(congregation_id, workshop_id)
    return render_template(
        "workshops/cards.html",
        **context(told),
        as_one=as_one,
        faults=faults,
        typed=request.form,
        picked=request.form.getlist("pick"),
    )
