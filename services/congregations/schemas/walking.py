"""What is asked of a journey: to open, to make to measure, to walk, to decide, to launch."""

from collections.abc import Mapping
from typing import Any

from marshmallow import fields, validate

from services.congregations.model import codes
from services.congregations.model.journey import STATES
from services.congregations.schemas.fields import Coded, Id
from shared.web.schema import Day, Strict, Text, Whole

# other decisions are written down where they take effect, such as the adoption of a strategy
DECIDED_HERE = ("track", "journey", "launch", "match")


class NewJourney(Strict):
    """Which template, and how much of it: the `entry` track alone or `all`."""

    template = Text(longest=40, required=True)
    tracks = Text(validate=validate.OneOf(("entry", "all")), load_default="all")


class Closing(Strict):
    """Why something ends."""

    reason = Text(longest=300, allow_none=True, load_default=None)


class NewTrack(Strict):
    """A part to add: of the template (`from_template`: its kind, or `rest`), or one's own."""

    from_template = Text(longest=40)
    title_nl = Text(longest=120)
    title_en = Text(longest=120)
    position = Whole(low=1, high=100)


class TrackRevision(Strict):
    """A part put otherwise."""

    title_nl = Text(longest=120)
    title_en = Text(longest=120)
    aim_nl = Text(longest=300, empty=True)
    aim_en = Text(longest=300, empty=True)
    position = Whole(low=1, high=100)


class StateMove(Strict):
    """A state to come into."""

    to = Text(validate=validate.OneOf(STATES), required=True)
    reason = Text(longest=300, allow_none=True, load_default=None)
    until = Day(allow_none=True, load_default=None)


class DoneBefore(Strict):
    """A part that was walked on paper."""

    on = Day(required=True)
    note = Text(longest=500, lines=True, empty=True, load_default="")
    file_id = Id(allow_none=True, load_default=None)


class NewStep(Strict):
    """A session to add to a part; without an English title the Dutch one serves both."""

    kind = Coded(codes.in_list("session_kinds"), load_default="other")
    title_nl = Text(longest=120, required=True)
    title_en = Text(longest=120)
    minutes = Whole(low=5, high=2880, load_default=120)
    note = Text(longest=2000, lines=True, empty=True, load_default="")
    position = Whole(low=1, high=100)


class StepRevision(Strict):
    """A session put otherwise."""

    kind = Coded(codes.in_list("session_kinds"))
    title_nl = Text(longest=120)
    title_en = Text(longest=120)
    minutes = Whole(low=5, high=2880)
    note = Text(longest=2000, lines=True, empty=True)
    position = Whole(low=1, high=100)


class AsReported(Strict):
    """Who told the coach of a decision."""

    by_role = Text(longest=80, required=True)
    by_name = Text(longest=120, allow_none=True, load_default=None)


def told_by(reported: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return who told the coach of a decision, in the words of the actions; else nobody."""
    told = reported or {}
    return {"reported_role": told.get("by_role"), "reported_name": told.get("by_name")}


class NewDecision(Strict):
    """A decision to write down; `to` is the state into which it brings the track."""

    about = Text(validate=validate.OneOf(DECIDED_HERE), required=True)
    about_id = Id(required=True)
    body = Coded(codes.in_list("decision_bodies"), required=True)
    held_on = Day(required=True)
    text = Text(longest=2000, lines=True, required=True)
    to = Text(validate=validate.OneOf(STATES), allow_none=True, load_default=None)
    until = Day(allow_none=True, load_default=None)
    as_reported = fields.Nested(AsReported, allow_none=True, load_default=None)


class NewAnswer(Strict):
    """A leader's answer to a reported decision."""

    answer = Text(validate=validate.OneOf(("confirmed", "contested")), required=True)
    note = Text(longest=1000, lines=True, empty=True, load_default="")


class NewLaunch(Strict):
    """The day of the launch; `waiver` says why it was held without a result of support."""

    held_on = Day(required=True)
    note = Text(longest=2000, lines=True, empty=True, load_default="")
    waiver = Text(longest=2000, lines=True, allow_none=True, load_default=None)
