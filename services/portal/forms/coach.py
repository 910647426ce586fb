"""What a coach writes down: contacts, congregations, tracks, decisions, launches."""

from collections.abc import Iterable, Mapping

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from services.portal.forms.choosing import offered
from services.portal.forms.leader import decision_bodies
from services.portal.forms.signin import LANGUAGES
from shared.reference.denominations import denominations
from shared.reference.vocabulary import codes

FILLED = InputRequired(_l("Fill this in"))
DAY = InputRequired(_l("Choose a day"))


KINDS = codes("session_kinds")
TELLERS = offered(
    [
        ("leader", _l("a leader")),
        ("working_group", _l("somebody of the working group")),
        ("other", _l("somebody else")),
    ]
)


class ContactForm(FlaskForm):
    """One line about one contact."""

    kind = HiddenField(default="call")
    line = StringField(_l("In one line"), validators=[FILLED, Length(max=200)])


class RegisterForm(FlaskForm):
    """A congregation that takes part from now on; all but the name may be unknown yet."""

    name = StringField(_l("Name of the congregation"), validators=[FILLED, Length(max=200)])
    place = StringField(_l("Place"), validators=[Length(max=120)])
    denomination = SelectField(_l("Denomination"), validators=[Optional()])
    decision_body = SelectField(_l("Who decides there?"), validators=[Optional()])

    def __init__(self) -> None:
        super().__init__()
        self.denomination.choices = denomination_choices()
        self.decision_body.choices = decision_bodies()


class OpenForm(FlaskForm):
    """Which journey, and how much of it."""

    template = RadioField(_l("Which journey?"), choices=[])
    tracks = RadioField(
        _l("How much of it?"),
        choices=offered(
            [
                ("all", _l("The whole journey")),
                ("entry", _l("The entry track alone; the rest can follow later")),
            ]
        ),
        default="all",
    )

    def of(self, templates: Iterable[Mapping[str, str]]) -> "OpenForm":
        """Offer these templates, the first of them chosen."""
        title = f"title_{get_locale().language}"
        self.template.choices = offered((one["id"], one[title]) for one in templates)
        if self.template.choices and not self.template.data:
            self.template.data = self.template.choices[0].value
        return self


class StateForm(FlaskForm):
    """The next state of a track."""

    to = RadioField(_l("What is true now?"), validators=[InputRequired(_l("Choose one"))])
    reason = StringField(_l("Reason"), validators=[Length(max=300)])
    until = DateField(_l("Until"), validators=[Optional()])


class DoneBeforeForm(FlaskForm):
    """A track that was done before this journey, on paper."""

    on = DateField(_l("When was it finished?"), validators=[DAY])
    note = StringField(_l("Note"), validators=[Length(max=500)])


class TrackForm(FlaskForm):
    """Name and place of a track in this journey."""

    title_nl = StringField(_l("Name"), validators=[FILLED, Length(max=120)])
    position = IntegerField(_l("Place in the row"), validators=[Optional(), NumberRange(1, 50)])


class StepForm(FlaskForm):
    """An evening of a track."""

    title_nl = StringField(_l("What is it?"), validators=[FILLED, Length(max=120)])
    minutes = IntegerField(_l("Minutes"), validators=[Optional(), NumberRange(5, 1440)])


class DecisionForm(FlaskForm):
    """A decision as somebody told it."""

    text = TextAreaField(_l("What was decided?"), validators=[FILLED, Length(max=1000)])
    body = SelectField(_l("Who decided?"), validators=[InputRequired(_l("Choose one"))])
    held_on = DateField(_l("On which day?"), validators=[DAY])
    by_role = SelectField(
        _l("Who told you?"),
        choices=TELLERS,
    )
    by_name = StringField(_l("Name, if it helps"), validators=[Length(max=120)])
    to = SelectField(
        _l("The track is then"),
        choices=offered(
            [("", _l("as it was")), ("agreed", _l("agreed")), ("accepted", _l("done"))]
        ),
        validators=[Optional()],
    )

    def __init__(self, **more: object) -> None:
        super().__init__(**more)
        self.body.choices = decision_bodies()


class LaunchForm(FlaskForm):
    """The day on which the vision was launched."""

    held_on = DateField(_l("On which day was the launch?"), validators=[DAY])
    note = StringField(_l("Note"), validators=[Length(max=500)])
    waiver = StringField(
        _l("Why without a result of support? Only where it was not measured."),
        validators=[Length(max=2000)],
    )


class ProposeForm(FlaskForm):
    """What goes with a proposal; `digest` holds the card as it was previewed."""

    paragraph = TextAreaField(_l("A personal paragraph"), validators=[Length(max=2000)])
    override_reason = TextAreaField(_l("Why this one?"), validators=[Length(max=1000)])
    digest = HiddenField()


class SetAsideForm(FlaskForm):
    """Why an offering is taken off the ranking of a congregation."""

    reason = TextAreaField(_l("Reason"), validators=[FILLED, Length(max=1000)])


class AnswerForm(FlaskForm):
    """The congregation's answer to a proposal, as it was told to the coach."""

    answer = RadioField(
        _l("What did they say?"),
        choices=offered([("yes", _l("Yes")), ("no", _l("No"))]),
        validators=[InputRequired(_l("Choose yes or no"))],
    )
    body = SelectField(_l("Who decided?"), validators=[Optional()])
    held_on = DateField(_l("On which day?"), validators=[Optional()])
    by_role = SelectField(_l("Who told you?"), choices=TELLERS)

    def __init__(self, **more: object) -> None:
        super().__init__(**more)
        self.body.choices = decision_bodies()


class SessionForm(FlaskForm):
    """A date: what, when on the wall clock, where, what about."""

    kind = SelectField(_l("What is it?"), validators=[InputRequired(_l("Choose one"))])
    title = StringField(_l("Name"), validators=[Length(max=120)])
    on = DateField(_l("Day"), validators=[DAY])
    at = TimeField(_l("Time"), validators=[InputRequired(_l("Choose a time"))])
    minutes = IntegerField(_l("Minutes"), validators=[InputRequired(), NumberRange(15, 10080)])
    place = StringField(_l("Place"), validators=[Length(max=200)])
    agenda = TextAreaField(_l("Agenda"), validators=[Length(max=2000)])
    paragraph = TextAreaField(_l("A personal paragraph"), validators=[Length(max=2000)])
    label = RadioField(
        _l("What may stand in the mail?"),
        choices=offered(
            [
                ("1", _l("Date, place and agenda")),
                ("2", _l("Only a code and a link"), _l("for what should not be read on the way")),
            ]
        ),
        default="1",
    )

    def __init__(self, **more: object) -> None:
        super().__init__(**more)
        self.kind.choices = session_kinds()


class RunForm(FlaskForm):
    """A Kairos course: the first evening and the rhythm; the holidays are planned around."""

    first = DateField(_l("First evening"), validators=[DAY])
    at = TimeField(_l("Time"), validators=[InputRequired(_l("Choose a time"))])
    count = IntegerField(_l("How many evenings?"), default=9, validators=[NumberRange(1, 30)])
    minutes = IntegerField(_l("Minutes"), default=150, validators=[NumberRange(15, 600)])
    format = RadioField(
        _l("In which rhythm?"),
        choices=offered(
            [
                ("weekly", _l("Every week")),
                ("intensive", _l("Five days in a row")),
                ("weekends", _l("Three weekends")),
            ]
        ),
        default="weekly",
    )
    place = StringField(_l("Place"), validators=[Length(max=200)])


class AgencyForm(FlaskForm):
    """An agency that has not joined, as a brochure or a phone call tells of it."""

    name = StringField(_l("Name of the agency"), validators=[FILLED, Length(max=200)])
    website = StringField(_l("Website"), validators=[Length(max=300)])
    contact_name = StringField(_l("Contact person"), validators=[Length(max=120)])
    contact_email = StringField(_l("Mail address"), validators=[Length(max=254)])
    contact_language = RadioField(_l("In which language?"), choices=LANGUAGES, default="nl")


def session_kinds() -> list[SelectChoice]:
    """Return the kinds of session to choose from."""
    return offered([(term.code, term.label(get_locale().language)) for term in KINDS])


def denomination_choices() -> list[SelectChoice]:
    """Return the denominations to choose from; the first says that it is not yet known."""
    known = [(one.code, one.name) for one in denominations()]
    return offered([("", _l("not yet known")), *known])
