"""A strategy in small forms, one for each evening: foundation, focus, gaps, goals, actions."""

from datetime import date
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from services.portal.forms.choosing import offered
from services.portal.forms.coach import DAY, FILLED, TELLERS
from services.portal.forms.leader import decision_bodies
from services.portal.forms.naming import NamesField, words_of
from shared.reference.countries import is_country
from shared.reference.vocabulary import codes

Answer = dict[str, Any]
LEVELS = [str(level) for level in range(6)]


class Versioned(FlaskForm):
    """A form that holds the revision which was read, so that nobody writes over somebody else."""

    revision = HiddenField()

    def seen(self) -> Answer:
        """Return the revision as the service takes it; 0 when it is no number."""
        written = self.revision.data or ""
        return {"revision": int(written) if written.isdecimal() else 0}


class FoundationForm(Versioned):
    """Who the congregation wants to be."""

    mission = TextAreaField(_l("Mission"), validators=[Length(max=2000)])
    vision = TextAreaField(_l("Vision"), validators=[Length(max=2000)])
    church_values = TextAreaField(_l("Values"), validators=[Length(max=6000)])

    def body(self) -> Answer:
        """Return what the service takes."""
        values = lines_of(self.church_values.data)
        texts = {"mission": plain(self.mission.data), "vision": plain(self.vision.data)}
        return {**texts, "values": values, **self.seen()}

    @staticmethod
    def shown(strategy: Answer) -> Answer:
        """Return the data of the form for this version."""
        texts = {name: strategy[name] for name in ("mission", "vision", "revision")}
        return {**texts, "church_values": "\n".join(strategy["values"])}


class FocusForm(Versioned):
    """Among whom, where, how, until when, and with what strength."""

    people_groups = TextAreaField(_l("People groups or groups of people"))
    countries = NamesField(_l("Countries"), known="countries")
    regions = SelectMultipleField(_l("Parts of the world"), validators=[Optional()])
    ministries = SelectMultipleField(_l("Kinds of work"), validators=[Optional()])
    means = SelectMultipleField(_l("What we do ourselves"), validators=[Optional()])
    horizon = DateField(_l("Until when does this plan run?"), validators=[Optional()])
    capacity_hours = SelectField(_l("How much time do we have?"), validators=[Optional()])
    capacity_budget = SelectField(_l("What may the whole plan cost?"), validators=[Optional()])

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.regions.choices = terms("world_regions")
        self.ministries.choices = terms("functions")
        self.means.choices = terms("means")
        self.capacity_hours.choices = terms("capacity_bands", _("as in our profile"))
        self.capacity_budget.choices = terms("budget_bands", _("not yet known"))

    def body(self) -> Answer:
        """Return what the service takes."""
        places = [*(self.countries.codes() or []), *(self.regions.data or [])]
        focus = {
            "people_groups": lines_of(self.people_groups.data),
            "places": places,
            "ministries": self.ministries.data or [],
            "means": self.means.data or [],
        }
        return {
            "focus": focus,
            "horizon": iso(self.horizon.data),
            "capacity_hours": self.capacity_hours.data or None,
            "capacity_budget": self.capacity_budget.data or None,
            **self.seen(),
        }

    @staticmethod
    def shown(strategy: Answer) -> Answer:
        """Return the data of the form for this version."""
        focus = strategy["focus"]
        lands = [code for code in focus["places"] if is_country(code)]
        return {
            "people_groups": "\n".join(focus["people_groups"]),
            "countries": words_of("countries", lands) if lands else "",
            "regions": [code for code in focus["places"] if not is_country(code)],
            "ministries": focus["ministries"],
            "means": focus["means"],
            **{name: strategy[name] for name in ("capacity_hours", "capacity_budget", "revision")},
            "horizon": day_of(strategy["horizon"]),
        }


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


class PoliciesForm(Versioned):
    """Questions that will come, each with an answer; the pairs are read from the page."""


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


def policies_of(form: MultiDict[str, str], seen: Answer) -> Answer:
    """Return the questions with an answer, as the page sent them in pairs."""
    questions, answers = form.getlist("question"), form.getlist("answer")
    pairs = zip(questions, answers, strict=False)
    kept = [
        {"question": question.strip(), "answer": plain(answer)}
        for question, answer in pairs
        if question.strip() and answer.strip()
    ]
    return {"policies": kept, **seen}


def terms(listed: str, empty: str = "") -> list[SelectChoice]:
    """Return the codes of a list to choose from; `empty` is what it says when none is chosen."""
    known = [(term.code, term.label(get_locale().language)) for term in codes(listed)]
    return offered([("", empty), *known] if empty else known)


def lines_of(text: str | None) -> list[str]:
    """Return the lines of a text, without the empty ones."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def parts_of(text: str | None) -> list[str]:
    """Return what is written between the commas."""
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def plain(text: str | None) -> str:
    """Return a text with lines as we keep them; a browser sends them otherwise."""
    return (text or "").replace("\r\n", "\n").strip()


def iso(day: date | None) -> str | None:
    """Return a day as services take it."""
    return day.isoformat() if day else None


def day_of(text: str | None) -> date | None:
    """Return a day as fields take it."""
    return date.fromisoformat(text) if text else None
