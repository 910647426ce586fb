"""What comes in about rounds of questions, findings and commitments."""

from typing import Any

from marshmallow import fields, post_load, validate

from services.congregations.actions.discovery import Answers, Fate
from services.congregations.model import codes
from services.congregations.schemas.fields import Coded, Id, Listing
from shared.web.schema import Day, Strict, Text, Truth, Whole

LONGEST_NOTE = 1000


class NewRound(Strict):
    """At which moment of the journey a round is held."""

    moment = Coded(codes.in_list("round_moments"), required=True)


class RoundClosing(Strict):
    """Whether a round is meant to close although too few answered for figures."""

    without_figures = Truth(load_default=False)


class LinkWish(Strict):
    """How many links for which role."""

    role = Coded(codes.in_list("rater_roles"), required=True)
    count = Whole(low=1, high=200, required=True)


class LinkIn(Strict):
    """The secret of a rater's link, or the code from his slip."""

    token = Text(longest=60, required=True)


class _Answering(Strict):
    levels = fields.Dict(
        keys=Text(longest=40),
        values=Whole(low=0, high=5, allow_none=True),
        required=True,
        validate=validate.Length(max=100),
    )
    note = Text(longest=LONGEST_NOTE, lines=True, empty=True, load_default="")

    @post_load
    def _as_answers(self, data: dict[str, Any], **_more: object) -> dict[str, Any]:
        answers = Answers(levels=data.pop("levels"), note=data.pop("note"))
        return {**data, "answers": answers}


class RaterAnswers(_Answering):
    """A rater's answers: per question a level from 0 to 5, or null for "I do not know"."""

    token = Text(longest=60, required=True)


class PaperForm(_Answering):
    """A form that was filled in on paper."""

    role = Coded(codes.in_list("rater_roles"), required=True)


class NewFindings(Strict):
    """Lines for the board, all of one kind."""

    kind = Coded(codes.in_list("finding_kinds"), required=True)
    texts = Listing(Text(longest=300), most=60, required=True)


class Gathering(Strict):
    """Which findings belong together, and under what theme (empty: apart again)."""

    ids = Listing(Id(), most=200, required=True)
    theme = Text(longest=60, empty=True, required=True)


class FindingRevision(Strict):
    """A finding put otherwise, or how far an unwritten rule is."""

    text = Text(longest=300)
    kind = Coded(codes.in_list("finding_kinds"))
    theme = Text(longest=60, empty=True)
    action_id = Id(allow_none=True)
    state = Coded(codes.in_list("finding_states"))
    note = Text(longest=300, empty=True)


class NewCommitment(Strict):
    """A commitment that exists; what is null is not known."""

    kind = Coded(codes.in_list("commitment_kinds"), required=True)
    title = Text(longest=120, required=True)
    since = Whole(low=1900, high=2100, allow_none=True, load_default=None)
    share = Coded(codes.in_list("share_bands"), allow_none=True, load_default=None)
    people = Coded(codes.in_list("gift_bands"), allow_none=True, load_default=None)
    label = Whole(low=0, high=3, load_default=1)


class CommitmentRevision(Strict):
    """A commitment put right; `version` is the one that was looked at."""

    version = Whole(low=1, required=True)
    kind = Coded(codes.in_list("commitment_kinds"))
    title = Text(longest=120)
    since = Whole(low=1900, high=2100, allow_none=True)
    share = Coded(codes.in_list("share_bands"), allow_none=True)
    people = Coded(codes.in_list("gift_bands"), allow_none=True)
    label = Whole(low=0, high=3)


class FateIn(Strict):
    """What becomes of a commitment."""

    version = Whole(low=1, required=True)
    to = Coded(codes.in_list("dispositions"), required=True)
    until = Day(allow_none=True, load_default=None)
    to_whom = Text(longest=120, empty=True, load_default="")
    note = Text(longest=300, empty=True, load_default="")

    @post_load
    def _as_fate(self, data: dict[str, Any], **_more: object) -> dict[str, Any]:
        return {"version": data.pop("version"), "fate": Fate(**data)}
