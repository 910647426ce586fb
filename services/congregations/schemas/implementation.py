"""Check-ins, roles and the home team: what comes in and goes out."""

from marshmallow import Schema, fields, validate

from services.congregations.model import codes
from services.congregations.model.implementation import EVERY, PROGRESS, SEATS, TEAM_FOLLOWS
from services.congregations.schemas.fields import Coded, Listing
from services.congregations.schemas.journeys import CongregationGlance, DecisionOut
from services.congregations.schemas.walking import AsReported
from shared.web.schema import Day, Strict, Text, Truth, Whole


class DecisionBrief(DecisionOut):
    """The decision that something rests on; it may be contested, which the page then says."""

    class Meta:
        fields = ("id", "state", "as_reported", "body", "held_on", "text")


class RhythmIn(Strict):
    """How often to ask, in weeks, or whether it rests."""

    weeks = Whole(low=2, high=26, required=True)
    paused = Truth(load_default=False)


class CheckInAnswer(Strict):
    """How it goes; `told_by` is the role of who told the coach."""

    progress = Text(validate=validate.OneOf(PROGRESS), required=True)
    goes_well = Text(longest=2000, lines=True, empty=True, load_default="")
    blockers = Text(longest=2000, lines=True, empty=True, load_default="")
    next_step = Text(longest=2000, lines=True, empty=True, load_default="")
    wish_to_talk = Truth(load_default=False)
    told_by = Text(longest=80, allow_none=True, load_default=None)


class Turn(Strict):
    """A role comes into hands, or falls vacant; a name only where they want one."""

    to = Text(validate=validate.OneOf(("held", "vacant")), required=True)
    on = Day(required=True)
    person = Text(longest=120, empty=True, load_default="")
    note = Text(longest=2000, lines=True, empty=True, load_default="")


class NewRole(Turn):
    """A task in the mission work, and since when somebody holds it or nobody."""

    title = Text(longest=120, required=True)


class NewTeam(Strict):
    """A home team to begin: for whom or for what."""

    title = Text(longest=120, required=True)


class TeamRevision(Strict):
    """A home team put otherwise; whatever is left out stays as it is."""

    title = Text(longest=120)
    size = Whole(low=1, high=50, allow_none=True)
    filled = Listing(Text(validate=validate.OneOf(SEATS)), most=len(SEATS))
    leave_plan = Text(longest=8000, lines=True, empty=True)
    calamity_protocol = Text(longest=8000, lines=True, empty=True)


class TeamMove(Strict):
    """The next state of a home team; approving takes the body's decision."""

    to = Text(validate=validate.OneOf(tuple(TEAM_FOLLOWS)), required=True)
    body = Coded(codes.in_list("decision_bodies"))
    held_on = Day()
    text = Text(longest=2000, lines=True)
    as_reported = fields.Nested(AsReported, allow_none=True, load_default=None)


class NewDuty(Strict):
    """Something that a seat does, and how often."""

    seat = Text(validate=validate.OneOf(SEATS), required=True)
    title = Text(longest=200, required=True)
    every = Text(validate=validate.OneOf(EVERY), required=True)
    next_on = Day(allow_none=True, load_default=None)


class DutyDone(Strict):
    """The day on which a duty was done; today when left out."""

    on = Day(allow_none=True, load_default=None)


class CheckInOut(Schema):
    """A question how it goes, to one side about one thing, with its answer."""

    id = fields.UUID()
    side = fields.String()
    agreement_id = fields.UUID()
    agency_id = fields.UUID()
    due_on = fields.Date()
    state = fields.String()
    asked_at = fields.AwareDateTime()
    progress = fields.String()
    goes_well = fields.String()
    blockers = fields.String()
    next_step = fields.String()
    wish_to_talk = fields.Boolean()
    answered_how = fields.String()
    answered_at = fields.AwareDateTime()
    told_by = fields.String()
    missed_at = fields.AwareDateTime()
    escalated_to = fields.UUID()


class CheckInAlone(Schema):
    """A check-in as the side that is asked reads it."""

    congregation = fields.Nested(CongregationGlance)
    check_in = fields.Nested(CheckInOut)


class AskedOut(CheckInAlone):
    """A check-in in an agency's list, and whether an answer is still waited for."""

    may_answer = fields.Boolean()


class AskedList(Schema):
    """What an agency is and was asked, the latest first."""

    items = fields.List(fields.Nested(AskedOut))


class RhythmOut(Schema):
    """How often a congregation is asked; `next_on` is null while it is not."""

    weeks = fields.Integer()
    paused = fields.Boolean()
    first = fields.Date()
    next_on = fields.Date()


class HandoverOut(Schema):
    """A role came into other hands."""

    to_state = fields.String(data_key="to")
    on_day = fields.Date(data_key="on")
    note = fields.String()
    at = fields.AwareDateTime()


class RoleOut(Schema):
    """A task in the mission work."""

    id = fields.UUID()
    title = fields.String()
    held_since = fields.Date()
    vacant_since = fields.Date()
    person = fields.String()
    handovers = fields.List(fields.Nested(HandoverOut))


class DutyOut(Schema):
    """Something that a seat of the home team does."""

    id = fields.UUID()
    seat = fields.String()
    title_nl = fields.String()
    title_en = fields.String()
    every = fields.String()
    next_on = fields.Date()
    done_on = fields.Date()


class TeamOut(Schema):
    """A home team; what was agreed for hard times is null for who may not read it."""

    id = fields.UUID(attribute="team.id")
    title = fields.String(attribute="team.title")
    state = fields.String(attribute="team.state")
    possible = fields.Function(lambda seen: list(TEAM_FOLLOWS[seen.team.state]))
    size = fields.Integer(attribute="team.size")
    filled = fields.List(fields.String(), attribute="team.filled")
    seats = fields.Function(lambda _seen: list(SEATS))
    leave_plan = fields.Function(lambda seen: seen.team.leave_plan if seen.trusted else None)
    calamity_protocol = fields.Function(
        lambda seen: seen.team.calamity_protocol if seen.trusted else None
    )
    warnings = fields.List(fields.String())
    decision = fields.Nested(DecisionBrief, attribute="team.decision")
    duties = fields.List(fields.Nested(DutyOut), attribute="team.duties")


class ActionLine(Schema):
    """An action in one line."""

    id = fields.UUID()
    title = fields.String()
    accountable_role = fields.String()
    due_on = fields.Date()
    state = fields.String()


class MonthOut(Schema):
    """How many actions were done by the end of a month, and how many were to be."""

    first = fields.Date()
    done = fields.Integer()
    planned = fields.Integer()


class BurnupOut(Schema):
    """How far the actions of the adopted strategy are."""

    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    total = fields.Integer()
    late = fields.List(fields.Nested(ActionLine))
    coming = fields.Function(lambda found: ActionLine(many=True).dump(found.coming[:10]))
    months = fields.List(fields.Nested(MonthOut))


class CarryingOut(Schema):
    """All about the implementation of one congregation."""

    relations = fields.Function(lambda seen: sorted(seen.standing.relations))
    congregation = fields.Nested(CongregationGlance)
    journey_id = fields.UUID(attribute="journey.id")
    today = fields.Date()
    rhythm = fields.Nested(RhythmOut)
    check_ins = fields.List(fields.Nested(CheckInOut))
    actions = fields.Nested(BurnupOut)
    roles = fields.List(fields.Nested(RoleOut))
    teams = fields.List(fields.Nested(TeamOut))
