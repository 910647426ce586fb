"""Codes on paper sheets, so that who types the answers finds where they belong."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.congregations.model import Sheet

# no signs that a hand or an eye takes for another: 0 O Q, 1 I J L, 2 Z, 5 S, 8 B, U
SIGNS = "ACDEFGHKMNPRTVWXY34679"
KINDS = ("workshop", "round", "support", "course")


def code_for(
    db: Session, congregation_id: UUID, kind: str, subject_id: UUID, *, at: datetime
) -> str:
    """Return the code of one thing's sheets, such as `W7K-3PX`; always the same one."""
    if kind not in KINDS:
        raise ValueError(f"{kind} has no sheets")
    statement = select(Sheet).where(Sheet.kind == kind, Sheet.subject_id == subject_id)
    known = db.scalars(statement).one_or_none()
    if known is None:
        known = Sheet(
            code=_fresh(db),
            congregation_id=congregation_id,
            kind=kind,
            subject_id=subject_id,
            made_at=at,
        )
        db.add(known)
        db.flush()
    return known.code


def drop_code(db: Session, kind: str, subject_id: UUID) -> None:
    """Let a code lead nowhere, once what it stood for was thrown away."""
    db.execute(delete(Sheet).where(Sheet.kind == kind, Sheet.subject_id == subject_id))


def _fresh(db: Session) -> str:
    while True:
        signs = "".join(secrets.choice(SIGNS) for _ in range(6))
        code = f"{signs[:3]}-{signs[3:]}"
        if db.get(Sheet, code) is None:
            return code
