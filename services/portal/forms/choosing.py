"""Things to choose from: for a form's field, and for the part of a page that shows them."""

from collections.abc import Iterable

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from shared.reference.vocabulary import codes

Option = tuple[object, ...]


def offered(options: Iterable[Option]) -> list[SelectChoice]:
    """Return a field's choices from (value, label) or (value, label, hint)."""
    return [
        SelectChoice(str(value), label, {"hint": hint[0]} if hint else {})
        for value, label, *hint in options
    ]


def terms(listed: str, empty: object = None) -> list[SelectChoice]:
    """Return the codes of a list to choose from, after `empty` where it may stay open."""
    language = get_locale().language
    first = [] if empty is None else [("", empty)]
    return offered([*first, *((term.code, term.label(language)) for term in codes(listed))])


def one_of_them(_form: FlaskForm, field: RadioField) -> None:
    """Refuse a field in which nothing that was offered is chosen; with `validate_choice=False`."""
    if field.data not in [choice.value for choice in field.choices]:
        raise StopValidation(str(_("Choose one")))


def options_of(form: FlaskForm, name: str) -> list[Option]:
    """Return (value, label) or (value, label, hint) of each choice of a field."""
    return [_option(choice) for choice in form[name].choices]


def _option(choice: SelectChoice) -> Option:
    hint = choice.render_kw.get("hint")
    return (choice.value, choice.label, hint) if hint else (choice.value, choice.label)
