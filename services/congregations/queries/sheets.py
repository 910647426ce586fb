"""Where the answers of a paper sheet belong, by its code."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.model import Sheet
from services.congregations.queries import profiles
from shared.actor import Actor
from shared.errors import NotFound


def sheet(db: Session, actor: Actor, code: str) -> Sheet:
    """Return a sheet by its code as somebody types it: small letters, with or without the dash."""
    signs = "".join(sign for sign in code.upper() if sign.isalnum())[:6]
    found = db.get(Sheet, f"{signs[:3]}-{signs[3:]}")
    if found is None:
        raise NotFound
    profiles.standing(db, actor, found.congregation_id).demand(any_of=policy.ALL)
    return found


def code_of(db: Session, kind: str, subject_id: UUID) -> str | None:
    """Return the code of one thing's sheets, or None when it has none yet."""
    statement = select(Sheet.code).where(Sheet.kind == kind, Sheet.subject_id == subject_id)
    return db.scalars(statement).one_or_none()
