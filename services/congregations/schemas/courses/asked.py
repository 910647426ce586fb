"""What is asked of courses."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from services.congregations.model import codes
from services.congregations.model.courses import FORMATS, LESSONS, LEVELS, OPEN_TO
from services.congregations.schemas.fields import Coded, Id, Listing
from shared.web.schema import Day, Strict, Text, Truth, Whole


class RunRevision(Strict):
    """A course put right; what is left out stays."""

    title = Text(longest=120)
    format = Text(validate=validate.OneOf(FORMATS))
    language = Coded(codes.spoken)
    capacity = Whole(low=1, high=300)
    open_to = Text(validate=validate.OneOf(OPEN_TO))
    fee = Text(longest=200, empty=True)
    attendance_share = Whole(low=0, high=100)
    worksheets_required = Truth()
    final_required = Truth()
    planned_run_id = Id(allow_none=True)


class NewRun(Strict):
    """A course to make; what is left out is the usual."""

    title = Text(longest=120, load_default="Kairos")
    format = Text(validate=validate.OneOf(FORMATS), load_default="weekly")
    language = Coded(codes.spoken, load_default="nld")
    capacity = Whole(low=1, high=300, load_default=24)
    open_to = Text(validate=validate.OneOf(OPEN_TO), load_default="own")
    fee = Text(longest=200, empty=True, load_default="")
    attendance_share = Whole(low=0, high=100, load_default=80)
    worksheets_required = Truth(load_default=True)
    final_required = Truth(load_default=True)
    planned_run_id = Id(allow_none=True, load_default=None)


class RunMove(Strict):
    """A state for a course to come into."""

    to = Text(validate=validate.OneOf(("open", "running", "closed", "cancelled")), required=True)
    reason = Text(longest=300, allow_none=True, load_default=None)


class LessonIn(Strict):
    """A lesson put right; what is left out stays."""

    number = Whole(low=1, high=LESSONS, required=True)
    title = Text(longest=120, empty=True)
    on = Day(allow_none=True, attribute="on_day")
    presenter = Text(longest=120, empty=True)
    activity_lead = Text(longest=120, empty=True)


class LessonsIn(Strict):
    """Some or all lessons."""

    items = fields.List(
        fields.Nested(LessonIn), required=True, validate=validate.Length(min=1, max=LESSONS)
    )


class HelperIn(Strict):
    """Who leads or helps: a role or pseudonym, never necessarily a name."""

    role = Text(longest=120, required=True)
    level = Text(validate=validate.OneOf(LEVELS), load_default="facilitator")
    served_count = Whole(low=0, high=200, load_default=0)
    trained_on = Day(allow_none=True, load_default=None)


class TeamIn(Strict):
    """All who lead and help, at once."""

    items = fields.List(fields.Nested(HelperIn), required=True, validate=validate.Length(max=20))


class NewEnrolments(Strict):
    """So many people without names, or the names of those who enrol: one of both."""

    people = Whole(low=1, high=100)
    names = Listing(Text(longest=120), most=100)

    @validates_schema
    def _one_of_both(self, values: dict[str, Any], **_more: object) -> None:
        if ("people" in values) == bool(values.get("names")):
            raise ValidationError("Give a number, or names.", "people")


class LessonListIn(Strict):
    """Who was there and whose worksheets are done; a list that is left out stays."""

    version = Whole(low=1, required=True)
    present = Listing(Id(), most=400, load_default=None)
    worksheets = Listing(Id(), most=400, load_default=None)


class FinalIn(Strict):
    """Who did the final session."""

    version = Whole(low=1, required=True)
    done = Listing(Id(), most=400, required=True)


class ThemesIn(Strict):
    """What moved people, in lines."""

    themes = Listing(Text(longest=200), most=20, load_default=list)


class NamesChoice(Strict):
    """Whether names are written on the lists."""

    names = Truth(required=True)


class EarlierIn(Strict):
    """How many did the course in a year; 0 takes the note back."""

    people = Whole(low=0, high=100_000, required=True)


class OpenQuery(Strict):
    """For which congregation open courses are wanted; an agency names none."""

    congregation_id = Id(load_default=None)
