"""The board of findings."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.congregations import policy
from services.congregations.model import Finding
from services.congregations.queries import profiles
from shared.actor import Actor
from shared.errors import NotFound


def findings(db: Session, congregation_id: UUID) -> list[Finding]:
    """Return what stands on a congregation's board, whoever asks, as they came."""
    statement = select(Finding).where(
        Finding.congregation_id == congregation_id, Finding.dropped_at.is_(None)
    )
    return list(
        db.scalars(
            statement.order_by(Finding.position, Finding.id).options(selectinload(Finding.changes))
        )
    )


def texts_of_workshop(db: Session, workshop_id: UUID, kind: str) -> list[str]:
    """Return what a workshop ever put on the board, also what was taken from it since."""
    statement = select(Finding.text).where(Finding.workshop_id == workshop_id, Finding.kind == kind)
    return list(db.scalars(statement))


def finding(db: Session, actor: Actor, finding_id: UUID, *, lock: bool = False) -> Finding:
    """Return a finding to those who may work on the board."""
    found = db.get(Finding, finding_id)
    if found is None:
        raise NotFound
    profiles.standing(db, actor, found.congregation_id).demand(any_of=policy.ALL)
    if lock:
        profiles.congregation(db, found.congregation_id, lock=True)
        db.refresh(found)
    if found.dropped_at is not None:
        raise NotFound
    return found
