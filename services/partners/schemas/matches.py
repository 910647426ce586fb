"""Matches, cards and rankings over HTTP."""

from typing import Any

from marshmallow import Schema, fields, validate
from sqlalchemy import Row

from services.partners.schemas import offerings
from services.partners.schemas.lists import Page, code_of
from services.partners.schemas.receipts import ChoicesCounted, SetAsideOut
from shared.web.schema import Day, Strict, Text, Whole


class Wanted(Strict):
    """How many to show, in which language, and whether one per partner or every offering."""

    limit = Whole(low=1, high=100, load_default=3)
    language = fields.String(validate=validate.OneOf(("nl", "en")), load_default="nl")
    each = fields.String(validate=validate.OneOf(("partner", "offering")), load_default="partner")


class PairWanted(Strict):
    """Which congregation and which offering a card is about."""

    congregation_id = fields.UUID(required=True)
    offering_id = fields.UUID(required=True)


class NewMatch(Strict):
    """A coach's proposal; `digest` is that of the card he previewed.

    `override_reason` is needed for an offering that is not of the first three of the ranking.
    """

    congregation_id = fields.UUID(required=True)
    offering_id = fields.UUID(required=True)
    paragraph = Text(longest=1000, lines=True, load_default=None, allow_none=True)
    digest = Text(longest=64, load_default=None, allow_none=True)
    override_reason = Text(longest=1000, lines=True, load_default=None, allow_none=True)


class Report(Strict):
    """Who told the coach of a decision."""

    by_role = fields.String(
        required=True, validate=validate.OneOf(("leader", "working_group", "other"))
    )


class NewAnswer(Strict):
    """A yes or no of the side that is asked."""

    answer = fields.String(required=True, validate=validate.OneOf(("yes", "no")))
    body = code_of("decision_bodies", load_default=None)
    held_on = Day(load_default=None, allow_none=True)
    reason = Text(longest=1000, lines=True, load_default=None, allow_none=True)
    as_reported = fields.Nested(Report, load_default=None, allow_none=True)


class Withdrawal(Strict):
    """Taking a match back; the reason stays with one's own side and the coach."""

    reason = Text(longest=1000, lines=True, load_default=None, allow_none=True)


class MatchStep(Strict):
    """How two that were introduced go on."""

    to = fields.String(
        required=True, validate=validate.OneOf(("exploring", "agreement", "active", "ended"))
    )


class MatchesWanted(Page):
    """Which matches are wanted."""

    congregation_id = fields.UUID(load_default=None)


class CardText(Schema):
    """The same card in both languages."""

    nl = fields.String()
    en = fields.String()


class CardOut(Schema):
    """The card as the agency will read it, word for word."""

    card = fields.Nested(CardText)
    digest = fields.String()
    named = fields.Boolean()


class AnswerOut(Schema):
    """One step of a match that the asker may read."""

    side = fields.String()
    was = fields.String(allow_none=True)
    became = fields.String(allow_none=True)
    at = fields.AwareDateTime()
    by_kind = fields.String()
    by_id = fields.UUID(allow_none=True)
    answer = fields.String(allow_none=True)
    body = fields.String(allow_none=True)
    held_on = fields.Date(allow_none=True)
    reported_by_role = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)


class MatchOut(Schema):
    """A match as the asker may see it; what is hidden from his side is null."""

    id = fields.UUID()
    side = fields.String()
    state = fields.String()
    until = fields.AwareDateTime(allow_none=True)
    may_answer = fields.Boolean()
    congregation_id = fields.UUID(allow_none=True)
    coach_id = fields.UUID()
    coach_employed = fields.Boolean()
    offering = fields.Method("offering_of")
    paragraph = fields.String(allow_none=True)
    card = fields.Nested(CardText, allow_none=True)
    asked_at = fields.AwareDateTime(allow_none=True)
    introduced_at = fields.AwareDateTime(allow_none=True)
    answers = fields.List(fields.Nested(AnswerOut))

    def offering_of(self, match: dict[str, Any]) -> dict[str, Any]:
        """Return the offering, without its agency where that is not to be named."""
        return offerings.of_record(match["offering"], match["agency"])


class MatchPage(Schema):
    """One page of matches."""

    items = fields.List(fields.Nested(MatchOut))
    next = fields.UUID(allow_none=True)


class SentencesOut(Schema):
    """Why, why not, and what to ask."""

    why = fields.List(fields.String())
    why_not = fields.List(fields.String())
    to_ask = fields.List(fields.String())


class IntervalOut(Schema):
    """Hundredths of a point: at least, in the middle, at most."""

    low = fields.Integer()
    mid = fields.Integer()
    high = fields.Integer()


class ContributionOut(Schema):
    """What one criterion adds, in hundredths of a point; all of them add up to low, mid, high."""

    criterion = fields.String()
    name = fields.String()
    verdict = fields.String()
    reason = fields.String()
    hard = fields.Boolean()
    points = fields.Integer()
    low = fields.Integer()
    high = fields.Integer()
    of = fields.Integer()
    for_congregation = fields.Integer()
    for_agency = fields.Integer()


class OpenMatch(Schema):
    """The match that is already going on."""

    id = fields.UUID()
    state = fields.String()


class RankedOut(Schema):
    """One ranked offering."""

    offering = fields.Method("offering_of")
    agency_name = fields.String()
    claimed = fields.Boolean()
    employed = fields.Boolean()
    match = fields.Nested(OpenMatch, allow_none=True)
    sentences = fields.Nested(SentencesOut)
    low = fields.Integer()
    mid = fields.Integer()
    high = fields.Integer()
    for_congregation = fields.Nested(IntervalOut)
    for_agency = fields.Nested(IntervalOut)
    rank_value = fields.Integer()
    contributions = fields.List(fields.Nested(ContributionOut))

    def offering_of(self, ranked: dict[str, Any]) -> dict[str, Any]:
        """Return the offering with its agency."""
        row: Row[Any] = ranked["offering"]
        return offerings.of_row(row)


class ExcludedOut(Schema):
    """One offering that cannot be, and why."""

    offering_id = fields.UUID()
    title = fields.String()
    agency_name = fields.String()
    reasons = fields.List(fields.String())


class QuestionOut(Schema):
    """The one question whose answer takes away most doubt."""

    sentence = fields.String()
    asked_of = fields.String()
    fact = fields.String()
    offering_id = fields.UUID(allow_none=True)


class RankingOut(Schema):
    """The ranking for one congregation."""

    congregation_id = fields.UUID()
    policy_version = fields.String()
    best_question = fields.Nested(QuestionOut, allow_none=True)
    ranked = fields.List(fields.Nested(RankedOut))
    ranked_count = fields.Integer()
    excluded = fields.List(fields.Nested(ExcludedOut))
    excluded_count = fields.Integer()
    set_aside = fields.List(fields.Nested(SetAsideOut))
    choices = fields.Nested(ChoicesCounted)


class LetterOut(Schema):
    """Facts for the letters about a match; the notifications service alone reads them."""

    match_id = fields.UUID()
    congregation_id = fields.UUID()
    offering_id = fields.UUID()
    offering_title = fields.Nested(CardText)
    agency_id = fields.UUID()
    agency_name = fields.String()
    agency_claimed = fields.Boolean()
    agency_named = fields.Boolean()
    label = fields.Integer()
    discreet = fields.Boolean()
    paragraph = fields.String(allow_none=True)
    card = fields.Nested(CardText)
    named_to_agency = fields.Boolean()
    until = fields.AwareDateTime(allow_none=True)
    coach_id = fields.UUID()
    state = fields.String()
