"""Sessions, read one by one, per congregation and per person."""

import base64
import binascii
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from services.scheduling import policy
from services.scheduling.model import Launch, PlannedSession
from services.scheduling.queries import people
from services.scheduling.queries.views import SessionView, view_of, window
from shared.actor import Actor
from shared.errors import Invalid, NotFound


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Which part of a list is wanted: between two days (both included), from a cursor on."""

    limit: int = 50
    after: str | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A part of a list and the cursor of the next part."""

    items: list[SessionView]
    next: str | None


def one(db: Session, actor: Actor, session_id: UUID, *, for_change: bool = False) -> PlannedSession:
    """The session, when the asker may see it; locked until commit when it will be changed."""
    statement = select(PlannedSession).where(PlannedSession.id == session_id, policy.may_see(actor))
    if for_change:
        statement = statement.with_for_update()
    found = db.scalars(statement).one_or_none()
    if found is None:
        raise NotFound()
    return found


def shown(db: Session, actor: Actor, session: PlannedSession, at: datetime) -> SessionView:
    """One session with everything its page shows, the window of an evaluation included."""
    view = view_of(session, actor, at)
    if session.derived_from is None:
        return view
    held_on = db.scalar(select(Launch.held_on).where(Launch.journey_id == session.journey_id))
    return replace(view, due=window(session, held_on))


def of_congregation(
    db: Session, actor: Actor, congregation_id: UUID, *, page: Page, at: datetime
) -> Listed:
    """The congregation's sessions that the asker may see, by time; NotFound for a stranger."""
    guides = people.does_guide(db, actor, congregation_id)
    if not guides and congregation_id not in actor.organisations(("leader", "working_group")):
        raise NotFound()
    return _listed(db, actor, PlannedSession.congregation_id == congregation_id, page=page, at=at)


def of_person(db: Session, actor: Actor, *, page: Page, at: datetime) -> Listed:
    """The sessions in which the asker takes part himself, by time."""
    return _listed(db, actor, policy.takes_part(actor), page=page, at=at)


def _listed(
    db: Session, actor: Actor, wanted: ColumnElement[bool], *, page: Page, at: datetime
) -> Listed:
    statement = _between(
        select(PlannedSession).where(wanted, policy.may_see(actor)), page
    ).order_by(PlannedSession.start_utc, PlannedSession.id)
    found = db.scalars(statement.limit(page.limit + 1)).all()
    rows = found[: page.limit]
    more = len(found) > page.limit
    return Listed([view_of(row, actor, at) for row in rows], _cursor(rows[-1]) if more else None)


def _between(statement: Select[PlannedSession], page: Page) -> Select[PlannedSession]:
    if page.first:
        start = datetime.combine(page.first, time(), UTC)
        statement = statement.where(PlannedSession.end_utc >= start)
    if page.last:
        end = datetime.combine(page.last, time(), UTC) + timedelta(days=1)
        statement = statement.where(PlannedSession.start_utc < end)
    if page.after:
        start, identity = _position(page.after)
        statement = statement.where(
            or_(
                PlannedSession.start_utc > start,
                and_(PlannedSession.start_utc == start, PlannedSession.id > identity),
            )
        )
    return statement


def _cursor(row: PlannedSession) -> str:
    text = f"{row.start_utc.isoformat()}|{row.id}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _position(cursor: str) -> tuple[datetime, UUID]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        start, identity = text.split("|")
        return datetime.fromisoformat(start).astimezone(UTC), UUID(identity)
    except (ValueError, OverflowError, binascii.Error) as fault:
        raise Invalid("That is no place in this list.", {"after": "Unknown cursor."}) from fault
