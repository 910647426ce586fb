"""What goes out: plain shapes of what the queries give."""

from marshmallow import Schema, fields

from shared.web.schema import WallClock


class ParticipantOut(Schema):
    """A person who takes part."""

    person_id = fields.UUID()
    role = fields.String()
    required = fields.Boolean()
    answer = fields.String(allow_none=True)


class SkipOut(Schema):
    """A date that runs into something; `binding` ones are never planned in a run."""

    on = fields.Date()
    reason = fields.String()
    binding = fields.Boolean()
    nl = fields.String(attribute="dutch")
    en = fields.String(attribute="english")


class DueOut(Schema):
    """The window in which an evaluation falls due."""

    on = fields.Date()
    earliest = fields.Date()
    latest = fields.Date()


class Timed(Schema):
    """When something is: the wall clock with its zone, and the instants that follow."""

    congregation_id = fields.UUID()
    journey_id = fields.UUID(allow_none=True)
    run_id = fields.UUID(allow_none=True)
    kind = fields.String(attribute="content.kind")
    title_nl = fields.String(attribute="content.title_nl")
    title_en = fields.String(attribute="content.title_en")
    local_start = WallClock(attribute="when.local_start")
    zone = fields.String(attribute="when.zone")
    minutes = fields.Integer(attribute="when.minutes")
    start_utc = fields.AwareDateTime(attribute="when.start_utc")
    end_utc = fields.AwareDateTime(attribute="when.end_utc")
    place = fields.String(attribute="content.place", allow_none=True)
    agenda = fields.String(attribute="content.agenda", allow_none=True)
    label = fields.Integer()
    code = fields.String()
    uid = fields.String(allow_none=True)
    sequence = fields.Integer()
    revision_at = fields.AwareDateTime()
    state = fields.String()
    participants = fields.List(fields.Nested(ParticipantOut))
    due = fields.Nested(DueOut, allow_none=True)


class SessionOut(Timed):
    """A session as its page shows it."""

    id = fields.UUID()
    step_id = fields.UUID(allow_none=True)
    folded = fields.Boolean(attribute="when.folded")
    withheld = fields.Boolean()
    pinned = fields.Boolean()
    created_by = fields.UUID(allow_none=True)
    warnings = fields.List(fields.Nested(SkipOut))


class SessionsOut(Schema):
    """A part of a list of sessions, by time."""

    items = fields.List(fields.Nested(SessionOut))
    next = fields.String(allow_none=True)


class BusyOut(Schema):
    """A person who is taken on some evenings."""

    person_id = fields.UUID()
    starts = fields.List(WallClock())


class RunOut(Schema):
    """A run, proposed (`run_id` null) or planned."""

    run_id = fields.UUID(allow_none=True)
    sessions = fields.List(fields.Nested(SessionOut))
    skipped = fields.List(fields.Nested(SkipOut))
    warnings = fields.List(fields.Nested(SkipOut))
    busy = fields.List(fields.Nested(BusyOut))


class SessionLetterOut(Timed):
    """What a letter about a session needs."""

    session_id = fields.UUID()
    previous_local_start = WallClock(allow_none=True)
    previous_zone = fields.String(allow_none=True)
    previous_start_utc = fields.AwareDateTime(allow_none=True)
    paragraph = fields.String(attribute="content.paragraph", allow_none=True)
    coach_id = fields.UUID(allow_none=True)
    choice = fields.String(allow_none=True)


class RunLetterOut(Schema):
    """What a letter about a run needs."""

    run_id = fields.UUID()
    congregation_id = fields.UUID()
    journey_id = fields.UUID(allow_none=True)
    coach_id = fields.UUID(allow_none=True)
    choice = fields.String(allow_none=True)
    sessions = fields.List(fields.Nested(SessionLetterOut))


class FeedOut(Schema):
    """A device that may fetch."""

    id = fields.UUID()
    device = fields.String()
    language = fields.String()
    created_at = fields.AwareDateTime()
    last_fetched_at = fields.AwareDateTime(allow_none=True)


class OpenedFeedOut(FeedOut):
    """A new feed; `token` and `url` are shown this once."""

    token = fields.String()
    url = fields.String()


class FeedsOut(Schema):
    """A person's devices."""

    items = fields.List(fields.Nested(FeedOut))


class PreferenceOut(Schema):
    """How a person wants dates in his calendar."""

    choice = fields.String()
