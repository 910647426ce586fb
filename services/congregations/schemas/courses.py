"""The shapes of courses: what is asked of them, and what each congregation sees of them."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.congregations.model import codes
from services.congregations.model.courses import FORMATS, LESSONS, LEVELS, OPEN_TO
from services.congregations.schemas.fields import Coded, Id, Listing
from services.congregations.schemas.journeys import CongregationGlance
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


class HostGlance(Schema):
    """Who hosts a course, for those who may come to it."""

    name = fields.String()
    place = fields.String()


class CountsOut(Schema):
    """How many are in each state, of those whom the reader sees."""

    applied = fields.Integer()
    waitlisted = fields.Integer()
    enrolled = fields.Integer()
    completed = fields.Integer()
    incomplete = fields.Integer()
    withdrawn = fields.Integer()
    took_part = fields.Integer()


class LessonOut(Schema):
    """A lesson; `turnout` is null as long as nobody wrote it down."""

    number = fields.Integer(attribute="lesson.number")
    title = fields.String(attribute="lesson.title")
    presenter = fields.String(attribute="lesson.presenter")
    activity_lead = fields.String(attribute="lesson.activity_lead")
    version = fields.Integer(attribute="lesson.version")
    on = fields.Date()
    planned = fields.Boolean()
    turnout = fields.Integer()
    present = fields.List(fields.UUID())
    worksheets = fields.List(fields.UUID())


class EnrolmentOut(Schema):
    """Somebody who takes part; the name only of one's own, where the congregation chose so."""

    id = fields.UUID(attribute="enrolment.id")
    pseudonym = fields.String(attribute="enrolment.pseudonym")
    own = fields.Boolean()
    name = fields.String()
    state = fields.String()
    place_in_line = fields.Integer()
    attended = fields.Integer(attribute="progress.attended")
    worksheets = fields.Integer(attribute="progress.worksheets")
    final_done = fields.Boolean(attribute="progress.final_done")
    missing = fields.List(fields.String())


class HelperOut(Schema):
    """Who leads or helps."""

    role = fields.String()
    level = fields.String()
    served_count = fields.Integer()
    trained_on = fields.Date()


class CourseChangeOut(Schema):
    """When a course came into a state."""

    to_state = fields.String(data_key="to")
    at = fields.AwareDateTime()


class PlannedRunOut(Schema):
    """Evenings in the calendar that belong to no course yet."""

    planned_run_id = fields.UUID()
    days = fields.List(fields.Date())


class RunOut(Schema):
    """A course as one congregation sees it: as host the whole list by number, else its own."""

    id = fields.UUID(attribute="run.id")
    relations = fields.Function(lambda seen: sorted(seen.standing.relations))
    congregation = fields.Nested(CongregationGlance)
    host = fields.Nested(HostGlance)
    hosts = fields.Boolean()
    names_in_courses = fields.Boolean()
    title = fields.String(attribute="run.title")
    format = fields.String(attribute="run.format")
    language = fields.String(attribute="run.language")
    capacity = fields.Integer(attribute="run.capacity")
    free = fields.Integer()
    open_to = fields.String(attribute="run.open_to")
    fee = fields.String(attribute="run.fee")
    attendance_share = fields.Integer(attribute="run.attendance_share")
    worksheets_required = fields.Boolean(attribute="run.worksheets_required")
    final_required = fields.Boolean(attribute="run.final_required")
    planned_run_id = fields.UUID(attribute="run.planned_run_id")
    state = fields.String(attribute="run.state")
    cancelled_reason = fields.String(attribute="run.cancelled_reason")
    themes = fields.Function(lambda seen: seen.run.themes if seen.hosts else [])
    final_version = fields.Integer(attribute="run.final_version")
    sheet_code = fields.String()
    planned = fields.List(fields.Nested(PlannedRunOut))
    lessons = fields.List(fields.Nested(LessonOut))
    facilitators = fields.Function(
        lambda seen: HelperOut(many=True).dump(seen.run.facilitators if seen.hosts else [])
    )
    changes = fields.List(fields.Nested(CourseChangeOut), attribute="run.changes")
    people = fields.List(fields.Nested(EnrolmentOut))
    counts = fields.Nested(CountsOut)


class ListedRunOut(Schema):
    """A course in a congregation's list."""

    id = fields.UUID(attribute="run.id")
    host = fields.Nested(HostGlance)
    title = fields.String(attribute="run.title")
    format = fields.String(attribute="run.format")
    language = fields.String(attribute="run.language")
    state = fields.String(attribute="run.state")
    open_to = fields.String(attribute="run.open_to")
    capacity = fields.Integer(attribute="run.capacity")
    fee = fields.String(attribute="run.fee")
    days = fields.List(fields.Date())
    enrolled = fields.Integer()
    waiting = fields.Integer()
    free = fields.Integer()


class EarlierOut(Schema):
    """How many did the course in a year."""

    year = fields.Integer()
    people = fields.Integer()


class CourseShareOut(Schema):
    """The share of the members by the end of a year, 0 to 1; null where the size is unknown."""

    year = fields.Integer()
    people = fields.Integer()
    low = fields.Float()
    middle = fields.Float()
    high = fields.Float()


class CoursesOut(Schema):
    """A congregation's courses."""

    relations = fields.Function(lambda seen: sorted(seen.standing.relations))
    congregation = fields.Nested(CongregationGlance)
    size_band = fields.String(attribute="congregation.size_band")
    names_in_courses = fields.Boolean()
    hosted = fields.List(fields.Nested(ListedRunOut))
    elsewhere = fields.List(fields.Nested(ListedRunOut))
    planned = fields.List(fields.Nested(PlannedRunOut))
    earlier = fields.List(fields.Nested(EarlierOut))
    shares = fields.List(fields.Nested(CourseShareOut))


class OpenRunOut(Schema):
    """An open course nearby, for a congregation whose people may enrol."""

    id = fields.UUID(attribute="run.id")
    host = fields.Nested(HostGlance)
    title = fields.String(attribute="run.title")
    region = fields.String(attribute="host.region")
    format = fields.String(attribute="run.format")
    language = fields.String(attribute="run.language")
    fee = fields.String(attribute="run.fee")
    days = fields.List(fields.Date())
    free = fields.Integer()
    free_places = fields.String()


class OpenDatesOut(Schema):
    """An open course as agencies may know it: when and where about, and whether there is room."""

    region = fields.String(attribute="host.region")
    format = fields.String(attribute="run.format")
    language = fields.String(attribute="run.language")
    days = fields.List(fields.Date())
    free_places = fields.String()


class OpenRunList(Schema):
    """Open courses, the soonest first."""

    items = fields.List(fields.Nested(OpenRunOut))


class OpenDatesList(Schema):
    """Open courses as agencies may know them."""

    items = fields.List(fields.Nested(OpenDatesOut))
