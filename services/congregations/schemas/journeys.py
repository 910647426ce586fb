"""The shapes of a journey: tracks, steps, changes, decisions and the launch."""

from marshmallow import Schema, fields

from services.congregations.journeys import templates
from services.congregations.model.journey import FOLLOWS
from services.congregations.queries import journeys
from services.congregations.schemas.profiles import JourneyGlance


class StepPlanOut(Schema):
    """A session in a template."""

    kind = fields.String()
    title_nl = fields.String()
    title_en = fields.String()
    minutes = fields.Integer()


class TrackPlanOut(Schema):
    """A part in a template."""

    kind = fields.String()
    title_nl = fields.String()
    title_en = fields.String()
    aim_nl = fields.String()
    aim_en = fields.String()
    entry = fields.Boolean()
    prerequisites = fields.List(fields.String())
    steps = fields.List(fields.Nested(StepPlanOut))


class TemplateOut(Schema):
    """A template to begin a journey from."""

    id = fields.String()
    version = fields.Integer()
    title_nl = fields.String()
    title_en = fields.String()
    shipped = fields.Function(lambda template: template.id in templates())
    tracks = fields.List(fields.Nested(TrackPlanOut))


class TemplateName(Schema):
    """A template to choose."""

    id = fields.String()
    version = fields.Integer()
    title_nl = fields.String()
    title_en = fields.String()


class TemplateList(Schema):
    """All templates."""

    items = fields.List(fields.Nested(TemplateOut))


class StepOut(Schema):
    """A session that a part has, not yet dated."""

    id = fields.UUID()
    track_id = fields.UUID()
    position = fields.Integer()
    kind = fields.String()
    title_nl = fields.String()
    title_en = fields.String()
    minutes = fields.Integer()
    note = fields.String()
    own = fields.Boolean()


class ChangeOut(Schema):
    """A change of state: who, when, why."""

    from_state = fields.String(data_key="from")
    to_state = fields.String(data_key="to")
    reason = fields.String()
    until = fields.Date()
    decision_id = fields.UUID()
    by = fields.UUID()
    at = fields.AwareDateTime()


class TrackOut(Schema):
    """A part of a journey; `possible` are the states that may follow."""

    id = fields.UUID()
    journey_id = fields.UUID()
    kind = fields.String()
    title_nl = fields.String()
    title_en = fields.String()
    aim_nl = fields.String()
    aim_en = fields.String()
    position = fields.Integer()
    entry = fields.Boolean()
    own = fields.Boolean()
    state = fields.String()
    since = fields.AwareDateTime()
    deferred_until = fields.Date()
    done_before = fields.Function(
        lambda track: (
            {
                "on": track.done_on.isoformat(),
                "note": track.done_note,
                "file_id": track.done_file_id and str(track.done_file_id),
            }
            if track.done_before
            else None
        )
    )
    possible = fields.Function(lambda track: list(FOLLOWS[track.state]))
    steps = fields.List(fields.Nested(StepOut))
    changes = fields.List(fields.Nested(ChangeOut))


class JourneyOut(JourneyGlance):
    """A journey with its parts, and those of its template that it does not have."""

    congregation_id = fields.UUID()
    opened_by = fields.UUID()
    closed_by = fields.UUID()
    closed_reason = fields.String()
    title_nl = fields.Function(lambda journey: journey.blueprint["title_nl"])
    title_en = fields.Function(lambda journey: journey.blueprint["title_en"])
    tracks = fields.List(fields.Nested(TrackOut))
    missing = fields.Function(
        lambda journey: TrackPlanOut(only=("kind", "title_nl", "title_en"), many=True).dump(
            journeys.missing(journey)
        )
    )


class AnswerOut(Schema):
    """A leader's answer."""

    answer = fields.String()
    note = fields.String()
    by = fields.UUID()
    at = fields.AwareDateTime()


class DecisionOut(Schema):
    """A decision with what was answered."""

    id = fields.UUID()
    congregation_id = fields.UUID()
    journey_id = fields.UUID()
    about = fields.String()
    about_id = fields.UUID()
    to_state = fields.String(data_key="to")
    body = fields.String()
    held_on = fields.Date()
    text = fields.String()
    as_reported = fields.Function(
        lambda decision: (
            {"by_role": decision.reported_role, "by_name": decision.reported_name}
            if decision.as_reported
            else None
        )
    )
    state = fields.String()
    by = fields.UUID()
    at = fields.AwareDateTime()
    answers = fields.List(fields.Nested(AnswerOut))


class DecisionInShort(Schema):
    """What the body decided on something, and whether it was contested since."""

    id = fields.UUID()
    state = fields.String()
    as_reported = fields.Boolean()
    body = fields.String()
    held_on = fields.Date()
    text = fields.String()


class LaunchOut(Schema):
    """A launch."""

    id = fields.UUID()
    journey_id = fields.UUID()
    congregation_id = fields.UUID()
    held_on = fields.Date()
    note = fields.String()
    recorded_by = fields.UUID()
    recorded_at = fields.AwareDateTime()


class FileOut(Schema):
    """What is known of a file, without its content."""

    id = fields.UUID()
    name = fields.String()
    media_type = fields.String()
    size = fields.Integer()
    sha256 = fields.String()
    by = fields.UUID()
    at = fields.AwareDateTime()


class CongregationGlance(Schema):
    """Which congregation it is."""

    id = fields.UUID()
    name = fields.String()
    place = fields.String()


class OverviewOut(Schema):
    """All that a congregation's journey page shows.

    `journey` is null before the first; `templates` are those from which the next may begin, empty
    while one is under way.
    """

    relations = fields.Function(lambda seen: sorted(seen.standing.relations))
    congregation = fields.Nested(CongregationGlance)
    journey = fields.Nested(JourneyOut)
    templates = fields.List(fields.Nested(TemplateName))
    previous = fields.List(fields.Nested(JourneyGlance))
    launch = fields.Nested(LaunchOut)
    decisions = fields.List(fields.Nested(DecisionOut))
    files = fields.List(fields.Nested(FileOut))


class TracksAdded(Schema):
    """The parts that were added."""

    items = fields.List(fields.Nested(TrackOut))


class DecisionLetter(Schema):
    """What a letter about a reported decision says; the subject is the title of a track."""

    decision = fields.Nested(DecisionOut)
    congregation_name = fields.String()
    coach_id = fields.UUID()
    subject_nl = fields.String()
    subject_en = fields.String()
