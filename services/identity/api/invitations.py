"""Invitations: sent, shown, taken up, taken back."""

from typing import Any
from uuid import UUID

from flask import Response

from services.identity import schemas
from services.identity.actions import invitations
from services.identity.api.answers import answer, device_of, nothing, someone_of
from services.identity.queries import invitations as invitation_queries
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("invitations", "Inviting people to a role, by mail")


@blp.post("/organisations/<uuid:organisation_id>/invitations")
@blp.arguments(schemas.InvitationIn)
@blp.response(201, schemas.Made)
def invite(content: dict[str, Any], organisation_id: UUID) -> Response:
    """Invite somebody to a role in this organisation; he gets a letter with a link."""
    with edge.writing() as db:
        made = invitations.invite(
            db,
            edge.actor(),
            organisation_id,
            guest=invitations.Guest(someone_of(content), content["role"]),
            at=edge.now(),
        )
        return answer(schemas.Made(), made, 201)


@blp.get("/organisations/<uuid:organisation_id>/invitations")
@blp.response(200, schemas.InvitationOut(many=True))
def list_invitations(organisation_id: UUID) -> Response:
    """The invitations of this organisation that wait for an answer."""
    with edge.reading() as db:
        found = invitation_queries.of_organisation(db, edge.actor(), organisation_id, at=edge.now())
        return answer(schemas.InvitationOut(many=True), found)


@blp.delete("/invitations/<uuid:invitation_id>")
@blp.response(204)
def withdraw(invitation_id: UUID) -> Response:
    """Take an invitation back."""
    with edge.writing() as db:
        invitations.withdraw(db, edge.actor(), invitation_id, at=edge.now())
    return nothing()


@blp.post("/invitations/<uuid:invitation_id>/letter")
@blp.response(200, schemas.InvitationLetter)
def write_letter(invitation_id: UUID) -> Response:
    """Make the link for the letter, once."""
    with edge.writing() as db:
        letter = invitations.write_letter(db, invitation_id, at=edge.now())
        return answer(schemas.InvitationLetter(), letter)


@blp.post("/invitations/check")
@blp.arguments(schemas.TokenIn)
@blp.response(200, schemas.InvitationOut)
def check(content: dict[str, Any]) -> Response:
    """What a mailed invitation is about; changes nothing."""
    with edge.reading() as db:
        found = invitation_queries.of_token(db, content["token"], at=edge.now())
        return answer(schemas.InvitationOut(), found)


@blp.post("/invitations/accept")
@blp.arguments(schemas.InvitationAccept)
@blp.response(201, schemas.EnteredOut)
def accept(content: dict[str, Any]) -> Response:
    """Take up an invitation and be signed in."""
    with edge.writing() as db:
        newcomer = invitations.Newcomer(content["name"], content["language"], device_of(content))
        entered = invitations.accept(db, content["token"], newcomer=newcomer, at=edge.now())
        return answer(schemas.EnteredOut(), entered, 201)
