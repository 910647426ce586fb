"""What is written down at the intake: an enquiry, a conversation, the plan, the answer."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from services.portal.forms.choosing import offered, terms
from services.portal.forms.coach import DAY, FILLED, TELLERS
from services.portal.forms.leader import decision_bodies
from services.portal.forms.texts import whole_if_typed

TAKE, EVENINGS, DATES = "take-", "evenings-", "dates-"


class EnquiryForm(FlaskForm):
    """What a congregation asks."""

    asked_on = DateField(_l("On which day?"), validators=[DAY])
    asked_how = SelectField(_l("How did they ask?"))
    asked_by_role = StringField(
        _l("Who asked? A role is enough"), validators=[FILLED, Length(max=80)]
    )
    question = TextAreaField(_l("What do they ask?"), validators=[FILLED, Length(max=4000)])

    def __init__(self) -> None:
        super().__init__()
        self.asked_how.choices = terms("contact_kinds")


class ConversationForm(FlaskForm):
    """A first conversation."""

    talked_on = DateField(_l("On which day?"), validators=[DAY])
    talked_how = SelectField(_l("How did you meet?"), default="visit")
    present = TextAreaField(_l("Who was there?"), validators=[Length(max=2000)])
    moves = TextAreaField(_l("What moves them?"), validators=[Length(max=4000)])
    hopes = TextAreaField(_l("What do they hope for?"), validators=[Length(max=4000)])
    holds_back = TextAreaField(_l("What holds them back?"), validators=[Length(max=4000)])
    agreements = TextAreaField(_l("What did you agree?"), validators=[Length(max=4000)])

    def __init__(self) -> None:
        super().__init__()
        self.talked_how.choices = terms("contact_kinds")


class AnswerForm(FlaskForm):
    """The council's answer; `by_role` only where a coach writes it down as told to him."""

    answer = RadioField(
        _l("What is the answer?"),
        choices=offered([("yes", _l("Yes, we go this way")), ("no", _l("No, not like this"))]),
        validators=[InputRequired(_l("Choose yes or no"))],
    )
    text = TextAreaField(_l("What was decided, or why not?"), validators=[FILLED, Length(max=2000)])
    body = SelectField(_l("Who decided?"), validators=[InputRequired(_l("Choose one"))])
    held_on = DateField(_l("On which day?"), validators=[DAY])
    by_role = SelectField(_l("Who told you?"), choices=TELLERS, validators=[Optional()])
    by_name = StringField(_l("Name, if it helps"), validators=[Length(max=120)])

    def __init__(self) -> None:
        super().__init__()
        self.body.choices = decision_bodies()


class PlanForm(FlaskForm):
    """The words of a proposal; its parts stand beside it, see `parts_of`."""

    opening = TextAreaField(_l("One opening sentence"), validators=[Length(max=600)])
    takes_part = TextAreaField(_l("Who takes part?"), validators=[Length(max=2000)])
    costs = TextAreaField(_l("What does it cost?"), validators=[Length(max=2000)])


def parts_of(form: MultiDict[str, str]) -> list[dict[str, Any]]:
    """Return the chosen parts: `take-<kind>` with `evenings-<kind>` and `dates-<kind>`."""
    kinds = [name.removeprefix(TAKE) for name in form if name.startswith(TAKE)]
    return [
        {
            "kind": kind,
            "evenings": whole_if_typed(form.get(f"{EVENINGS}{kind}")),
            "dates": form.get(f"{DATES}{kind}", "").strip(),
        }
        for kind in kinds
    ]
