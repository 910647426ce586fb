"""What is asked about support: to plan, to measure, to hand in a slip, to answer, to decide."""

from collections.abc import Mapping
from typing import Any

from marshmallow import fields, validate

from services.congregations.model import codes
from services.congregations.schemas.fields import Coded, Id
from services.congregations.schemas.walking import AsReported
from shared.web.schema import Day, Strict, Text, Truth, Whole

MOST = 20_000  # people in a group


def _stance() -> Coded:
    return Coded(codes.in_list("support_stances"), allow_none=True)


class SupportGroupRevision(Strict):
    """A group that must be carried along; a stance of null is not known."""

    name = Text(longest=80)
    influence = Coded(codes.in_list("influences"))
    size = Whole(low=1, high=MOST, allow_none=True)
    size_band = Coded(codes.in_list("group_sizes"), allow_none=True)
    stance_now = _stance()
    stance_desired = _stance()
    stance_after = _stance()


class NewSupportGroup(SupportGroupRevision):
    """A group to add."""

    name = Text(longest=80, required=True)
    influence = Coded(codes.in_list("influences"), load_default="medium")


class SupportStepChange(Strict):
    """What is done with a group; once done, where the group stands after it."""

    kind = Coded(codes.in_list("support_work"))
    text = Text(longest=300)
    on_day = Day(allow_none=True)
    role = Text(longest=80, allow_none=True)
    done_on = Day(allow_none=True)
    stance_after = _stance()


class NewSupportStep(Strict):
    """Something to do with a group."""

    kind = Coded(codes.in_list("support_work"), required=True)
    text = Text(longest=300, required=True)
    on_day = Day(allow_none=True, load_default=None)
    role = Text(longest=80, allow_none=True, load_default=None)


class SupportQuestion(Strict):
    """A question in both languages; without an English text the Dutch one serves both."""

    nl = Text(longest=200, required=True)
    en = Text(longest=200)


class GroupToMeasure(Strict):
    """A group of the plan, or one with a name of its own, and how many may take part."""

    group_id = Id(allow_none=True, load_default=None)
    name = Text(longest=80, empty=True, load_default="")
    invited = Whole(low=1, high=MOST, allow_none=True, load_default=None)


class NewMeasureIn(Strict):
    """How support is to be measured."""

    kind = Text(validate=validate.OneOf(("counted", "survey")), required=True)
    groups = fields.List(
        fields.Nested(GroupToMeasure), validate=validate.Length(1, 30), required=True
    )
    questions = fields.List(
        fields.Nested(SupportQuestion), validate=validate.Length(max=10), load_default=list
    )


class ThresholdIn(Strict):
    """The threshold: share in favour and response in percent; grave objections answered first."""

    share = Whole(low=1, high=100, required=True)
    response = Whole(low=0, high=100, required=True)
    no_grave = Truth(load_default=True)


class SlipsWanted(Strict):
    """How many slips for which group; `anew` in place of those not used yet."""

    group_id = Id(required=True)
    number = Whole(low=1, high=2000, required=True)
    anew = Truth(load_default=False)


class CountedGroup(Strict):
    """What was counted in one group."""

    id = Id(required=True)
    present = Whole(high=MOST, required=True)
    in_favour = Whole(high=MOST, required=True)
    with_reservations = Whole(high=MOST, required=True)
    against = Whole(high=MOST, required=True)
    abstained = Whole(high=MOST, required=True)


class CountedIn(Strict):
    """What was counted at a meeting."""

    held_on = Day(required=True)
    groups = fields.List(
        fields.Nested(CountedGroup), validate=validate.Length(1, 30), required=True
    )


class NewSupportObjection(Strict):
    """An objection that was heard."""

    text = Text(longest=1000, lines=True, required=True)
    theme = Text(longest=80, empty=True, load_default="")
    grave = Truth(load_default=False)


class SupportObjectionChange(Strict):
    """The answer to an objection, its theme, or that it is grave."""

    theme = Text(longest=80, empty=True)
    grave = Truth()
    answer = Text(longest=2000, lines=True, empty=True)


class BodyDecision(Strict):
    """What the body decided on a result."""

    outcome = Coded(codes.in_list("support_outcomes"), required=True)
    body = Coded(codes.in_list("decision_bodies"), required=True)
    held_on = Day(required=True)
    text = Text(longest=2000, lines=True, required=True)
    as_reported = fields.Nested(AsReported, allow_none=True, load_default=None)


class TokenIn(Strict):
    """A slip's token."""

    token = Text(longest=60, required=True)


class SlipIn(TokenIn):
    """A slip as it is handed in."""

    answers = fields.List(Whole(low=1, high=5), validate=validate.Length(1, 10), required=True)
    objection = Text(longest=1000, lines=True, empty=True, load_default="")
    grave = Truth(load_default=False)


def in_both(question: Mapping[str, Any]) -> dict[str, str]:
    """Return a question in both languages."""
    return {"nl": question["nl"], "en": question.get("en") or question["nl"]}
