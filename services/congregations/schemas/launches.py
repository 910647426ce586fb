"""The shapes of a launch that is prepared: its plan, the ways to join, on what it rests."""

import re

from marshmallow import Schema, ValidationError, fields, validate

from services.congregations.model import codes
from services.congregations.schemas.fields import Coded
from services.congregations.schemas.journeys import (
    CongregationGlance,
    DecisionInShort,
    LaunchOut,
)
from services.congregations.schemas.walking import AsReported
from shared.web.schema import Day, Strict, Text, Truth, Whole

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d\Z", re.ASCII)


def _clock(value: str) -> None:
    if not _CLOCK.match(value):
        raise ValidationError("A time as HH:MM is expected.")


class RunSheetItem(Strict):
    """Something that happens at the launch: at which minute, what, and by which role."""

    minute = Whole(high=600, required=True)
    what = Text(longest=200, required=True)
    who = Text(longest=80, empty=True, load_default="")


class Material(Strict):
    """Something to have ready."""

    text = Text(longest=200, required=True)
    done = Truth(load_default=False)


class LaunchPlanIn(Strict):
    """The plan of a launch; what is left out stays. `version` is the one last seen."""

    version = Whole(allow_none=True, load_default=None)
    planned_on = Day(allow_none=True)
    starts_at = Text(longest=5, allow_none=True, validate=_clock)
    place = Text(longest=200, empty=True)
    speakers = fields.List(Text(longest=80), validate=validate.Length(max=12))
    run_sheet = fields.List(fields.Nested(RunSheetItem), validate=validate.Length(max=60))
    materials = fields.List(fields.Nested(Material), validate=validate.Length(max=60))


class LaunchGo(Strict):
    """The body said go."""

    body = Coded(codes.in_list("decision_bodies"), required=True)
    held_on = Day(required=True)
    text = Text(longest=2000, lines=True, required=True)
    as_reported = fields.Nested(AsReported, allow_none=True, load_default=None)


class Postponement(Strict):
    """Why the launch is put off."""

    reason = Text(longest=300, required=True)


class Wrapping(Strict):
    """What is worth keeping of the launch."""

    note = Text(longest=2000, lines=True, empty=True, load_default="")


class JoinOptionChange(Strict):
    """A way to join put otherwise."""

    means = Coded(codes.in_list("means"))
    text = Text(longest=200)
    capacity = Whole(low=1, high=20_000, allow_none=True)


class NewJoinOption(JoinOptionChange):
    """A way to join."""

    means = Coded(codes.in_list("means"), required=True)
    text = Text(longest=200, required=True)


class CardsCounted(Strict):
    """Cards that were counted for one option; below zero takes some off."""

    number = Whole(low=-20_000, high=20_000, required=True)


class JoinOptionOut(Schema):
    """A way to join with how many did."""

    id = fields.UUID()
    means = fields.String()
    text = fields.String()
    capacity = fields.Integer()
    joined = fields.Integer()


class LaunchPlanOut(Schema):
    """The plan of a launch."""

    id = fields.UUID()
    version = fields.Integer()
    state = fields.String()
    planned_on = fields.Date()
    starts_at = fields.String()
    place = fields.String()
    speakers = fields.List(fields.String())
    run_sheet = fields.List(fields.Dict())
    materials = fields.List(fields.Dict())
    postponed_reason = fields.String()
    wrap_note = fields.String()
    options = fields.List(fields.Nested(JoinOptionOut))


class LaunchGroundOut(Schema):
    """On what a launch could rest now."""

    has_strategy = fields.Boolean()
    strategy_version = fields.Integer(attribute="strategy.version", dump_default=None)
    strategy_on_paper = fields.Boolean()
    has_support = fields.Boolean()
    support_on_paper = fields.Boolean()
    round_id = fields.UUID()


class LaunchBasisOut(Schema):
    """On what a launch rests, as it was then."""

    strategy_id = fields.UUID()
    support_id = fields.UUID()
    round_id = fields.UUID()
    strategy_on_paper = fields.Boolean()
    support_on_paper = fields.Boolean()
    waiver = fields.String()
    waived_by = fields.UUID()
    waived_at = fields.AwareDateTime()


class LaunchSessionOut(Schema):
    """The launch as it stands in the calendar."""

    session_id = fields.UUID()
    start = fields.AwareDateTime()


class LaunchOverviewOut(Schema):
    """All that the page about a launch shows."""

    relations = fields.Function(lambda seen: sorted(seen.standing.relations))
    congregation = fields.Nested(CongregationGlance)
    journey_id = fields.UUID(attribute="journey.id", dump_default=None)
    journey_state = fields.String(attribute="journey.state", dump_default=None)
    agreed = fields.Boolean()
    plan = fields.Nested(LaunchPlanOut)
    decision = fields.Nested(DecisionInShort)
    session = fields.Nested(LaunchSessionOut)
    ground = fields.Nested(LaunchGroundOut)
    launch = fields.Nested(LaunchOut)
    basis = fields.Nested(LaunchBasisOut)
    strategy_version = fields.Integer()
