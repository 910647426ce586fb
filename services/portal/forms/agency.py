"""What an agency fills in beside its offerings: an answer, a key, a colleague, a sheet."""

from typing import TypedDict

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import EmailField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from services.portal.forms.choosing import offered, one_of_them
from services.portal.forms.signin import FILLED, LANGUAGES

SCOPES = offered(
    [
        ("offerings:write", _l("Write our offerings"), _l("a nightly sync needs this")),
        ("offerings:read", _l("Read our offerings")),
        ("matches:answer", _l("Read requests and answer them")),
    ]
)


class Facts(TypedDict):
    """An answer as partners takes it."""

    answer: str
    reason: str | None


class KeyFacts(TypedDict):
    """A key as identity takes it."""

    name: str
    scopes: list[str]


class RequestForm(FlaskForm):
    """The agency's answer to a request."""

    answer = RadioField(
        _l("What is your answer?"),
        choices=offered(
            [
                ("yes", _l("Yes, we want to get to know them")),
                ("no", _l("No, not this time")),
            ]
        ),
        validate_choice=False,
        validators=[one_of_them],
    )
    reason = TextAreaField(_l("A reason, if you like"), validators=[Length(max=1000)])

    def facts(self) -> Facts:
        """Return what is sent."""
        return {
            "answer": self.answer.data or "",
            "reason": (self.reason.data or "").strip() or None,
        }


class KeyForm(FlaskForm):
    """A key for the agency's own software."""

    name = StringField(_l("What is it for?"), validators=[FILLED, Length(max=80)])
    scopes = SelectMultipleField(
        _l("What may it do?"),
        choices=SCOPES,
        validators=[InputRequired(_l("Choose at least one"))],
    )

    def facts(self) -> KeyFacts:
        """Return what is sent."""
        return {"name": self.name.data or "", "scopes": list(self.scopes.data or [])}


class ColleagueForm(FlaskForm):
    """A colleague to invite."""

    name = StringField(_l("Name"), validators=[FILLED, Length(max=120)])
    email = EmailField(_l("Mail address"), validators=[FILLED, Length(max=254)])
    language = RadioField(
        _l("In which language?"),
        choices=LANGUAGES,
        default="nl",
        validate_choice=False,
        validators=[one_of_them],
    )


class SheetForm(FlaskForm):
    """A sheet of offerings."""

    file = FileField(_l("The file"), validators=[FileRequired(_l("Choose a file"))])
