"""How it goes, and what else is written down while a congregation carries out its plan."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from services.portal.forms.choosing import offered
from services.portal.forms.texts import whole_if_typed

LONGEST = Length(max=2000)


class CheckInForm(FlaskForm):
    """How it goes; three questions, of which none must be filled in, and one choice."""

    progress = RadioField(
        _l("How is it going?"),
        choices=offered(
            [
                ("good", _l("Well")),
                ("slow", _l("Slowly")),
                ("stuck", _l("We are stuck")),
            ]
        ),
        validators=[InputRequired(_l("Choose one"))],
    )
    goes_well = TextAreaField(_l("What goes well?"), validators=[LONGEST])
    blockers = TextAreaField(_l("What is in the way?"), validators=[LONGEST])
    next_step = TextAreaField(_l("What is the next step?"), validators=[LONGEST])
    wish_to_talk = BooleanField(_l("Please call us"))
    told_by = StringField(_l("Who told you?"), validators=[Length(max=80)])

    def facts(self) -> dict[str, Any]:
        """Return what was filled in, as the service takes it."""
        texts = ("goes_well", "blockers", "next_step")
        return {
            "progress": self.progress.data,
            **{name: self[name].data or "" for name in texts},
            "wish_to_talk": bool(self.wish_to_talk.data),
        }


def turn_of(typed: Mapping[str, str]) -> dict[str, Any]:
    """Return how a role changes hands."""
    return {
        "to": typed.get("to", "held"),
        "on": typed.get("on", ""),
        "person": typed.get("person", ""),
        "note": typed.get("note", ""),
    }


def team_of(typed: Mapping[str, str], filled: list[str]) -> dict[str, Any]:
    """Return a home team put otherwise; what the page does not show stays as it is."""
    texts = ("leave_plan", "calamity_protocol")
    body: dict[str, Any] = {name: typed[name] for name in texts if name in typed}
    return body | {"filled": filled, "size": whole_if_typed(typed.get("size"))}


def decision_of(typed: Mapping[str, str], *, leads: bool) -> dict[str, Any]:
    """Return the decision that the page tells of; a coach says who told him."""
    body: dict[str, Any] = {
        name: typed[name] for name in ("body", "held_on", "text") if typed.get(name)
    }
    if not leads:
        told = {"by_role": typed.get("by_role", ""), "by_name": typed.get("by_name") or None}
        body["as_reported"] = told
    return body
