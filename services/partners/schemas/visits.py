"""Visits over HTTP."""

from marshmallow import Schema, fields, validate

from services.partners.model import RISKS, VISIT_KINDS
from services.partners.schemas.lists import code_of
from services.partners.schemas.words import Evidence, PassedOn
from shared.web.schema import Day, Strict, Text, Whole


class Group(Strict):
    """How many of one role."""

    role = Text(longest=80, required=True)
    number = Whole(low=1, high=500, required=True)


class VisitFields(Strict):
    """What is said of a visit."""

    kind = fields.String(required=True, validate=validate.OneOf(VISIT_KINDS))
    title = Text(longest=160, required=True)
    match_id = fields.UUID(load_default=None, allow_none=True)
    agency_id = fields.UUID(load_default=None, allow_none=True)
    place = Text(longest=200, load_default=None, allow_none=True)
    purpose = Text(longest=4000, lines=True, load_default=None, allow_none=True)
    starts_on = Day(load_default=None, allow_none=True)
    ends_on = Day(load_default=None, allow_none=True)
    risk_level = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(RISKS))
    party = fields.List(fields.Nested(Group), load_default=list, validate=validate.Length(max=20))


class NewVisit(VisitFields):
    """The idea of a visit."""

    congregation_id = fields.UUID(required=True)


class VisitRevision(VisitFields):
    """What changes; `version` is that of the reading it rests on."""

    version = Whole(low=1, required=True)


class RiskWeighed(Strict):
    """What was weighed of the risk, and how high it is found."""

    version = Whole(low=1, required=True)
    risk_level = fields.String(required=True, validate=validate.OneOf(RISKS))
    weighed = Text(longest=4000, lines=True, required=True)


class NewApproval(Strict):
    """A yes to one version of a visit, for the congregation's body or as its coach."""

    version = Whole(low=1, required=True)
    side = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(("body", "coach"))
    )
    body = code_of("decision_bodies", load_default=None)
    held_on = Day(load_default=None, allow_none=True)
    as_reported = fields.Nested(PassedOn, load_default=None, allow_none=True)
    evidence = Evidence()


class VisitStep(Strict):
    """That they went, or why it is called off."""

    to = fields.String(required=True, validate=validate.OneOf(("gone", "cancelled")))
    reason = Text(longest=1000, lines=True, load_default=None, allow_none=True)


class Debrief(Strict):
    """What was seen and learned, what follows, and how many were there."""

    saw = Text(longest=4000, lines=True, required=True)
    learned = Text(longest=4000, lines=True, required=True)
    follow_up = Text(longest=4000, lines=True, load_default=None, allow_none=True)
    present = fields.List(fields.Nested(Group), load_default=list, validate=validate.Length(max=20))


class GroupOut(Schema):
    """How many of one role."""

    role = fields.String()
    number = fields.Integer()


class ApprovalOut(Schema):
    """One side's yes, and who gave it."""

    id = fields.UUID()
    side = fields.String()
    person_id = fields.UUID()
    body = fields.String(allow_none=True)
    held_on = fields.Date(allow_none=True)
    reported_by_role = fields.String(allow_none=True)
    evidence = fields.List(fields.String())
    answer = fields.String(allow_none=True)
    answer_note = fields.String(allow_none=True)
    at = fields.AwareDateTime()


class VisitStepOut(Schema):
    """One step of a visit."""

    was = fields.String(allow_none=True)
    became = fields.String()
    by_id = fields.UUID(allow_none=True)
    at = fields.AwareDateTime()


class VisitOut(Schema):
    """A visit; a partner gets only what it has to know."""

    id = fields.UUID()
    code = fields.String()
    congregation_id = fields.UUID()
    kind = fields.String()
    match_id = fields.UUID(allow_none=True)
    agency_id = fields.UUID(allow_none=True)
    agency_name = fields.String(allow_none=True)
    title = fields.String()
    place = fields.String(allow_none=True)
    purpose = fields.String(allow_none=True)
    starts_on = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True)
    risk_level = fields.String(allow_none=True)
    is_sealed = fields.Boolean()
    party = fields.List(fields.Nested(GroupOut))
    state = fields.String()
    version = fields.Integer()
    relations = fields.List(fields.String())
    # absent for a partner
    weighed = fields.String(allow_none=True)
    checked_by = fields.UUID(allow_none=True)
    checked_at = fields.AwareDateTime(allow_none=True)
    cancelled_because = fields.String(allow_none=True)
    saw = fields.String(allow_none=True)
    learned = fields.String(allow_none=True)
    follow_up = fields.String(allow_none=True)
    present = fields.List(fields.Nested(GroupOut), allow_none=True)
    approvals = fields.List(fields.Nested(ApprovalOut))
    needed = fields.List(fields.String())
    missing = fields.List(fields.String())
    changes = fields.List(fields.Nested(VisitStepOut))
    created_by = fields.UUID(allow_none=True)
    created_at = fields.AwareDateTime()


class Visits(Schema):
    """The visits the asker may see."""

    items = fields.List(fields.Nested(VisitOut))
