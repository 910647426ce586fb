"""The tasks in a congregation's mission work: taken on, handed over, fallen vacant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.model import Handover, MissionRole
from services.congregations.queries import implementation as queries
from services.congregations.queries import profiles
from shared.actor import Actor
from shared.errors import Conflict, Invalid

MOST = 40


@dataclass(frozen=True, kw_only=True)
class Change:
    """A role comes to be `held` or `vacant` on a day; `person` only where they want a name."""

    to: str
    on: date
    person: str = ""
    note: str = ""


def add_role(
    db: Session, actor: Actor, congregation_id: UUID, title: str, change: Change, *, at: datetime
) -> MissionRole:
    """Write down a task and since when somebody holds it, or nobody."""
    profiles.standing(db, actor, congregation_id).demand(any_of=policy.ALL)
    profiles.congregation(db, congregation_id, lock=True)
    there = select(func.count()).where(
        MissionRole.congregation_id == congregation_id, MissionRole.dropped_at.is_(None)
    )
    if (db.scalar(there) or 0) >= MOST:
        raise Conflict(f"A congregation has at most {MOST} roles.")
    role = MissionRole(congregation_id=congregation_id, title=title)
    db.add(role)
    _turn(role, actor, change, handed=(), at=at)
    db.flush()
    return role


def hand_over(
    db: Session, actor: Actor, role_id: UUID, change: Change, *, at: datetime
) -> MissionRole:
    """Let a role come into other hands, or fall vacant, with what the next one must know."""
    role = queries.role(db, actor, role_id)
    _turn(role, actor, change, handed=role.handovers, at=at)
    db.flush()
    return role


def drop_role(db: Session, actor: Actor, role_id: UUID, *, at: datetime) -> None:
    """Strike a role that is no longer needed."""
    role = queries.role(db, actor, role_id)
    role.dropped_by, role.dropped_at = actor.id, at


def _turn(
    role: MissionRole, actor: Actor, change: Change, *, handed: Sequence[Handover], at: datetime
) -> None:
    if change.on > policy.today(at):
        raise Invalid("That day is still to come.", {"on": "Not after today."})
    if any(change.on < before.on_day for before in handed):
        raise Invalid("The role changed later than that.", {"on": "Not before the last change."})
    if change.to == "vacant" and role.vacant_since:
        raise Conflict("Nobody holds this role already.")
    held = change.to == "held"
    role.held_since = change.on if held else None
    role.vacant_since = None if held else change.on
    role.person = change.person if held else ""
    role.alarmed_at = None
    role.handovers.append(
        Handover(to_state=change.to, on_day=change.on, note=change.note, by=actor.id, at=at)
    )
