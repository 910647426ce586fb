"""Shortlists over HTTP."""

from marshmallow import Schema, fields, validate

from services.partners.model import CANDIDATE_KINDS, VERDICTS
from services.partners.schemas.lists import code_of
from services.partners.schemas.words import Evidence, PassedOn
from shared.web.schema import Day, Strict, Text, Whole


class CriterionIn(Strict):
    """What is important, in plain words, and how much; with `id` an earlier one is kept."""

    id = fields.UUID(load_default=None, allow_none=True)
    name = Text(longest=160, required=True)
    weight = Whole(low=1, high=3, load_default=2)


class NewShortlist(Strict):
    """A shortlist to begin."""

    congregation_id = fields.UUID(required=True)
    title = Text(longest=160, required=True)
    criteria = fields.List(
        fields.Nested(CriterionIn), required=True, validate=validate.Length(min=1, max=12)
    )


class ShortlistChange(Strict):
    """What changes of a shortlist; `version` is that of the reading it rests on."""

    title = Text(longest=160)
    criteria = fields.List(fields.Nested(CriterionIn), validate=validate.Length(min=1, max=12))
    version = Whole(low=1, required=True)


class NewCandidate(Strict):
    """One more to compare: an agency, an offering, a match, or a people by code or name."""

    kind = fields.String(required=True, validate=validate.OneOf(CANDIDATE_KINDS))
    agency_id = fields.UUID(load_default=None, allow_none=True)
    offering_id = fields.UUID(load_default=None, allow_none=True)
    match_id = fields.UUID(load_default=None, allow_none=True)
    code = Text(longest=40, load_default=None, allow_none=True)
    name = Text(longest=160, load_default=None, allow_none=True)
    note = Text(longest=2000, lines=True, load_default=None, allow_none=True)


class ChoicesWanted(Strict):
    """Words of the names to look for."""

    words = Text(longest=80, required=True)


class AgencyChoice(Schema):
    """An agency that can be put on a list."""

    id = fields.UUID()
    name = fields.String()
    claimed = fields.Boolean()


class OfferingChoice(Schema):
    """An offering that can be put on a list."""

    id = fields.UUID()
    kind = fields.String()
    state = fields.String()
    title_nl = fields.String(allow_none=True)
    title_en = fields.String(allow_none=True)
    agency = fields.Nested(AgencyChoice)


class ChoicesOut(Schema):
    """What the words found, by name; `more` when one more word would narrow it."""

    agencies = fields.List(fields.Nested(AgencyChoice))
    offerings = fields.List(fields.Nested(OfferingChoice))
    more = fields.Boolean()


class JudgementIn(Strict):
    """How a candidate stands beside one criterion."""

    criterion_id = fields.UUID(required=True)
    verdict = fields.String(required=True, validate=validate.OneOf(VERDICTS))
    note = Text(longest=1000, lines=True, load_default=None, allow_none=True)


class Judgements(Strict):
    """How a candidate stands beside several criteria."""

    judgements = fields.List(
        fields.Nested(JudgementIn), required=True, validate=validate.Length(min=1, max=12)
    )


class NewOutcome(Strict):
    """What was decided of a candidate; `open` takes an earlier choice back."""

    outcome = fields.String(
        required=True, validate=validate.OneOf(("chosen", "not_chosen", "open"))
    )
    reason = Text(longest=2000, lines=True, required=True)
    body = code_of("decision_bodies", load_default=None)
    held_on = Day(load_default=None, allow_none=True)
    as_reported = fields.Nested(PassedOn, load_default=None, allow_none=True)
    evidence = Evidence()


class CriterionOut(Schema):
    """What is important, and how much."""

    id = fields.UUID()
    name = fields.String()
    weight = fields.Integer()


class JudgementOut(Schema):
    """How a candidate stands beside one criterion."""

    criterion_id = fields.UUID()
    verdict = fields.String()
    note = fields.String(allow_none=True)
    by_id = fields.UUID(allow_none=True)
    at = fields.AwareDateTime()


class CandidateOut(Schema):
    """One of those compared."""

    id = fields.UUID()
    kind = fields.String()
    agency_id = fields.UUID(allow_none=True)
    agency_name = fields.String(allow_none=True)
    offering_id = fields.UUID(allow_none=True)
    offering_title_nl = fields.String(allow_none=True)
    offering_title_en = fields.String(allow_none=True)
    match_id = fields.UUID(allow_none=True)
    code = fields.String(allow_none=True)
    name = fields.String(allow_none=True)
    note = fields.String(allow_none=True)
    judgements = fields.List(fields.Nested(JudgementOut))
    outcome = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    evidence = fields.List(fields.String())
    body = fields.String(allow_none=True)
    held_on = fields.Date(allow_none=True)
    reported_by_role = fields.String(allow_none=True)
    decided_by = fields.UUID(allow_none=True)
    decided_at = fields.AwareDateTime(allow_none=True)


class ShortlistOut(Schema):
    """A shortlist with all that was written on it."""

    id = fields.UUID()
    congregation_id = fields.UUID()
    title = fields.String()
    version = fields.Integer()
    created_at = fields.AwareDateTime()
    relations = fields.List(fields.String())
    criteria = fields.List(fields.Nested(CriterionOut))
    candidates = fields.List(fields.Nested(CandidateOut))
