"""People come, take a role, give it back, and set how we address them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.identity import policy
from services.identity.actions import organisations as organisation_actions
from services.identity.model import Membership, MembershipChange, Organisation, Person
from services.identity.queries import organisations, people
from shared.actor import Actor
from shared.contracts.event import NETWORK
from shared.contracts.identity import MembershipEnded, MembershipStarted
from shared.errors import Conflict, Forbidden, Invalid, NotFound
from shared.events.outbox import record


@dataclass(frozen=True)
class Someone:
    """How a person introduces himself or is introduced."""

    name: str
    email: str
    language: str


@dataclass(frozen=True)
class Seat:
    """A role for a person in an organisation."""

    person_id: UUID
    organisation: Organisation
    role: str


def welcome(db: Session, someone: Someone, *, at: datetime) -> Person:
    """Return the person with this address, made known now if need be."""
    known = people.by_email(db, someone.email)
    if known is not None:
        return known
    person = Person(
        name=someone.name, email=someone.email.lower(), language=someone.language, created_at=at
    )
    db.add(person)
    db.flush()
    return person


def give_role(db: Session, actor: Actor, wanted: Seat, *, at: datetime) -> Membership:
    """Let a person hold a role from now on; one held already stays as it is."""
    kind = wanted.organisation.kind
    if wanted.role not in policy.ROLES[kind]:
        fault = f"A {kind} has no {wanted.role}."
        raise Invalid(fault, {"role": fault})
    place = wanted.organisation.id
    held = _held(db, wanted.person_id, place, wanted.role)
    if held is not None:
        return held
    membership = Membership(
        person_id=wanted.person_id, organisation_id=place, role=wanted.role, since=at
    )
    db.add(membership)
    db.flush()
    _tell(db, actor, membership, kind=kind, at=at)
    if wanted.role == "agency_staff":
        _settle_in(db, actor, membership, at=at)
    return membership


def end_membership(db: Session, actor: Actor, membership_id: UUID, *, at: datetime) -> None:
    """End a membership: one's own, or somebody's in the organisation one runs."""
    membership = db.get(Membership, membership_id)
    if membership is None or membership.until is not None:
        raise NotFound
    place = organisations.visible(db, actor, membership.organisation_id)
    if not policy.may_end(actor, membership):
        raise Forbidden("Only who runs the organisation, or the person, may end this.")
    if membership.role == "operator" and _operators(db) == 1:
        raise Conflict("The network needs at least one operator.")
    _end(db, actor, membership, kind=place.organisation.kind, at=at)


def add_contact(
    db: Session, actor: Actor, organisation_id: UUID, *, someone: Someone, at: datetime
) -> Membership:
    """Note whom we may write to at an agency that has not joined."""
    place = organisations.visible(db, actor, organisation_id)
    if not policy.is_unclaimed(place.organisation):
        raise Conflict("Contacts are kept for agencies that have not joined yet.")
    person = welcome(db, someone, at=at)
    return give_role(db, actor, Seat(person.id, place.organisation, "contact"), at=at)


def change_me(
    db: Session, actor: Actor, *, name: str | None = None, language: str | None = None
) -> Person:
    """Change how the asker is called and in which language he reads."""
    person = db.get(Person, actor.id)
    if person is None or person.erased_at is not None:
        raise NotFound
    person.name = name or person.name
    person.language = language or person.language
    return person


def _settle_in(db: Session, actor: Actor, membership: Membership, *, at: datetime) -> None:
    """An agency with staff has joined; who was its contact is now more than that."""
    organisation_actions.claim(db, membership.organisation_id, at=at)
    contact = _held(db, membership.person_id, membership.organisation_id, "contact")
    if contact is not None:
        _end(db, actor, contact, kind="agency", at=at)


def _end(db: Session, actor: Actor, membership: Membership, *, kind: str, at: datetime) -> None:
    membership.until = at
    _tell(db, actor, membership, kind=kind, at=at)


def _tell(db: Session, actor: Actor, membership: Membership, *, kind: str, at: datetime) -> None:
    """Write down who began or ended this membership, and tell the others."""
    ended = membership.until is not None
    db.add(
        MembershipChange(
            membership_id=membership.id,
            change="ended" if ended else "started",
            by_kind=actor.kind,
            by_id=actor.id,
            at=at,
        )
    )
    contract = MembershipEnded if ended else MembershipStarted
    happened = contract(
        membership_id=membership.id,
        person_id=membership.person_id,
        organisation_id=membership.organisation_id,
        organisation_kind=kind,
        role=membership.role,
    )
    record(db, happened, at=at)


def _held(db: Session, person_id: UUID, organisation_id: UUID, role: str) -> Membership | None:
    statement = select(Membership).where(
        Membership.person_id == person_id,
        Membership.organisation_id == organisation_id,
        Membership.role == role,
        Membership.until.is_(None),
    )
    return db.scalars(statement).one_or_none()


def _operators(db: Session) -> int:
    statement = select(func.count()).where(
        Membership.organisation_id == NETWORK,
        Membership.role == "operator",
        Membership.until.is_(None),
    )
    return db.scalars(statement).one()
