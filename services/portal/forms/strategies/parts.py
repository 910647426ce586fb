"""Gaps, goals and actions, one form for each."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from services.portal.forms.choosing import offered, terms
from services.portal.forms.coach import FILLED
from services.portal.forms.strategies.texts import Answer, Versioned, parts_of, plain
from services.portal.forms.texts import day_of, iso

LEVELS = [str(level) for level in range(6)]


class GapForm(Versioned):
    """Where we are now in an area, and where we want to be."""

    area = StringField(_l("About what?"), validators=[FILLED, Length(max=120)])
    area_code = HiddenField()
    now = SelectField(_l("Where are we now?"), validators=[Optional()])
    desired = SelectField(
        _l("Where do we want to be?"), validators=[InputRequired(_l("Choose one"))]
    )
    why = TextAreaField(_l("Why this?"), validators=[Length(max=1000)])
    weight = RadioField(
        _l("How much does it matter?"),
        choices=offered([("1", _l("a little")), ("2", _l("normal")), ("3", _l("much"))]),
        default="2",
    )
    accepted_reason = StringField(
        _l("We live with this gap, because"), validators=[Length(max=500)]
    )

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.now.choices = offered([("", _("unknown")), *((one, one) for one in LEVELS)])
        self.desired.choices = offered([("", _("choose …")), *((one, one) for one in LEVELS)])

    def body(self) -> Answer:
        """Return what the service takes."""
        return {
            "area": self.area.data,
            "area_code": self.area_code.data or None,
            "now": int(self.now.data) if self.now.data else None,
            "desired": int(self.desired.data),
            "why": plain(self.why.data),
            "weight": int(self.weight.data),
            "accepted_reason": (self.accepted_reason.data or "").strip() or None,
        }

    @staticmethod
    def shown(gap: Answer) -> Answer:
        """Return the data of the form for this gap."""
        levels = {name: "" if gap[name] is None else str(gap[name]) for name in ("now", "desired")}
        return {**gap, **levels, "weight": str(gap["weight"])}


class GoalForm(Versioned):
    """What shall be true, and by what we see it."""

    what = StringField(_l("What shall be true?"), validators=[FILLED, Length(max=300)])
    # which gaps there are is said by their owner
    gap_id = SelectField(
        _l("Which gap does it close?"), validators=[Optional()], validate_choice=False, choices=[]
    )
    measure = StringField(_l("By what do we see it?"), validators=[Length(max=300)])
    baseline = StringField(_l("How is it now?"), validators=[Length(max=120)])
    target = StringField(_l("How shall it be?"), validators=[Length(max=120)])
    by = DateField(_l("By which day?"), validators=[Optional()])

    def of(self, gaps: list[Answer]) -> "GoalForm":
        """Offer the gaps of this version."""
        named = ((gap["id"], gap["area"]) for gap in gaps)
        self.gap_id.choices = offered([("", _("none of them")), *named])
        return self

    def body(self) -> Answer:
        """Return what the service takes."""
        names = ("what", "measure", "baseline", "target")
        texts = {name: plain(self[name].data) for name in names}
        return {**texts, "gap_id": self.gap_id.data or None, "by": iso(self.by.data)}

    @staticmethod
    def shown(goal: Answer) -> Answer:
        """Return the data of the form for this goal."""
        return {**goal, "by": day_of(goal["by"])}


class ActionForm(Versioned):
    """Something to do; exactly one role is accountable."""

    title = StringField(_l("What do we do?"), validators=[FILLED, Length(max=200)])
    accountable_role = StringField(
        _l("Which role sees to it?"), validators=[FILLED, Length(max=80)]
    )
    helper_roles = StringField(_l("Who helps?"), validators=[Length(max=1000)])
    due_on = DateField(_l("When is it done?"), validators=[Optional()])
    hours_band = SelectField(_l("How much work is it?"), validators=[Optional()])
    cost_band = SelectField(_l("What does it cost?"), validators=[Optional()])
    goal_id = SelectField(
        _l("For which goal?"), validators=[Optional()], validate_choice=False, choices=[]
    )

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.hours_band.choices = terms("effort_bands", _("not yet known"))
        self.cost_band.choices = terms("budget_bands", _("not yet known"))

    def of(self, goals: list[Answer]) -> "ActionForm":
        """Offer the goals of this version."""
        self.goal_id.choices = offered((goal["id"], goal["what"]) for goal in goals)
        return self

    def body(self) -> Answer:
        """Return what the service takes, without the goal."""
        return {
            "title": self.title.data,
            "accountable_role": self.accountable_role.data,
            "helper_roles": parts_of(self.helper_roles.data),
            "due_on": iso(self.due_on.data),
            "hours_band": self.hours_band.data or None,
            "cost_band": self.cost_band.data or None,
        }

    @staticmethod
    def shown(action: Answer) -> Answer:
        """Return the data of the form for this action."""
        helpers = ", ".join(action["helper_roles"])
        return {**action, "helper_roles": helpers, "due_on": day_of(action["due_on"])}
