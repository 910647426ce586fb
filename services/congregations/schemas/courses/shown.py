"""What each congregation, and an agency, sees of courses."""

from marshmallow import Schema, fields

from services.congregations.schemas.journeys import CongregationGlance


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
