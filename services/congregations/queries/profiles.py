"""Congregations as those see them who guide, lead or prepare there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, defer, selectinload

from services.congregations import policy
from services.congregations.model import Congregation, Guidance, Introduction, Journey
from services.congregations.policy import Standing
from shared.actor import Actor
from shared.errors import NotFound


class Owned(Protocol):
    """A row that belongs to one congregation."""

    @property
    def congregation_id(self) -> UUID:
        """Return whose it is."""


Row = TypeVar("Row", bound=Owned)


@dataclass(frozen=True)
class Listed:
    """A congregation in a list: its content only for those who may read it."""

    congregation: Congregation
    journey: Journey | None
    readable: bool


def congregation(db: Session, congregation_id: UUID, *, lock: bool = False) -> Congregation:
    """Return a congregation whoever asks; with `lock`, nobody else changes it meanwhile."""
    statement = select(Congregation).where(Congregation.id == congregation_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found = db.scalars(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def standing(db: Session, actor: Actor, congregation_id: UUID) -> Standing:
    """Return what the asker is to this congregation (nothing, when it does not exist)."""
    coaches = db.scalars(
        select(Guidance.coach_id).where(
            Guidance.congregation_id == congregation_id, Guidance.until.is_(None)
        )
    ).all()
    return policy.standing(actor, congregation_id, coaches)


def held(db: Session, actor: Actor, row: type[Row], row_id: UUID) -> tuple[Row, Standing]:
    """Return a row of a congregation to work on, and what the asker is to that congregation.

    The congregation is locked until the transaction ends; raises `NotFound` to whom it is hidden.
    """
    found = db.get(row, row_id)
    if found is None:
        raise NotFound
    mine = standing(db, actor, found.congregation_id)
    mine.demand(any_of=policy.ALL)
    congregation(db, found.congregation_id, lock=True)
    db.refresh(found)
    return found, mine


def readable(db: Session, actor: Actor, congregation_id: UUID) -> Congregation:
    """Return a congregation that the asker may read."""
    standing(db, actor, congregation_id).demand(any_of=policy.ALL)
    return congregation(db, congregation_id)


def listed(
    db: Session, actor: Actor, *, limit: int, after: UUID | None = None
) -> tuple[list[Listed], UUID | None]:
    """Return a page of congregations in the order they came, and where the next page begins.

    An operator finds them all, with content only where he is also coach or leader.
    """
    statement = select(Congregation).order_by(Congregation.id).limit(limit + 1)
    if not actor.has("operator"):
        statement = statement.where(policy.is_visible(actor))
    if after:
        statement = statement.where(Congregation.id > after)
    found = db.scalars(statement).all()
    page = found[:limit]
    journeys = latest_journeys(db, [one.id for one in page])
    may_read = _readable_among(db, actor, page)
    items = [Listed(one, journeys.get(one.id), one.id in may_read) for one in page]
    return items, page[-1].id if len(found) > limit else None


def _readable_among(db: Session, actor: Actor, page: Sequence[Congregation]) -> set[UUID]:
    ids = [one.id for one in page]
    statement = select(Congregation.id).where(policy.is_visible(actor), Congregation.id.in_(ids))
    return set(db.scalars(statement))


def latest_journeys(db: Session, ids: Sequence[UUID]) -> dict[UUID, Journey]:
    """Return the newest journey of each of these congregations that has one."""
    rows = db.scalars(
        select(Journey)
        .where(Journey.congregation_id.in_(ids))
        .order_by(Journey.opened_at)
        # the template as it was then is long, and no list shows it
        .options(defer(Journey.blueprint))
    )
    return {row.congregation_id: row for row in rows}


def cards(db: Session, actor: Actor, ids: Sequence[UUID]) -> list[tuple[Congregation, bool]]:
    """Return those of these congregations whose name the asker may know, in the order asked.

    With each: whether more than the name may be read. An agency's staff know the congregations
    that were introduced to them, an operator knows all by name.
    """
    introduced = select(Introduction.congregation_id).where(
        Introduction.agency_id.in_(actor.organisations(("agency_staff",)))
    )
    may_read = policy.is_visible(actor) | Congregation.id.in_(introduced)
    statement = select(Congregation, may_read.label("readable")).where(Congregation.id.in_(ids))
    if not actor.has("operator"):
        statement = statement.where(may_read)
    rows = db.execute(statement.options(selectinload(Congregation.guidances))).all()
    found = {row[0].id: (row[0], bool(row[1])) for row in rows}
    return [found[one] for one in dict.fromkeys(ids) if one in found]
