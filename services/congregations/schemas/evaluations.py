"""Evaluations after six and twelve months, and the stamp of the APK: what comes in and goes out."""

from typing import Any

from marshmallow import Schema, fields, validate

from services.congregations.model import codes
from services.congregations.model.evaluations import EVALUATED, STAMPS, VERDICTS
from services.congregations.schemas.fields import Coded, Id, Listing
from services.congregations.schemas.implementation import DecisionBrief
from services.congregations.schemas.journeys import CongregationGlance
from services.congregations.schemas.walking import AsReported
from shared.web.schema import Day, Strict, Text, Truth, Whole


class NewEvaluation(Strict):
    """Which evaluation to begin: `m6`, `m12`, or one in between (`other`)."""

    moment = Text(validate=validate.OneOf(EVALUATED), load_default="other")


class VerdictIn(Strict):
    """What became of a goal, and what was learned."""

    verdict = Text(validate=validate.OneOf(VERDICTS), required=True)
    lesson = Text(longest=1000, lines=True, empty=True, load_default="")


class Recommending(Strict):
    """What those who looked back recommend."""

    text = Text(longest=4000, lines=True, empty=True, required=True)


class Deciding(Strict):
    """What the body decided, and what shall follow from it."""

    body = Coded(codes.in_list("decision_bodies"), required=True)
    held_on = Day(required=True)
    text = Text(longest=2000, lines=True, required=True)
    as_reported = fields.Nested(AsReported, allow_none=True, load_default=None)
    new_version = Truth(load_default=False)
    reopen = Listing(Id(), most=20, load_default=list)


class Stamping(Deciding):
    """The body's stamp."""

    stamp = Text(validate=validate.OneOf(STAMPS), required=True)


class ApkIn(Strict):
    """A check-up that was held; people are counted, never named."""

    held_on = Day(required=True)
    participants = Whole(low=1, high=2000, allow_none=True, load_default=None)
    findings = Listing(Text(longest=300), most=30, load_default=list)
    workshop_id = Id(allow_none=True, load_default=None)


class ApkRevision(Strict):
    """What was written of a check-up put right."""

    held_on = Day()
    participants = Whole(low=1, high=2000, allow_none=True)
    findings = Listing(Text(longest=300), most=30)
    workshop_id = Id(allow_none=True)


class AdjustmentOut(Schema):
    """What followed: a strategy version, or a part taken up again."""

    strategy_id = fields.UUID()
    track_id = fields.UUID()
    title_nl = fields.String(attribute="track.title_nl")
    title_en = fields.String(attribute="track.title_en")


class JudgedOut(Schema):
    """An evaluation with the goals that it judges."""

    id = fields.UUID(attribute="evaluation.id")
    moment = fields.String(attribute="evaluation.moment")
    state = fields.String(attribute="evaluation.stage")
    due_on = fields.Date(attribute="evaluation.due_on")
    session_id = fields.UUID(attribute="evaluation.session_id")
    round_id = fields.UUID(attribute="evaluation.round_id")
    recommendations = fields.String(attribute="evaluation.recommendations")
    focus_index = fields.Float(attribute="evaluation.focus_index")
    decision = fields.Nested(DecisionBrief, attribute="evaluation.decision")
    adjustments = fields.List(fields.Nested(AdjustmentOut), attribute="evaluation.adjustments")
    unjudged = fields.Integer()
    goals = fields.Function(lambda seen: [_goal(seen, one) for one in seen.goals])


class FocusOut(Schema):
    """How gathered the commitments are; null where no share is known."""

    index = fields.Float()
    count = fields.Integer()


class SlopeMomentOut(Schema):
    """A round that gave figures."""

    round_id = fields.UUID()
    moment = fields.String()
    closed_on = fields.Date()
    answers = fields.Integer()
    comparable = fields.Boolean()


class SlopeAreaOut(Schema):
    """An area and its median at each moment."""

    code = fields.String()
    title_nl = fields.String()
    title_en = fields.String()
    medians = fields.List(fields.Float(allow_none=True))


class SlopeOut(Schema):
    """How each area came from the beginning until now."""

    moments = fields.List(fields.Nested(SlopeMomentOut))
    areas = fields.List(fields.Nested(SlopeAreaOut))


class ApkOut(Schema):
    """A check-up."""

    id = fields.UUID()
    held_on = fields.Date()
    participants = fields.Integer()
    findings = fields.List(fields.String())
    workshop_id = fields.UUID()
    stamp = fields.String()
    stamped_on = fields.Date()
    valid_until = fields.Date()
    decision = fields.Nested(DecisionBrief)
    adjustments = fields.List(fields.Nested(AdjustmentOut))


class ApkSeenOut(Schema):
    """A check-up and its state today."""

    apk = fields.Nested(ApkOut)
    state = fields.String()


class PlannedCheckUpOut(Schema):
    """A session that stands in the calendar."""

    session_id = fields.UUID()
    start = fields.AwareDateTime()


class TrackBrief(Schema):
    """A part that may be taken up again, or a workshop that was held."""

    id = fields.UUID()
    title_nl = fields.String()
    title_en = fields.String()


class CheckUpWorkshop(Schema):
    """A workshop in which a check-up was held."""

    id = fields.UUID()
    title = fields.String()
    held_on = fields.Date()
    people = fields.Function(
        lambda workshop: sum(int(one.get("people") or 0) for one in workshop.attendance) or None
    )


class LookingBackOut(Schema):
    """All about the evaluations of one congregation."""

    relations = fields.Function(lambda seen: sorted(seen.standing.relations))
    congregation = fields.Nested(CongregationGlance)
    journey_id = fields.UUID(attribute="journey.id")
    journey_open = fields.Function(lambda seen: bool(seen.journey and seen.journey.state == "open"))
    today = fields.Date()
    evaluations = fields.List(fields.Nested(JudgedOut))
    slope = fields.Nested(SlopeOut)
    focus_now = fields.Nested(FocusOut)
    focus_after = fields.Nested(FocusOut)
    apks = fields.List(fields.Nested(ApkSeenOut))
    next_apk = fields.Nested(PlannedCheckUpOut)
    workshops = fields.List(fields.Nested(CheckUpWorkshop))
    done_tracks = fields.List(fields.Nested(TrackBrief))


def _goal(seen: Any, goal: Any) -> dict[str, Any]:
    given = seen.verdicts.get(goal.id)
    return {
        "id": str(goal.id),
        "what": goal.what,
        "measure": goal.measure,
        "baseline": goal.baseline,
        "target": goal.target,
        "by": goal.by.isoformat() if goal.by else None,
        "area": goal.gap.area if goal.gap else None,
        "actions": len(goal.actions),
        "done": sum(action.state == "done" for action in goal.actions),
        "verdict": given.verdict if given else None,
        "lesson": given.lesson if given else "",
    }
