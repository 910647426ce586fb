"""What is written down about a launch: its plan, the ways to join, the go, the cards."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from services.portal.forms.choosing import terms
from services.portal.forms.coach import DAY, FILLED, TELLERS
from services.portal.forms.leader import decision_bodies
from services.portal.forms.support import CHOOSE
from services.portal.forms.texts import iso, lines, whole_if_typed

MORE = 3  # empty rows below what is there


class DayForm(FlaskForm):
    """When, where, and who speaks, by their role."""

    planned_on = DateField(_l("On which day?"), validators=[Optional()])
    starts_at = TimeField(_l("At what time?"), validators=[Optional()])
    place = StringField(_l("Where?"), validators=[Length(max=200)])
    speakers = TextAreaField(
        _l("Who speaks? Roles are enough, one on each line"), validators=[Length(max=1000)]
    )

    def facts(self) -> dict[str, Any]:
        """Return what the form says."""
        return {
            "planned_on": iso(self.planned_on.data),
            "starts_at": self.starts_at.data and f"{self.starts_at.data:%H:%M}",
            "place": self.place.data or "",
            "speakers": lines(self.speakers.data),
        }


class OptionForm(FlaskForm):
    """A way to join."""

    means = SelectField(_l("By which of the six means?"), validators=[CHOOSE])
    text = StringField(_l("What can people join in?"), validators=[FILLED, Length(max=200)])
    capacity = IntegerField(
        _l("For how many is there room?"), validators=[Optional(), NumberRange(1, 20_000)]
    )

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.means.choices = terms("means")


class GoForm(FlaskForm):
    """The body said go; `by_role` only where a coach writes it down as told to him."""

    text = TextAreaField(_l("In the words of the body"), validators=[FILLED, Length(max=2000)])
    body = SelectField(_l("Who decided?"), validators=[CHOOSE])
    held_on = DateField(_l("On which day?"), validators=[DAY])
    by_role = SelectField(_l("Who told you?"), choices=TELLERS, validators=[Optional()])
    by_name = StringField(_l("Name, if it helps"), validators=[Length(max=120)])

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.body.choices = decision_bodies()


class PostponeForm(FlaskForm):
    """Why the launch is put off."""

    reason = StringField(_l("Why?"), validators=[FILLED, Length(max=300)])


class HeldForm(FlaskForm):
    """The launch was held; `waiver` says why without a result of support."""

    held_on = DateField(_l("On which day was the launch?"), validators=[DAY])
    note = StringField(_l("Note"), validators=[Length(max=500)])
    waiver = TextAreaField(
        _l("Why do you go on without a result of support?"), validators=[Length(max=2000)]
    )


class WrapForm(FlaskForm):
    """What is worth keeping."""

    note = TextAreaField(_l("What is worth keeping?"), validators=[Length(max=2000)])


class CardsForm(FlaskForm):
    """Cards that were counted."""

    number = IntegerField(
        _l("How many cards?"),
        validators=[InputRequired(_l("Fill this in")), NumberRange(-20_000, 20_000)],
    )


def run_sheet_of(form: Mapping[str, str], rows: int) -> list[dict[str, Any]]:
    """Return the rows that say what happens: `minute-<n>`, `what-<n>`, `who-<n>`."""
    return [
        {
            "minute": whole_if_typed(form.get(f"minute-{row}")) or 0,
            "what": form[f"what-{row}"].strip(),
            "who": form.get(f"who-{row}", "").strip(),
        }
        for row in range(rows)
        if form.get(f"what-{row}", "").strip()
    ]


def materials_of(form: Mapping[str, str], rows: int) -> list[dict[str, Any]]:
    """Return the rows that name a thing: `thing-<n>`, ready when `ready-<n>` is ticked."""
    return [
        {"text": form[f"thing-{row}"].strip(), "done": bool(form.get(f"ready-{row}"))}
        for row in range(rows)
        if form.get(f"thing-{row}", "").strip()
    ]
