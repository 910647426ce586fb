"""Saying something for a side: about which version, decided by whom, and who told a coach."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from services.portal.forms.choosing import offered
from services.portal.forms.leader import decision_bodies
from services.portal.forms.texts import iso, lines, whole

Answer = dict[str, Any]
CHOOSE = InputRequired(_l("Choose one"))
TOLD_BY = offered(
    [
        ("leader", _l("a leader")),
        ("working_group", _l("somebody of the working group")),
        ("contact", _l("the agency's contact")),
        ("other", _l("somebody else")),
    ]
)


class Versioned(FlaskForm):
    """A form about the version that was read, so that nobody decides about another."""

    version = HiddenField()

    def seen(self) -> Answer:
        """Return the version as the service takes it; 0 when it is no number."""
        return {"version": whole(self.version.data)}


class Saying(Versioned):
    """Something said for a side: the body and day, what it rests on, and who told a coach."""

    side = HiddenField()
    body = SelectField(_l("Who decided?"), validators=[Optional()])
    held_on = DateField(_l("On which day?"), validators=[Optional()])
    by_role = SelectField(_l("Who told you?"), choices=TOLD_BY, validators=[Optional()])
    by_name = StringField(_l("Name, if it helps"), validators=[Length(max=120)])
    evidence = TextAreaField(_l("What it rests on"), validators=[Length(max=4000)])

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.body.choices = decision_bodies()

    def decided(self) -> Answer:
        """Return body, day and what it rests on, as far as they were given."""
        return {
            "body": self.body.data or None,
            "held_on": iso(self.held_on.data),
            "evidence": lines(self.evidence.data),
        }

    def told(self, *, reported: bool) -> Answer:
        """Return for which side it is said, and who told the coach if he passes it on."""
        told = {"by_role": self.by_role.data or "other", "by_name": self.by_name.data or None}
        return {"side": self.side.data or None, "as_reported": told if reported else None}


class ReportAnswerForm(FlaskForm):
    """A side's answer to what was passed on in its name."""

    answer = HiddenField(validators=[InputRequired()])
    note = StringField(_l("What is not right?"), validators=[Length(max=1000)])


def plain(text: str | None) -> str | None:
    """Return a text without the ends that nobody sees; None for nothing."""
    return (text or "").replace("\r\n", "\n").strip() or None
