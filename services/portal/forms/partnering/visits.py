"""What is typed about a visit."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from services.portal.forms.attendance import lines_of, present_of
from services.portal.forms.choosing import offered
from services.portal.forms.coach import FILLED
from services.portal.forms.partnering.saying import CHOOSE, Answer, Versioned, plain
from services.portal.forms.texts import day_of, iso

RISKS = offered(
    [
        ("low", _l("Low"), _l("as any trip; the congregation says yes")),
        ("medium", _l("Medium"), _l("with care; the congregation says yes")),
        (
            "high",
            _l("High"),
            _l("for those who travel or those they meet; the congregation and the coach say yes"),
        ),
    ]
)


class VisitForm(Versioned):
    """The plan of a visit."""

    kind = RadioField(
        _l("Whom do you visit?"),
        choices=offered(
            [
                ("agency", _l("An agency")),
                ("country", _l("A country or place")),
                ("people_group", _l("A people group")),
            ]
        ),
        validators=[CHOOSE],
    )
    title = StringField(_l("What do you call this visit?"), validators=[FILLED, Length(max=160)])
    place = StringField(_l("Where"), validators=[Length(max=200)])
    purpose = TextAreaField(_l("What do you go for?"), validators=[Length(max=4000)])
    starts_on = DateField(_l("First day"), validators=[Optional()])
    ends_on = DateField(_l("Last day"), validators=[Optional()])
    party = TextAreaField(_l("Who goes?"), validators=[Length(max=2000)])
    match_id = SelectField(
        _l("Together with which partner?"),
        validators=[Optional()],
        validate_choice=False,
        choices=[],
    )

    def of(self, partners: list[tuple[str, str]]) -> "VisitForm":
        """Offer these partners."""
        self.match_id.choices = offered([("", _("none, or not yet")), *partners])
        return self

    def facts(self) -> Answer:
        """Return what the service takes."""
        return {
            "kind": self.kind.data,
            "title": self.title.data,
            "place": plain(self.place.data),
            "purpose": plain(self.purpose.data),
            "starts_on": iso(self.starts_on.data),
            "ends_on": iso(self.ends_on.data),
            "party": groups(self.party.data),
            "match_id": self.match_id.data or None,
        }

    @staticmethod
    def shown(visit: Answer) -> Answer:
        """Return the data of the form for this visit."""
        days = {name: day_of(visit[name]) for name in ("starts_on", "ends_on")}
        return {**visit, **days, "party": group_lines(visit["party"])}


class RiskForm(Versioned):
    """What was weighed of a visit's risk."""

    risk_level = RadioField(_l("How high is the risk?"), choices=RISKS, validators=[CHOOSE])
    weighed = TextAreaField(_l("What did you weigh?"), validators=[FILLED, Length(max=4000)])


class CancelForm(FlaskForm):
    """Why a visit is called off."""

    reason = StringField(_l("Why?"), validators=[FILLED, Length(max=1000)])


class DebriefForm(FlaskForm):
    """What was seen and learned."""

    saw = TextAreaField(_l("What did you see?"), validators=[FILLED, Length(max=4000)])
    learned = TextAreaField(_l("What did you learn?"), validators=[FILLED, Length(max=4000)])
    follow_up = TextAreaField(_l("What follows from it?"), validators=[Length(max=4000)])
    present = TextAreaField(_l("Who was there?"), validators=[Length(max=2000)])

    def facts(self) -> Answer:
        """Return what the service takes."""
        texts = {name: plain(self[name].data) for name in ("saw", "learned", "follow_up")}
        return {**texts, "present": groups(self.present.data)}


def groups(text: str | None) -> list[Answer]:
    """Return `{role, number}` for each line like `2 elders`."""
    return [{"role": one["role"], "number": one["people"]} for one in present_of(text or "")]


def group_lines(found: list[Mapping[str, Any]]) -> str:
    """Return the lines that somebody would have typed."""
    return lines_of([{"role": one["role"], "people": one["number"]} for one in found])
