"""What leaders answer: a proposal, a reported decision, whether one comes."""

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from services.portal.forms.choosing import offered
from shared.reference.vocabulary import codes


class ProposalForm(FlaskForm):
    """The congregation's answer: yes or no, by whom and when it was decided."""

    answer = RadioField(
        _l("What is your answer?"),
        choices=offered(
            [
                ("yes", _l("Yes, we want to get to know them")),
                ("no", _l("No, not this one")),
            ]
        ),
        validators=[InputRequired(_l("Choose yes or no"))],
    )
    body = SelectField(_l("Who decided?"), validators=[Optional()])
    held_on = DateField(_l("On which day?"), validators=[Optional()])
    reason = TextAreaField(_l("Anything for your coach"), validators=[Length(max=1000)])

    def __init__(self) -> None:
        super().__init__()
        self.body.choices = decision_bodies()


class DecisionForm(FlaskForm):
    """A leader's word on a decision that the coach wrote down."""

    answer = HiddenField(validators=[InputRequired()])
    note = StringField(_l("What is not right?"), validators=[Length(max=500)])


class FeedForm(FlaskForm):
    """A calendar link for one device."""

    device = StringField(
        _l("For which device or calendar?"),
        validators=[InputRequired(_l("Give it a name")), Length(max=60)],
    )


class ChoiceForm(FlaskForm):
    """How somebody wants to hear of dates; two ways at once would double the entries."""

    choice = RadioField(
        _l("How dates reach you"),
        choices=offered(
            [
                ("invitation", _l("An invitation by mail for each date")),
                ("feed", _l("By a calendar link that I subscribe to")),
                ("none", _l("Neither: I look here")),
            ]
        ),
    )


def decision_bodies() -> list[SelectChoice]:
    """Return who may decide in a congregation, for a list to choose from."""
    language = get_locale().language
    bodies = [(term.code, term.label(language)) for term in codes("decision_bodies")]
    return offered([("", _l("choose …")), *bodies])
