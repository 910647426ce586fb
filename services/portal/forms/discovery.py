"""What is typed about rounds of questions, findings and commitments."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from marshmallow import ValidationError
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, StopValidation

from services.portal.forms.choosing import offered, terms
from services.portal.forms.coach import FILLED
from services.portal.forms.signin import LANGUAGES
from services.portal.forms.texts import iso, lines, whole
from shared.errors import Invalid
from shared.web.schema import Address

CHOSEN = InputRequired(_l("Choose one"))
UNKNOWN = "unknown"
UNKNOWN_SIGNS = ("?", "x", "X")
SEALED = "3"
LABELS = offered(
    [
        ("0", _l("public")),
        ("1", _l("within the network")),
        ("2", _l("for those involved")),
        (SEALED, _l("for leaders and coach only"), _l("where names of people could do harm")),
    ]
)


def mailable(_form: FlaskForm, field: StringField) -> None:
    """Refuse what is no address before a link is made that could not be mailed."""
    try:
        Address().deserialize(field.data)
    except ValidationError as fault:
        raise StopValidation(_("A mail address is expected.")) from fault


class RoundForm(FlaskForm):
    """At which moment a round is held."""

    moment = SelectField(_l("At which moment?"), validators=[CHOSEN])

    def __init__(self) -> None:
        super().__init__()
        self.moment.choices = terms("round_moments")


class LinksForm(FlaskForm):
    """How many slips for which role."""

    role = SelectField(_l("For whom?"), validators=[CHOSEN])
    count = IntegerField(
        _l("How many?"), validators=[FILLED, NumberRange(1, 200, _l("From 1 to 200."))]
    )

    def __init__(self) -> None:
        super().__init__()
        self.role.choices = terms("rater_roles")


class MailForm(FlaskForm):
    """To whom one link is mailed."""

    mail_role = SelectField(_l("For whom?"), validators=[CHOSEN])
    address = StringField(_l("Mail address"), validators=[FILLED, Length(max=254), mailable])
    language = RadioField(_l("In which language?"), choices=LANGUAGES, default="nl")

    def __init__(self) -> None:
        super().__init__()
        self.mail_role.choices = terms("rater_roles")


class ClosingForm(FlaskForm):
    """That a round may close, also without figures."""

    sure = BooleanField(
        _l("Yes, close this round for good"), validators=[InputRequired(_l("Tick this first"))]
    )


class RaterForm(FlaskForm):
    """What a rater may write beside his answers; the answers themselves are read apart."""

    note = TextAreaField(_l("What else do you want to say?"), validators=[Length(max=1000)])


class PaperForm(RaterForm):
    """A form from paper: for which role, and the note."""

    role = SelectField(_l("Role on the sheet"), validators=[CHOSEN])

    def __init__(self, **more: object) -> None:
        super().__init__(**more)
        self.role.choices = terms("rater_roles")


class FindingsForm(FlaskForm):
    """Lines for the board, one each."""

    kind = SelectField(_l("What kind of lines?"), validators=[CHOSEN])
    lines = TextAreaField(_l("One thought on each line"), validators=[FILLED, Length(max=8000)])

    def __init__(self) -> None:
        super().__init__()
        self.kind.choices = terms("finding_kinds")

    def texts(self) -> list[str]:
        """Return the lines that hold something."""
        return lines(self.lines.data)


class CommitmentForm(FlaskForm):
    """A commitment that exists; only leaders and coaches seal one."""

    kind = SelectField(_l("What is it?"), validators=[CHOSEN])
    title = StringField(_l("Name, or a neutral one"), validators=[FILLED, Length(max=120)])
    since = IntegerField(_l("Since which year?"), validators=[Optional(), NumberRange(1900, 2100)])
    share = SelectField(_l("Which share of the missions budget?"), validators=[Optional()])
    people = SelectField(_l("How many people take part in it?"), validators=[Optional()])
    label = RadioField(_l("Who may read what it is?"), choices=LABELS, default="1")
    version = HiddenField()

    def __init__(self, *, may_seal: bool, **more: object) -> None:
        super().__init__(**more)
        if not may_seal:
            self.label.choices = [one for one in LABELS if one.value != SEALED]
        self.kind.choices = terms("commitment_kinds")
        self.share.choices = [*not_known(), *terms("share_bands")]
        self.people.choices = [*not_known(), *terms("gift_bands")]

    def facts(self) -> dict[str, Any]:
        """Return what congregations keeps of it."""
        return {
            "kind": self.kind.data,
            "title": self.title.data,
            "since": self.since.data,
            "share": self.share.data or None,
            "people": self.people.data or None,
            "label": int(self.label.data or 1),
        }

    def revision(self) -> dict[str, Any]:
        """Return the same about the version that was read."""
        return {**self.facts(), "version": whole(self.version.data)}


class FateForm(FlaskForm):
    """What becomes of a commitment."""

    to = RadioField(_l("What becomes of it?"), validators=[CHOSEN])
    until = DateField(_l("Phased out until"), validators=[Optional()])
    to_whom = StringField(_l("Who takes it over?"), validators=[Length(max=120)])
    note = StringField(_l("Why?"), validators=[Length(max=300)])
    version = HiddenField()

    def __init__(self, **more: object) -> None:
        super().__init__(**more)
        self.to.choices = terms("dispositions")

    def facts(self) -> dict[str, Any]:
        """Return what congregations keeps of it."""
        return {
            "version": whole(self.version.data),
            "to": self.to.data,
            "until": iso(self.until.data),
            "to_whom": self.to_whom.data or "",
            "note": self.note.data or "",
        }


def not_known() -> list[SelectChoice]:
    """Return the choice that says that something is not known."""
    return offered([("", _l("not yet known"))])


def levels_of(form: Mapping[str, str], questions: Mapping[str, Any]) -> dict[str, int | None]:
    """Return the level per question that was answered, None for "I do not know".

    A question left open is left out. Raises `Invalid` naming the questions that hold anything else.
    """
    levels: dict[str, int | None] = {}
    wrong: dict[str, str] = {}
    for number, code in numbered(questions):
        given = form.get(code, "").strip()
        if given in ("0", "1", "2", "3", "4", "5"):
            levels[code] = int(given)
        elif given == UNKNOWN or given in UNKNOWN_SIGNS:
            levels[code] = None
        elif given:
            wrong[code] = _("Question %(number)s: 0 to 5, or ? for “don’t know”.", number=number)
    if wrong:
        raise Invalid(_("Some answers cannot be read."), wrong)
    return levels


def numbered(questions: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Yield each question's number, as it stands on paper, and its code."""
    items = [item["code"] for area in questions["areas"] for item in area["items"]]
    return enumerate(items, 1)
