"""Deleting what was only needed for a while."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session as Database

from services.identity.model import Link, Session, SignIn

SIGN_INS_KEPT = timedelta(days=1)
SESSIONS_KEPT = timedelta(days=30)


def forget(db: Database, *, at: datetime) -> int:
    """Delete old sign-in requests, and sessions and links long over; returns how many rows."""
    old = (
        delete(SignIn).where(SignIn.created_at < at - SIGN_INS_KEPT),
        delete(Session).where(Session.expires_at < at - SESSIONS_KEPT),
        delete(Link).where(Link.expires_at < at - SESSIONS_KEPT),
    )
    return sum(db.execute(statement).rowcount for statement in old)  # type: ignore[attr-defined]
