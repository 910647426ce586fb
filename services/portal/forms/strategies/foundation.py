"""Who the congregation wants to be, its focus, and its agreements."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import DateField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import Length, Optional

from services.portal.forms.choosing import terms
from services.portal.forms.naming import NamesField, words_of
from services.portal.forms.strategies.texts import Answer, Versioned, plain
from services.portal.forms.texts import day_of, iso, lines
from shared.reference.countries import is_country


class FoundationForm(Versioned):
    """Who the congregation wants to be."""

    mission = TextAreaField(_l("Mission"), validators=[Length(max=2000)])
    vision = TextAreaField(_l("Vision"), validators=[Length(max=2000)])
    church_values = TextAreaField(_l("Values"), validators=[Length(max=6000)])

    def body(self) -> Answer:
        """Return what the service takes."""
        values = lines(self.church_values.data)
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
            "people_groups": lines(self.people_groups.data),
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


class PoliciesForm(Versioned):
    """Questions that will come, each with an answer; the pairs are read from the page."""


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
