"""Doing what a form asks, and putting a refusal beside its fields."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask_wtf import FlaskForm

from services.portal.sentences import sentence
from shared.errors import Conflict, Invalid

Answer = TypeVar("Answer")


def sent(form: FlaskForm, act: Callable[[], Answer]) -> Answer | None:
    """Check the form and do what it asks; None means: show it again, it says what to mend.

    `act` must return something that is not None. A refusal (422 or 409) that names fields of the
    form stands beside them, any other above the form.
    """
    return tried(form, act) if form.validate() else None


def tried(form: FlaskForm, act: Callable[[], Answer]) -> Answer | None:
    """Do it without checking the form first; a refusal stands in the form as with `sent`."""
    try:
        return act()
    except (Invalid, Conflict) as refusal:
        _note(form, refusal)
        return None


def by_form(
    name: str, form: FlaskForm, act: Callable[[], object], done: object
) -> tuple[dict[str, Any], object]:
    """Do what a form asks: ({}, what is said of it), or ({name: form}, "") to show again."""
    return ({name: form}, "") if sent(form, lambda: act() or True) is None else ({}, done)


def without_form(act: Callable[[], object]) -> None:
    """Do what a button asks; a refusal becomes a page that says so."""
    try:
        act()
    except Invalid as refusal:
        raise Conflict(next(iter(refusal.fields.values()), refusal.detail)) from refusal


def errors(form: FlaskForm) -> list[tuple[str, str]]:
    """Return (field id, sentence) for `parts.error_summary`; the id is `main` for the whole."""
    found = [(field.id, str(text)) for field in form for text in field.errors]
    return found + [("main", str(text)) for text in form.form_errors]


def error_of(form: FlaskForm, name: str) -> str:
    """Return what is wrong with one field, empty when nothing is."""
    return " ".join(str(text) for text in form[name].errors)


def _note(form: FlaskForm, refusal: Invalid | Conflict) -> None:
    known = {name: text for name, text in refusal.fields.items() if name in form}
    for name, text in known.items():
        form[name].errors = [*form[name].errors, sentence(text)]
    if not known:
        others = list(refusal.fields.values()) or [refusal.detail]
        form.form_errors.extend(sentence(text) for text in others)
