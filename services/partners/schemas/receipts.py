"""Receipts of rankings, and where coaches chose otherwise, over HTTP."""

from typing import Any

from marshmallow import Schema, fields, validate

from services.partners.schemas import offerings
from services.partners.schemas.lists import Page
from shared.web.schema import Strict, Text


class NewSetAside(Strict):
    """What is taken off a congregation's ranking, and why."""

    offering_id = fields.UUID(required=True)
    reason = Text(longest=1000, lines=True, required=True)


class ReceiptsWanted(Page):
    """Which receipts are wanted."""

    agency_id = fields.UUID(load_default=None)
    offering_id = fields.UUID(load_default=None)


class ReceiptWanted(Strict):
    """In which language the sentences are wanted."""

    language = fields.String(validate=validate.OneOf(("nl", "en")), load_default="nl")


class ChoicesCounted(Schema):
    """How many proposals there were, and in how many the coach chose otherwise."""

    proposals = fields.Integer()
    otherwise = fields.Integer()
    set_aside = fields.Integer()
    for_own_agency = fields.Integer()
    otherwise_for_own_agency = fields.Integer()


class CoachChoices(ChoicesCounted):
    """The figures of one coach."""

    coach_id = fields.UUID()


class OverridesOut(Schema):
    """The figures together, and of each coach whom the asker may see."""

    together = fields.Nested(ChoicesCounted)
    coaches = fields.List(fields.Nested(CoachChoices))


class _OfOffering(Schema):
    offering = fields.Method("offering_of")

    def offering_of(self, found: dict[str, Any]) -> dict[str, Any]:
        """Return the offering with its agency."""
        return offerings.of_record(found["offering"], found["offering"].agency)


class SetAsideOut(_OfOffering):
    """One offering that is set aside for a congregation."""

    reason = fields.String()
    at = fields.AwareDateTime()


class RunOut(Schema):
    """What was kept of a coach's act upon a ranking."""

    id = fields.UUID()
    congregation_id = fields.UUID()
    offering_id = fields.UUID()
    act = fields.String()
    place = fields.Integer(allow_none=True)
    overrides = fields.Boolean()
    own_agency = fields.Boolean()
    reason = fields.String(allow_none=True)
    policy_version = fields.String()
    at = fields.AwareDateTime()


class ScoreOut(Schema):
    """Hundredths of a point: at least, in the middle, at most."""

    low = fields.Integer()
    mid = fields.Integer()
    high = fields.Integer()


class ReceiptLine(_OfOffering):
    """One receipt in a list."""

    id = fields.UUID()
    opened_at = fields.AwareDateTime()
    digest = fields.String()
    policy_version = fields.String()
    band = fields.String()
    score = fields.Nested(ScoreOut)
    exposure = fields.Integer()
    rank_value = fields.Integer()


class ReceiptPage(Schema):
    """One page of receipts."""

    items = fields.List(fields.Nested(ReceiptLine))
    next = fields.UUID(allow_none=True)


class PartOut(Schema):
    """One part of the score, with its name and sentence."""

    criterion = fields.String()
    name = fields.String()
    sentence = fields.String()
    verdict = fields.String()
    reason = fields.String()
    points = fields.Integer()
    low = fields.Integer()
    high = fields.Integer()
    of = fields.Integer()


class ReceiptOut(ReceiptLine):
    """One receipt: `body` is the text whose SHA-256 is `digest`, the rest explains it."""

    body = fields.String()
    sentences = fields.List(fields.String())
    parts = fields.List(fields.Nested(PartOut))


class ReplayOut(Schema):
    """Whether the receipt, written anew from what was frozen, has the same bytes."""

    same = fields.Boolean()
    digest = fields.String()
    replayed = fields.String()
    differing = fields.List(fields.String())
