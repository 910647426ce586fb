"""Enquiries, first conversations and proposals, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from services.congregations.actions import intake as actions
from services.congregations.actions.intake import Part, Plan
from services.congregations.api.answers import answer
from services.congregations.queries import intake as queries
from services.congregations.queries import templates
from services.congregations.schemas.intake import (
    ConversationOut,
    EnquiryOut,
    IntakeOut,
    NewConversation,
    NewEnquiry,
    NewProposal,
    ProposalAnswer,
    ProposalOut,
)
from services.congregations.schemas.walking import Closing, told_by
from shared.errors import Invalid
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("intake", "Enquiries, first conversations and proposals")


@blp.get("/congregations/<uuid:congregation_id>/intake")
@blp.response(200, IntakeOut)
def intake(congregation_id: UUID) -> Response:
    """Read where the intake stands; without drafts and notes for who is not its coach."""
    with edge.reading() as db:
        return answer(IntakeOut(), queries.intake(db, edge.actor(), congregation_id))


@blp.post("/congregations/<uuid:congregation_id>/enquiries")
@blp.arguments(NewEnquiry)
@blp.response(201, EnquiryOut)
def note_enquiry(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Write down that a congregation asks; it counts as a contact."""
    with edge.writing() as db:
        made = actions.note_enquiry(db, edge.actor(), congregation_id, values, at=edge.now())
        return answer(EnquiryOut(), made, 201)


@blp.post("/congregations/<uuid:congregation_id>/conversations")
@blp.arguments(NewConversation)
@blp.response(201, ConversationOut)
def note_conversation(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Write down a first conversation; it counts as a contact."""
    with edge.writing() as db:
        made = actions.note_conversation(db, edge.actor(), congregation_id, values, at=edge.now())
        return answer(ConversationOut(), made, 201)


@blp.post("/congregations/<uuid:congregation_id>/proposals")
@blp.arguments(NewProposal)
@blp.response(201, ProposalOut)
def draft_proposal(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Write a new version of the proposal."""
    with edge.writing() as db:
        plan = _plan(db, values)
        made = actions.draft_proposal(db, edge.actor(), congregation_id, plan, at=edge.now())
        return answer(ProposalOut(), made, 201)


@blp.get("/proposals/<uuid:proposal_id>")
@blp.response(200, ProposalOut)
def read(proposal_id: UUID) -> Response:
    """Read one version; drafts are the coach's own."""
    with edge.reading() as db:
        found, _mine = queries.proposal(db, edge.actor(), proposal_id)
        return answer(ProposalOut(), found)


@blp.route("/proposals/<uuid:proposal_id>", methods=["PUT"])
@blp.arguments(NewProposal)
@blp.response(200, ProposalOut)
def revise_proposal(values: dict[str, Any], proposal_id: UUID) -> Response:
    """Write a draft otherwise."""
    with edge.writing() as db:
        plan = _plan(db, values)
        made = actions.revise_proposal(db, edge.actor(), proposal_id, plan, at=edge.now())
        return answer(ProposalOut(), made)


@blp.post("/proposals/<uuid:proposal_id>/offer")
@blp.response(200, ProposalOut)
def offer_proposal(proposal_id: UUID) -> Response:
    """Lay it before the congregation; the leaders get a letter."""
    with edge.writing() as db:
        made = actions.offer_proposal(db, edge.actor(), proposal_id, at=edge.now())
        return answer(ProposalOut(), made)


@blp.post("/proposals/<uuid:proposal_id>/withdrawal")
@blp.arguments(Closing)
@blp.response(200, ProposalOut)
def withdraw_proposal(values: dict[str, Any], proposal_id: UUID) -> Response:
    """Take it back before it is answered."""
    with edge.writing() as db:
        made = actions.withdraw_proposal(db, edge.actor(), proposal_id, **values, at=edge.now())
        return answer(ProposalOut(), made)


@blp.post("/proposals/<uuid:proposal_id>/answers")
@blp.arguments(ProposalAnswer)
@blp.response(200, ProposalOut)
def answer_proposal(values: dict[str, Any], proposal_id: UUID) -> Response:
    """Keep the council's answer; a yes opens the journey with exactly the proposed parts."""
    said = values.pop("answer")
    deciding = {**told_by(values.pop("as_reported")), **values}
    with edge.writing() as db:
        made = actions.answer_proposal(
            db, edge.actor(), proposal_id, (said, deciding), at=edge.now()
        )
        return answer(ProposalOut(), made)


def _plan(db: Session, values: dict[str, Any]) -> Plan:
    template = templates.find(db, values.pop("template"))
    if template is None:
        raise Invalid("There is no such template.", {"template": "Not one of ours."})
    parts = tuple(Part(**part) for part in values.pop("tracks"))
    return Plan(template=template, tracks=parts, **values)
