"""Things to choose from: for a form's field, and for the part of a page that shows them."""

from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms.fields.choices import SelectChoice

Option = tuple[object, ...]


def offered(options: Iterable[Option]) -> list[SelectChoice]:
    """Return a field's choices from (value, label) or (value, label, hint)."""
    return [
        SelectChoice(str(value), label, {"hint": hint[0]} if hint else {})
        for value, label, *hint in options
    ]


def options_of(form: FlaskForm, name: str) -> list[Option]:
    """Return (value, label) or (value, label, hint) of each choice of a field."""
    return [_option(choice) for choice in form[name].choices]


def _option(choice: SelectChoice) -> Option:
    hint = choice.render_kw.get("hint")
    return (choice.value, choice.label, hint) if hint else (choice.value, choice.label)
