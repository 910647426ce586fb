"""The shapes of enquiries, first conversations and proposals."""

from marshmallow import Schema, fields, validate

from services.congregations.model import codes
from services.congregations.schemas.fields import Coded
from services.congregations.schemas.journeys import CongregationGlance, DecisionOut
from services.congregations.schemas.profiles import JourneyGlance
from services.congregations.schemas.walking import AsReported
from shared.web.schema import Day, Strict, Text, Whole


class NewEnquiry(Strict):
    """What a congregation asks, when and how."""

    on_day = Day(required=True)
    how = Coded(codes.in_list("contact_kinds"), load_default="call")
    asked_by_role = Text(longest=80, required=True)
    question = Text(longest=4000, lines=True, required=True)


class Present(Strict):
    """How many people of a role were there."""

    role = Text(longest=80, required=True)
    people = Whole(low=1, high=1000, load_default=1)


class NewConversation(Strict):
    """A first conversation."""

    on_day = Day(required=True)
    how = Coded(codes.in_list("contact_kinds"), load_default="visit")
    present = fields.List(
        fields.Nested(Present), validate=validate.Length(max=20), load_default=list
    )
    moves = Text(longest=4000, lines=True, empty=True, load_default="")
    hopes = Text(longest=4000, lines=True, empty=True, load_default="")
    holds_back = Text(longest=4000, lines=True, empty=True, load_default="")
    agreements = Text(longest=4000, lines=True, empty=True, load_default="")


class ProposedTrack(Strict):
    """A part to propose; without a number of evenings it has those of the template."""

    kind = Text(longest=40, required=True)
    evenings = Whole(low=1, high=60, allow_none=True, load_default=None)
    dates = Text(longest=300, empty=True, load_default="")


class NewProposal(Strict):
    """A version of the proposal."""

    template = Text(longest=40, load_default="brochure-8")
    tracks = fields.List(
        fields.Nested(ProposedTrack), required=True, validate=validate.Length(min=1, max=60)
    )
    opening = Text(longest=600, lines=True, empty=True, load_default="")
    takes_part = Text(longest=2000, lines=True, empty=True, load_default="")
    costs = Text(longest=2000, lines=True, empty=True, load_default="")


class ProposalAnswer(Strict):
    """The council's answer; the text of a no is its reason."""

    answer = Text(validate=validate.OneOf(("yes", "no")), required=True)
    body = Coded(codes.in_list("decision_bodies"), required=True)
    held_on = Day(required=True)
    text = Text(longest=2000, lines=True, required=True)
    as_reported = fields.Nested(AsReported, allow_none=True, load_default=None)


class EnquiryOut(Schema):
    """What was asked."""

    id = fields.UUID()
    on_day = fields.Date()
    how = fields.String()
    asked_by_role = fields.String()
    question = fields.String()
    by = fields.UUID()
    at = fields.AwareDateTime()


class PresentOut(Schema):
    """How many people of a role were there."""

    role = fields.String()
    people = fields.Integer()


class ConversationOut(Schema):
    """A first conversation."""

    id = fields.UUID()
    on_day = fields.Date()
    how = fields.String()
    present = fields.List(fields.Nested(PresentOut))
    moves = fields.String()
    hopes = fields.String()
    holds_back = fields.String()
    agreements = fields.String()
    by = fields.UUID()
    at = fields.AwareDateTime()


class ProposedTrackOut(Schema):
    """A proposed part."""

    kind = fields.String()
    title_nl = fields.String(attribute="plan.title_nl")
    title_en = fields.String(attribute="plan.title_en")
    aim_nl = fields.String(attribute="plan.aim_nl")
    aim_en = fields.String(attribute="plan.aim_en")
    entry = fields.Boolean(attribute="plan.entry")
    evenings = fields.Integer()
    dates = fields.String()


class ProposalChangeOut(Schema):
    """A change of state."""

    from_state = fields.String(data_key="from")
    to_state = fields.String(data_key="to")
    reason = fields.String()
    by = fields.UUID()
    at = fields.AwareDateTime()


class ProposalDecision(DecisionOut):
    """The decision with which the congregation answered."""

    class Meta:
        fields = ("id", "state", "as_reported", "body", "held_on", "text")


class ProposalOut(Schema):
    """A version of the proposal; `decision` is null until it is answered."""

    id = fields.UUID()
    congregation_id = fields.UUID()
    version = fields.Integer()
    template = fields.String()
    template_id = fields.Function(lambda one: one.blueprint["id"])
    title_nl = fields.Function(lambda one: one.blueprint["title_nl"])
    title_en = fields.Function(lambda one: one.blueprint["title_en"])
    opening = fields.String()
    takes_part = fields.String()
    costs = fields.String()
    state = fields.String()
    drafted_by = fields.UUID()
    drafted_at = fields.AwareDateTime()
    offered_at = fields.AwareDateTime()
    reason = fields.String()
    journey_id = fields.UUID()
    tracks = fields.List(fields.Nested(ProposedTrackOut))
    changes = fields.List(fields.Nested(ProposalChangeOut))
    decision = fields.Nested(ProposalDecision)


class IntakeOut(Schema):
    """Where the intake stands, and `next`: the code of what comes next."""

    relations = fields.Function(lambda seen: sorted(seen.standing.relations))
    congregation = fields.Nested(CongregationGlance)
    journey = fields.Nested(JourneyGlance)
    next = fields.String(attribute="next_step")
    enquiries = fields.List(fields.Nested(EnquiryOut))
    conversations = fields.List(fields.Nested(ConversationOut))
    proposals = fields.List(fields.Nested(ProposalOut))
