"""Sample people: made without mail and entered without proof; never with real data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.identity.actions import organisations, sessions
from services.identity.actions.people import Seat, Someone, give_role, welcome
from services.identity.model import Person
from services.identity.queries import people
from shared.actor import Actor
from shared.contracts.event import NETWORK
from shared.errors import Conflict, NotFound


@dataclass(frozen=True)
class SampleRole:
    """A role that a sample person holds from the start."""

    organisation_id: UUID
    organisation_kind: str
    role: str


def add(
    db: Session, actor: Actor, *, someone: Someone, roles: Sequence[SampleRole], at: datetime
) -> Person:
    """Make a person with these roles; asking twice makes one person."""
    person = welcome(db, someone, at=at)
    for role in roles:
        _give(db, actor, person, role, at=at)
    return person


def first_operator(db: Session, actor: Actor, someone: Someone, *, at: datetime) -> Person:
    """Make the operator with whom a sample network begins; `Conflict` when there is one."""
    if people.samples(db, role="operator", limit=1):
        raise Conflict("There is an operator already.")
    role = SampleRole(NETWORK, "network", "operator")
    return add(db, actor, someone=someone, roles=[role], at=at)


def sign_in(db: Session, person_id: UUID, *, at: datetime) -> sessions.Entered:
    """Sign in as this person."""
    person = db.get(Person, person_id)
    if person is None or not people.may_sign_in(db, person_id):
        raise NotFound
    return sessions.start(db, person, device=sessions.Device(own=False, label="sample"), at=at)


def _give(db: Session, actor: Actor, person: Person, wanted: SampleRole, *, at: datetime) -> None:
    place = organisations.register(
        db,
        wanted.organisation_id,
        kind=wanted.organisation_kind,
        claimed=wanted.role != "contact",
        at=at,
    )
    if place.kind != wanted.organisation_kind:
        raise Conflict("That organisation is of another kind.")
    give_role(db, actor, Seat(person.id, place, wanted.role), at=at)
