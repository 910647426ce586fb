"""What is written down about a course."""

from typing import Any

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from services.portal.forms.choosing import offered
from services.portal.forms.coach import FILLED
from services.portal.forms.texts import lines, whole
from services.portal.showing.courses import FORMATS, OPEN_TO
from shared.reference.languages import language as spoken

# the languages in which courses are given here; another one is chosen with the operator
LANGUAGES = ("nld", "eng", "arb", "fas", "fra", "por", "rus", "spa", "tir", "tur", "ukr")
MOST = 20  # facilitators on the form
SPARE = 2  # rows for those who are not named yet


class CourseForm(FlaskForm):
    """A course to make or put right."""

    title = StringField(_l("What is it called?"), validators=[FILLED, Length(max=120)])
    format = SelectField(_l("In which rhythm?"), choices=offered(FORMATS.items()))
    language = SelectField(_l("In which language?"))
    capacity = IntegerField(_l("How many places?"), validators=[FILLED, NumberRange(1, 300)])
    open_to = SelectField(_l("Who may take part?"), choices=offered(OPEN_TO.items()))
    fee = StringField(_l("What does it cost?"), validators=[Length(max=200)])
    planned_run_id = SelectField(_l("The dates"), validators=[Optional()])

    def __init__(self, planned: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(**more)
        code = get_locale().language
        named = [(one, found.name(code)) for one in LANGUAGES if (found := spoken(one))]
        if self.language.data and self.language.data not in LANGUAGES:
            other = spoken(self.language.data)
            named += [(other.code, other.name(code))] if other else []
        self.language.choices = offered(named)
        by_hand = ("", _l("I type the days myself"))
        self.planned_run_id.choices = offered([by_hand, *planned])

    def body(self) -> dict[str, Any]:
        """Return what was filled in, for the service."""
        return {
            "title": self.title.data,
            "format": self.format.data,
            "language": self.language.data,
            "capacity": self.capacity.data,
            "open_to": self.open_to.data,
            "fee": self.fee.data or "",
            "planned_run_id": self.planned_run_id.data or None,
        }


class MeasureForm(FlaskForm):
    """What completing a course takes."""

    attendance_share = IntegerField(
        _l("Share of the lessons, in per cent"), validators=[FILLED, NumberRange(0, 100)]
    )
    worksheets_required = BooleanField(_l("All worksheets"))
    final_required = BooleanField(_l("The final session"))


class EnrolForm(FlaskForm):
    """People who take part: so many, or by name where the congregation chose so."""

    people = IntegerField(_l("How many people?"), validators=[Optional(), NumberRange(1, 100)])
    names = TextAreaField(_l("Their names, one on a line"), validators=[Length(max=8000)])

    def body(self) -> dict[str, Any]:
        """Return what was filled in, for the service; names come first."""
        names = lines(self.names.data)
        return {"names": names} if names else {"people": self.people.data}


class EarlierForm(FlaskForm):
    """How many did the course before."""

    year = IntegerField(_l("In which year?"), validators=[FILLED, NumberRange(1990, 2100)])
    people = IntegerField(_l("How many people?"), validators=[FILLED, NumberRange(0, 100_000)])


class CancelForm(FlaskForm):
    """Why a course does not take place."""

    reason = StringField(_l("Why?"), validators=[FILLED, Length(max=300)])


class ReportForm(FlaskForm):
    """What moved people."""

    themes = TextAreaField(
        _l("What moved people? One thing on a line"), validators=[Length(max=4000)]
    )

    def lines(self) -> list[str]:
        """Return the lines that hold something."""
        return lines(self.themes.data)


class LessonsForm(FlaskForm):
    """Titles, days and who leads what; the rows stand beside it, see `lessons_of`."""


class TeamForm(FlaskForm):
    """Who leads and helps; the rows stand beside it, see `team_of`."""


def lessons_of(sent: MultiDict[str, str], lessons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the lessons as they were typed; a day of the calendar is not sent along."""
    found = []
    for lesson in lessons:
        number = lesson["number"]
        body = {
            name: sent.get(f"{name}_{number}", "").strip()
            for name in ("title", "presenter", "activity_lead")
        }
        day = {} if lesson["planned"] else {"on": sent.get(f"on_{number}") or None}
        found.append({"number": number, **body, **day})
    return found


def team_of(sent: MultiDict[str, str]) -> list[dict[str, Any]]:
    """Return those who lead and help, from the rows in which somebody is named."""
    found = []
    for row in range(1, MOST + 1):
        role = sent.get(f"role_{row}", "").strip()
        if role:
            found.append(
                {
                    "role": role,
                    "level": sent.get(f"level_{row}", "facilitator"),
                    "served_count": whole(sent.get(f"served_{row}")),
                    "trained_on": sent.get(f"trained_{row}") or None,
                }
            )
    return found
