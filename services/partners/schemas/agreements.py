"""Agreements, and what letters say of them, over HTTP."""

from marshmallow import Schema, fields, validate

from services.partners.model import SIDES, WISHES
from services.partners.schemas.lists import code_of
from services.partners.schemas.matches import MatchOut
from services.partners.schemas.shortlists import ShortlistOut
from services.partners.schemas.visits import VisitOut
from services.partners.schemas.words import Evidence, PassedOn
from shared.reference.vocabulary import is_code
from shared.web.schema import Code, Day, Strict, Text, Truth, Whole


class ContributionIn(Strict):
    """What one side brings in: who does what, and by which means."""

    side = fields.String(required=True, validate=validate.OneOf(SIDES))
    who = Text(longest=120, required=True)
    what = Text(longest=1000, lines=True, required=True)
    means = Code(lambda code: is_code("means", code), load_default=None, allow_none=True)


class TextFields(Strict):
    """What is agreed."""

    contributions = fields.List(
        fields.Nested(ContributionIn), load_default=list, validate=validate.Length(max=40)
    )
    communication = Text(longest=4000, lines=True, load_default=None, allow_none=True)
    review_every = Whole(low=1, high=24, load_default=6)
    starts_on = Day(load_default=None, allow_none=True)
    ends_on = Day(load_default=None, allow_none=True)
    exit_notice = Text(longest=2000, lines=True, load_default=None, allow_none=True)
    exit_handover = Text(longest=2000, lines=True, load_default=None, allow_none=True)
    exit_public = Text(longest=2000, lines=True, load_default=None, allow_none=True)
    evidence = Evidence()


class NewAgreement(TextFields):
    """An agreement to begin, of two that were introduced."""

    match_id = fields.UUID(required=True)


class AgreementRevision(TextFields):
    """The next text; `version` is that of the one it follows."""

    version = Whole(low=1, required=True)


class Ready(Strict):
    """Which version was gone through."""

    version = Whole(low=1, required=True)


class Said(Strict):
    """For which side somebody speaks, and who told him if he passes it on."""

    side = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(SIDES))
    as_reported = fields.Nested(PassedOn, load_default=None, allow_none=True)


class NewAcceptance(Said):
    """One side's yes to one version."""

    version = Whole(low=1, required=True)
    body = code_of("decision_bodies", load_default=None)
    held_on = Day(load_default=None, allow_none=True)
    evidence = Evidence()


class NewReview(Said):
    """How one side wishes to go on."""

    round = Whole(low=1, required=True)
    wish = fields.String(required=True, validate=validate.OneOf(WISHES))
    note = Text(longest=2000, lines=True, load_default=None, allow_none=True)


class NewEnding(Said):
    """That one side wishes to part well; why stays with it."""

    reason = Text(longest=2000, lines=True, load_default=None, allow_none=True)


class Settled(Strict):
    """Whether a thing of the parting is settled."""

    done = Truth(load_default=True)


class NewEnd(Said):
    """How it ends; why stays with one's own side."""

    how = fields.String(required=True, validate=validate.OneOf(("graceful", "breach")))
    reason = Text(longest=2000, lines=True, load_default=None, allow_none=True)


class ContributionOut(Schema):
    """What one side brings in."""

    side = fields.String()
    who = fields.String()
    what = fields.String()
    means = fields.String(allow_none=True)


class TextOut(Schema):
    """One version of the text."""

    version = fields.Integer()
    contributions = fields.List(fields.Nested(ContributionOut))
    communication = fields.String(allow_none=True)
    review_every = fields.Integer()
    starts_on = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True)
    exit_notice = fields.String(allow_none=True)
    exit_handover = fields.String(allow_none=True)
    exit_public = fields.String(allow_none=True)
    evidence = fields.List(fields.String())
    side = fields.String()
    at = fields.AwareDateTime()
    reviewed_at = fields.AwareDateTime(allow_none=True)


class AcceptanceOut(Schema):
    """One side's yes to the newest text."""

    id = fields.UUID()
    side = fields.String()
    at = fields.AwareDateTime()
    by_kind = fields.String()
    by_id = fields.UUID(allow_none=True)
    body = fields.String(allow_none=True)
    held_on = fields.Date(allow_none=True)
    reported_by_role = fields.String(allow_none=True)
    reported_by_name = fields.String(allow_none=True)
    answer = fields.String(allow_none=True)
    answer_note = fields.String(allow_none=True)
    evidence = fields.List(fields.String())


class ReviewOut(Schema):
    """What one side said in a review."""

    round = fields.Integer()
    side = fields.String()
    wish = fields.String()
    note = fields.String(allow_none=True)
    reported_by_role = fields.String(allow_none=True)
    at = fields.AwareDateTime()


class ExitStepOut(Schema):
    """One thing of the parting."""

    code = fields.String()
    side = fields.String(allow_none=True)
    done_at = fields.AwareDateTime(allow_none=True)


class AgreementStepOut(Schema):
    """One step of an agreement; `reason` and who it was are one's own side's only."""

    was = fields.String(allow_none=True)
    became = fields.String()
    side = fields.String()
    version = fields.Integer()
    by_id = fields.UUID(allow_none=True)
    reason = fields.String(allow_none=True)
    at = fields.AwareDateTime()


class AgreementOut(Schema):
    """An agreement as one of its parties sees it."""

    id = fields.UUID()
    match_id = fields.UUID()
    congregation_id = fields.UUID()
    agency_id = fields.UUID()
    agency_name = fields.String()
    agency_claimed = fields.Boolean()
    offering_title_nl = fields.String(allow_none=True)
    offering_title_en = fields.String(allow_none=True)
    state = fields.String()
    version = fields.Integer()
    in_force = fields.Integer(allow_none=True)
    text = fields.Nested(TextOut)
    text_in_force = fields.Nested(TextOut, allow_none=True)
    is_ready = fields.Boolean()
    may_change = fields.Boolean()
    acceptances = fields.List(fields.Nested(AcceptanceOut))
    review_round = fields.Integer()
    next_review_on = fields.Date(allow_none=True)
    reviews = fields.List(fields.Nested(ReviewOut))
    said_now = fields.List(fields.String())
    exit_steps = fields.List(fields.Nested(ExitStepOut))
    ended_how = fields.String(allow_none=True)
    changes = fields.List(fields.Nested(AgreementStepOut))
    relations = fields.List(fields.String())
    created_at = fields.AwareDateTime()


class Agreements(Schema):
    """The agreements of which the asker's side is a party."""

    items = fields.List(fields.Nested(AgreementOut))


class PartneringOut(Schema):
    """All that a congregation has on the way to and with its partners."""

    congregation_id = fields.UUID()
    relations = fields.List(fields.String())
    shortlists = fields.List(fields.Nested(ShortlistOut))
    visits = fields.List(fields.Nested(VisitOut))
    agreements = fields.List(fields.Nested(AgreementOut))
    matches = fields.List(fields.Nested(MatchOut))


class PartneringLetterOut(Schema):
    """The facts of a letter, as every owner of letters about a journey tells them."""

    state = fields.String()
    congregation_id = fields.UUID()
    path = fields.String()
    coach_id = fields.UUID(allow_none=True)
    what_nl = fields.String(allow_none=True)
    what_en = fields.String(allow_none=True)
    on = fields.Date(allow_none=True)
    until = fields.Date(allow_none=True)
    discreet = fields.Boolean()
