"""People and their roles."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from services.identity import policy
from services.identity.model import Guidance, Membership, Organisation, Person
from services.identity.queries import organisations
from shared import actor as actors
from shared.actor import Actor, Role
from shared.errors import NotFound


def by_email(db: Session, email: str) -> Person | None:
    """Return who has this address, in whatever case it was typed."""
    statement = select(Person).where(Person.email == email.lower(), Person.erased_at.is_(None))
    return db.scalars(statement).one_or_none()


def memberships(db: Session, person_id: UUID) -> tuple[actors.Membership, ...]:
    """Return the roles the person holds now, as assertions carry them."""
    rows = db.execute(
        select(Membership.organisation_id, Organisation.kind, Membership.role)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.person_id == person_id, Membership.until.is_(None))
        .order_by(Membership.since, Membership.id)
    )
    return tuple(actors.Membership(place, kind, cast(Role, role)) for place, kind, role in rows)


def may_sign_in(db: Session, person_id: UUID) -> bool:
    """Tell whether the person holds a role that comes with an account."""
    return any(m.role in policy.SIGNING_IN for m in memberships(db, person_id))


def actor_of(db: Session, person: Person, *, signed_in_at: datetime | None) -> Actor:
    """Return the person as an asker."""
    return Actor(
        kind="person",
        id=person.id,
        memberships=memberships(db, person.id),
        signed_in_at=signed_in_at,
        name=person.name,
    )


def addresses(db: Session, ids: Iterable[UUID]) -> Sequence[Person]:
    """Return these people with address and language, for our own services only."""
    statement = select(Person).where(Person.id.in_(list(ids)), Person.erased_at.is_(None))
    return db.scalars(statement.order_by(Person.id)).all()


def named(db: Session, actor: Actor, ids: Iterable[UUID]) -> Sequence[Person]:
    """Return those of these people whose name the asker may know, past companions included."""
    asked = Person.id.in_(list(ids)) & Person.erased_at.is_(None)
    if policy.is_operator(actor):
        return db.scalars(select(Person).where(asked).order_by(Person.id)).all()
    mine = [m.organisation_id for m in actor.memberships]
    guided = select(Guidance.congregation_id).where(
        Guidance.coach_id == actor.id, Guidance.until.is_(None)
    )
    known = Membership.organisation_id.in_(mine) | Membership.role.in_(("coach", "operator"))
    if actor.has("coach"):
        known = known | Membership.organisation_id.in_(guided)
    companions = select(Membership.person_id).where(known)
    statement = select(Person).where(asked, Person.id.in_(companions) | (Person.id == actor.id))
    return db.scalars(statement.order_by(Person.id)).all()


def people_in(
    db: Session, actor: Actor, organisation_id: UUID
) -> Sequence[Row[UUID, UUID, str, str, str, datetime]]:
    """Return who belongs to an organisation now; raises `NotFound`."""
    organisations.visible(db, actor, organisation_id)
    return db.execute(
        select(
            Membership.id.label("membership_id"),
            Membership.person_id,
            Person.name,
            Person.email,
            Membership.role,
            Membership.since,
        )
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.organisation_id == organisation_id, Membership.until.is_(None))
        .order_by(Membership.role, Person.name)
    ).all()


def me(db: Session, actor: Actor) -> dict[str, object]:
    """Return the asker himself with the roles he holds now; raises `NotFound`."""
    person = db.get(Person, actor.id)
    if person is None or person.erased_at is not None:
        raise NotFound
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "memberships": memberships(db, person.id),
    }


def samples(
    db: Session, *, role: str | None, limit: int
) -> list[tuple[Person, tuple[actors.Membership, ...]]]:
    """Return people with an account and their roles; only for sample installations."""
    wanted = (role,) if role else policy.SIGNING_IN
    holding = select(Membership.person_id).where(
        Membership.role.in_(wanted), Membership.until.is_(None)
    )
    statement = select(Person).where(Person.id.in_(holding), Person.erased_at.is_(None))
    found = db.scalars(statement.order_by(Person.id).limit(limit))
    return [(person, memberships(db, person.id)) for person in found]
