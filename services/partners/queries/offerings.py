"""Offerings as the asker may see them; a page of them is one query."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session, joinedload

from services.partners import policy
from services.partners.model import OFFERING_COLUMNS, Agency, Offering
from shared.actor import Actor
from shared.errors import Forbidden, NotFound

COLUMNS = (*OFFERING_COLUMNS, Agency.name.label("agency_name"), Agency.claimed)


def listed(
    db: Session,
    actor: Actor,
    *,
    limit: int,
    after: UUID | None,
    agency_id: UUID | None = None,
    kind: Sequence[str] = (),
) -> Sequence[Row[tuple[object, ...]]]:
    """Return one page of plain rows by id, beginning after an id; of one agency, of some kinds."""
    query = _rows().where(policy.sees_offering(actor)).order_by(Offering.id).limit(limit)
    if after:
        query = query.where(Offering.id > after)
    if agency_id:
        query = query.where(Offering.agency_id == agency_id)
    if kind:
        query = query.where(Offering.kind.in_(kind))
    return db.execute(query).all()


def row(db: Session, actor: Actor, offering_id: UUID) -> Row[tuple[object, ...]]:
    """Return one offering the asker may read as a plain row; raises `NotFound`."""
    query = _rows().where(Offering.id == offering_id, policy.sees_offering(actor))
    found = db.execute(query).one_or_none()
    if found is None:
        raise NotFound()
    return found


def rows_by_id(db: Session, ids: Iterable[UUID]) -> Sequence[Row[tuple[object, ...]]]:
    """Return offerings by id for our own services, which see all."""
    return db.execute(_rows().where(Offering.id.in_(list(ids))).order_by(Offering.id)).all()


def one(db: Session, actor: Actor, offering_id: UUID) -> Offering:
    """Return one offering the asker may read, with its agency; raises `NotFound`."""
    query = (
        select(Offering)
        .options(joinedload(Offering.agency))
        .where(Offering.id == offering_id, policy.sees_offering(actor))
    )
    found = db.scalar(query)
    if found is None:
        raise NotFound()
    return found


def to_write(db: Session, actor: Actor, offering_id: UUID) -> Offering:
    """Return an offering to change, locked; `NotFound` when hidden, `Forbidden` when only seen."""
    may = select(Offering.id).where(Offering.id == offering_id, policy.edits_offering(actor))
    if db.scalar(may) is None:
        one(db, actor, offering_id)
        raise Forbidden("Only the agency itself changes this, or who entered it until it joins.")
    return locked(db, offering_id)


def locked(db: Session, offering_id: UUID) -> Offering:
    """Return an offering and keep other writers from it until the transaction ends."""
    query = select(Offering).where(Offering.id == offering_id).with_for_update(of=Offering)
    return db.scalars(query.execution_options(populate_existing=True)).one()


def by_ref(db: Session, agency: Agency, ref: str) -> Offering | None:
    """Return the agency's offering with its own number, locked, or None."""
    query = select(Offering).where(Offering.agency_id == agency.id, Offering.ref == ref)
    return db.scalar(query.with_for_update(of=Offering))


def by_refs(db: Session, agency: Agency) -> dict[str, Offering]:
    """Return all offerings of an agency that have a number of its own, by that number."""
    query = select(Offering).where(Offering.agency_id == agency.id, Offering.ref.is_not(None))
    return {offering.ref: offering for offering in db.scalars(query) if offering.ref}


def _rows() -> Select[tuple[object, ...]]:
    return select(*COLUMNS).join(Agency, Agency.id == Offering.agency_id)
