"""What is asked of a strategy and its parts."""

from marshmallow import fields, validate

from services.congregations.model import codes
from services.congregations.model.strategies import ACTION_STATES
from services.congregations.schemas.fields import Coded, Id, Listing
from services.congregations.schemas.walking import AsReported
from shared.reference import vocabulary
from shared.reference.countries import is_country
from shared.web.schema import Day, Strict, Text, Whole

LEVELS = 5  # the highest of the levels in which an area is measured
MOST = 40


def _place(value: str) -> str | None:
    known = is_country(value) or vocabulary.is_code("world_regions", value)
    return value if known else None


class Focus(Strict):
    """Among whom, where, with what ministries and by which means."""

    people_groups = Listing(Text(longest=120), most=MOST, load_default=list)
    places = Listing(Coded(_place), most=MOST, load_default=list)
    ministries = Listing(Coded(codes.in_list("functions")), most=MOST, load_default=list)
    means = Listing(Coded(codes.in_list("means")), most=MOST, load_default=list)


class PolicyAnswer(Strict):
    """A question that will come, and what the congregation answers."""

    question = Text(longest=300, required=True)
    answer = Text(longest=2000, lines=True, empty=True, load_default="")


class StrategyRevision(Strict):
    """The foundation put otherwise; `revision` is the one that was read."""

    revision = Whole(low=1, required=True)
    mission = Text(longest=2000, lines=True, empty=True)
    vision = Text(longest=2000, lines=True, empty=True)
    church_values = Listing(Text(longest=160), most=MOST, data_key="values")
    focus = fields.Nested(Focus)
    horizon = Day(allow_none=True)
    policies = fields.List(fields.Nested(PolicyAnswer), validate=validate.Length(max=MOST))
    capacity_hours = Coded(codes.in_list("capacity_bands"), allow_none=True)
    capacity_budget = Coded(codes.in_list("budget_bands"), allow_none=True)


class VersionMove(Strict):
    """A state that people bring a version into; adoption has a route of its own."""

    to = Text(validate=validate.OneOf(("draft", "shared", "withdrawn")), required=True)
    reason = Text(longest=300, allow_none=True, load_default=None)


class NewGap(Strict):
    """A gap; with `accepted_reason` the congregation says that it lives with it."""

    area = Text(longest=120, required=True)
    area_code = Text(longest=40, allow_none=True)
    now = Whole(low=0, high=LEVELS, allow_none=True)
    desired = Whole(low=0, high=LEVELS, required=True)
    why = Text(longest=1000, lines=True, empty=True)
    weight = Whole(low=1, high=3)
    accepted_reason = Text(longest=500, allow_none=True)


class GapRevision(NewGap):
    """A gap put otherwise."""

    revision = Whole(low=1, required=True)
    area = Text(longest=120)
    desired = Whole(low=0, high=LEVELS)


class NewGoal(Strict):
    """A goal."""

    gap_id = Id(allow_none=True)
    what = Text(longest=300, required=True)
    measure = Text(longest=300, empty=True)
    baseline = Text(longest=120, empty=True)
    target = Text(longest=120, empty=True)
    by = Day(allow_none=True)


class GoalRevision(NewGoal):
    """A goal put otherwise."""

    revision = Whole(low=1, required=True)
    what = Text(longest=300)


class NewAction(Strict):
    """An action; exactly one role is accountable for it."""

    title = Text(longest=200, required=True)
    accountable_role = Text(longest=80, required=True)
    helper_roles = Listing(Text(longest=80), most=MOST)
    due_on = Day(allow_none=True)
    hours_band = Coded(codes.in_list("effort_bands"), allow_none=True)
    cost_band = Coded(codes.in_list("budget_bands"), allow_none=True)


class ActionRevision(NewAction):
    """An action put otherwise, or moved to another goal."""

    revision = Whole(low=1, required=True)
    goal_id = Id()
    title = Text(longest=200)
    accountable_role = Text(longest=80)


class Progress(Strict):
    """Where an action has come to, and a few words about it."""

    to = Text(validate=validate.OneOf(ACTION_STATES), required=True)
    note = Text(longest=300, empty=True, load_default="")


class NewObjection(Strict):
    """What somebody holds against a shared version."""

    text = Text(longest=2000, lines=True, required=True)


class ObjectionAnswer(Strict):
    """What is answered to an objection."""

    answer = Text(longest=2000, lines=True, required=True)


class NewAdoption(Strict):
    """The decision of the congregation's body; `revision` is that of the version it was about."""

    body = Coded(codes.in_list("decision_bodies"), required=True)
    held_on = Day(required=True)
    text = Text(longest=2000, lines=True, required=True)
    as_reported = fields.Nested(AsReported, allow_none=True, load_default=None)
    revision = Whole(low=1, allow_none=True, load_default=None)
