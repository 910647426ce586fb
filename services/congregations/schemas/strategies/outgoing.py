"""How strategies and their parts are told."""

from marshmallow import Schema, fields

from services.congregations.model.strategies import ACTION_FOLLOWS
from services.congregations.schemas.journeys import CongregationGlance, DecisionOut
from services.congregations.schemas.profiles import JourneyGlance


class GapOut(Schema):
    """A gap."""

    id = fields.UUID()
    key = fields.UUID()
    revision = fields.Integer()
    position = fields.Integer()
    area = fields.String()
    area_code = fields.String()
    now = fields.Integer()
    desired = fields.Integer()
    why = fields.String()
    weight = fields.Integer()
    accepted = fields.Boolean()
    accepted_reason = fields.String()


class ActionChangeOut(Schema):
    """A line about how an action went."""

    from_state = fields.String(data_key="from")
    to_state = fields.String(data_key="to")
    note = fields.String()
    by = fields.UUID()
    at = fields.AwareDateTime()


class ActionOut(Schema):
    """An action; `possible` are the states that may follow."""

    id = fields.UUID()
    key = fields.UUID()
    goal_id = fields.UUID()
    revision = fields.Integer()
    position = fields.Integer()
    title = fields.String()
    accountable_role = fields.String()
    helper_roles = fields.List(fields.String())
    due_on = fields.Date()
    hours_band = fields.String()
    cost_band = fields.String()
    state = fields.String()
    state_words = fields.String()
    since = fields.AwareDateTime()
    possible = fields.Function(lambda action: list(ACTION_FOLLOWS[action.state]))
    changes = fields.List(fields.Nested(ActionChangeOut))


class GoalOut(Schema):
    """A goal with its actions."""

    id = fields.UUID()
    key = fields.UUID()
    gap_id = fields.UUID()
    revision = fields.Integer()
    position = fields.Integer()
    what = fields.String()
    measure = fields.String()
    baseline = fields.String()
    target = fields.String()
    by = fields.Date()
    actions = fields.List(fields.Nested(ActionOut))


class ObjectionOut(Schema):
    """What is held against a version, and what was answered."""

    id = fields.UUID()
    text = fields.String()
    by = fields.UUID()
    at = fields.AwareDateTime()
    answer = fields.String()
    answered_by = fields.UUID()
    answered_at = fields.AwareDateTime()


class AdoptionOut(DecisionOut):
    """The decision by which a version was adopted, and what was answered to it."""

    class Meta:
        fields = ("id", "state", "as_reported", "body", "held_on", "text", "answers")


class VersionOut(Schema):
    """A version in a list."""

    id = fields.UUID()
    journey_id = fields.UUID()
    congregation_id = fields.UUID()
    version = fields.Integer()
    revision = fields.Integer()
    state = fields.String()
    based_on_id = fields.UUID()
    started_at = fields.AwareDateTime()
    shared_at = fields.AwareDateTime()
    adopted_at = fields.AwareDateTime()
    superseded_at = fields.AwareDateTime()
    withdrawn_at = fields.AwareDateTime()
    withdrawn_reason = fields.String()
    decision = fields.Nested(AdoptionOut)


class StrategyOut(VersionOut):
    """A version with all that it says."""

    mission = fields.String()
    vision = fields.String()
    church_values = fields.List(fields.String(), data_key="values")
    focus = fields.Function(
        lambda strategy: {
            name: strategy.focus.get(name, [])
            for name in ("people_groups", "places", "ministries", "means")
        }
    )
    horizon = fields.Date()
    policies = fields.List(fields.Dict())
    capacity_hours = fields.String()
    capacity_budget = fields.String()
    gaps = fields.List(fields.Nested(GapOut))
    goals = fields.List(fields.Nested(GoalOut))
    objections = fields.List(fields.Nested(ObjectionOut))
    warnings_then = fields.List(fields.Dict())


class VersionChangeOut(Schema):
    """A part that is new, gone or put otherwise."""

    part = fields.String()
    how = fields.String()
    key = fields.UUID()
    title = fields.String()
    fields_ = fields.List(fields.String(), attribute="fields", data_key="fields")


class MeasuredOut(Schema):
    """An area of the last round, and what its levels mean."""

    code = fields.String()
    title_nl = fields.String()
    title_en = fields.String()
    median = fields.Float()
    levels_nl = fields.List(fields.String())
    levels_en = fields.List(fields.String())


class CongregationSeen(CongregationGlance):
    """Which congregation it is, with the body that decides and the hours it has."""

    decision_body = fields.String()
    capacity_hours = fields.String()


class ViewOut(Schema):
    """A version with everything around it."""

    relations = fields.Function(lambda seen: sorted(seen.standing.relations))
    congregation = fields.Nested(CongregationSeen)
    journey = fields.Nested(JourneyGlance)
    today = fields.Date()
    newest = fields.Nested(StrategyOut)
    adopted = fields.Nested(StrategyOut)
    versions = fields.List(fields.Nested(VersionOut))
    warnings = fields.List(fields.Dict())
    before = fields.Nested(VersionOut)
    changes = fields.List(fields.Nested(VersionChangeOut))
    measured = fields.List(fields.Nested(MeasuredOut))
