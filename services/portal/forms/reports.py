"""The code of a sheet of paper."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Length, Regexp

HALF = 3


def as_printed(text: str | None) -> str:
    """Return a code as sheets print it, however it was typed: `w7k 3px` is W7K-3PX."""
    letters = "".join(c for c in (text or "").upper() if c.isalnum())
    return f"{letters[:HALF]}-{letters[HALF:]}" if letters else ""


class CodeForm(FlaskForm):
    """The code that is printed on a sheet."""

    code = StringField(
        _l("Code of the sheet"),
        filters=[as_printed],
        validators=[
            Length(max=40, message=_l("A code has six letters and digits, like W7K-3PX")),
            Regexp(
                r"[A-Z0-9]{3}-[A-Z0-9]{3}\Z",
                message=_l("A code has six letters and digits, like W7K-3PX"),
            ),
        ],
    )
