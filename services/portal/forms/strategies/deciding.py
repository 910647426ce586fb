"""What is held against a shared version, what is answered, and the decision."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from services.portal.forms.coach import DAY, FILLED, TELLERS
from services.portal.forms.leader import decision_bodies
from services.portal.forms.strategies.texts import Answer, Versioned
from services.portal.forms.texts import iso


class AdoptForm(Versioned):
    """The decision of the congregation's body; a coach says who told him."""

    text = TextAreaField(_l("What was decided?"), validators=[FILLED, Length(max=2000)])
    body = SelectField(_l("Who decided?"), validators=[InputRequired(_l("Choose one"))])
    held_on = DateField(_l("On which day?"), validators=[DAY])
    by_role = SelectField(_l("Who told you?"), choices=TELLERS)
    by_name = StringField(_l("Name, if it helps"), validators=[Length(max=120)])

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.body.choices = decision_bodies()

    def decision(self, *, reported: bool) -> Answer:
        """Return what the service takes."""
        told = {"by_role": self.by_role.data, "by_name": self.by_name.data or None}
        return {
            "text": self.text.data,
            "body": self.body.data,
            "held_on": iso(self.held_on.data),
            "as_reported": told if reported else None,
            **self.seen(),
        }


class ObjectionForm(FlaskForm):
    """What somebody holds against a version."""

    objection = TextAreaField(_l("What does not fit?"), validators=[FILLED, Length(max=2000)])


class ReplyForm(FlaskForm):
    """What is answered to an objection."""

    answer = TextAreaField(_l("Answer"), validators=[FILLED, Length(max=2000)])
