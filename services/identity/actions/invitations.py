"""Inviting somebody to a role, and taking up an invitation."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.identity import policy, tokens
from services.identity.actions import sessions
from services.identity.actions.people import Seat, Someone, give_role, welcome
from services.identity.model import Invitation, Organisation, Person
from services.identity.queries import invitations, organisations, people
from shared.actor import Actor
from shared.contracts.identity import PersonInvited
from shared.errors import Conflict, Forbidden, Invalid, NotFound
from shared.events.outbox import record


@dataclass(frozen=True)
class Guest:
    """Somebody to be invited, and to which role."""

    someone: Someone
    role: str


@dataclass(frozen=True)
class Newcomer:
    """How somebody who takes up an invitation wants to be called, and on what he signs in."""

    name: str
    language: str
    device: sessions.Device


class Letter(NamedTuple):
    """What the invitation's letter is written from; `token` is nowhere else."""

    invitation: Invitation
    inviter_name: str
    token: str


def invite(
    db: Session, actor: Actor, organisation_id: UUID, *, guest: Guest, at: datetime
) -> Invitation:
    """Invite somebody by mail; an earlier open invitation to the same role lapses."""
    place = organisations.visible(db, actor, organisation_id)
    _require_may_invite(actor, place, guest.role)
    assert actor.id is not None
    _withdraw_open(db, organisation_id, guest, at=at)
    invitation = Invitation(
        organisation_id=organisation_id,
        organisation_kind=place.organisation.kind,
        role=guest.role,
        email=guest.someone.email.lower(),
        name=guest.someone.name,
        language=guest.someone.language,
        invited_by=actor.id,
        created_at=at,
        expires_at=at + policy.INVITATION_HOLDS,
    )
    db.add(invitation)
    db.flush()
    record(db, _invited(invitation), at=at)
    return invitation


def withdraw(db: Session, actor: Actor, invitation_id: UUID, *, at: datetime) -> None:
    """Take an invitation back; its link no longer works."""
    invitation = db.get(Invitation, invitation_id)
    if invitation is None or not invitations.is_open(invitation, at=at):
        raise NotFound
    place = organisations.visible(db, actor, invitation.organisation_id)
    _require_may_invite(actor, place, invitation.role)
    invitation.withdrawn_at = at


def write_letter(db: Session, invitation_id: UUID, *, at: datetime) -> Letter:
    """Make the link of an invitation's letter, once."""
    invitation = db.get(Invitation, invitation_id, with_for_update=True)
    if invitation is None or not invitations.is_open(invitation, at=at):
        raise NotFound
    if invitation.token_hash is not None:
        raise Conflict("The letter of this invitation was written before.")
    secret = tokens.fresh("mci_")
    invitation.token_hash = secret.digest
    inviter = db.get_one(Person, invitation.invited_by)
    return Letter(invitation, inviter.name, secret.plain)


def accept(db: Session, token: str, *, newcomer: Newcomer, at: datetime) -> sessions.Entered:
    """Take up an invitation: the role begins and the person is signed in.

    Who had an account keeps his name and language, and counts as signed in when he was invited.
    """
    invitation = invitations.of_token(db, token, at=at)
    taken = db.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.accepted_at.is_(None))
        .values(accepted_at=at)
        .returning(Invitation.id)
    ).first()
    if taken is None:
        raise Invalid(invitations.GONE, {"token": invitations.GONE})
    known = people.by_email(db, invitation.email)
    someone = Someone(newcomer.name, invitation.email, newcomer.language)
    person = known or welcome(db, someone, at=at)
    _give_role(db, person, invitation, at=at)
    proven = invitation.created_at if known else at
    return sessions.start(db, person, device=newcomer.device, at=at, signed_in_at=proven)


def _give_role(db: Session, person: Person, invitation: Invitation, *, at: datetime) -> None:
    organisation = db.get_one(Organisation, invitation.organisation_id)
    seat = Seat(person.id, organisation, invitation.role)
    give_role(db, Actor(kind="person", id=person.id), seat, at=at)


def _require_may_invite(actor: Actor, place: organisations.Place, role: str) -> None:
    kind = place.organisation.kind
    if role not in policy.ROLES[kind] or role == "contact":
        fault = f"Nobody can be invited as {role} of a {kind}."
        raise Invalid(fault, {"role": fault})
    if role not in policy.invitable(actor, place.organisation, guides=place.guides):
        raise Forbidden("You cannot invite people to that role.")


def _withdraw_open(db: Session, organisation_id: UUID, guest: Guest, *, at: datetime) -> None:
    earlier = select(Invitation).where(
        Invitation.organisation_id == organisation_id,
        Invitation.email == guest.someone.email.lower(),
        Invitation.role == guest.role,
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
    )
    for invitation in db.scalars(earlier):
        invitation.withdrawn_at = at


def _invited(invitation: Invitation) -> PersonInvited:
    return PersonInvited(
        invitation_id=invitation.id,
        organisation_id=invitation.organisation_id,
        organisation_kind=invitation.organisation_kind,
        role=invitation.role,
    )
