"""The built-in mailbox of installations that send nothing out."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.model import BoxedMail
from shared.errors import NotFound


def page(db: Session, *, limit: int, after: UUID | None) -> tuple[list[BoxedMail], UUID | None]:
    """Return a page of mails, the newest first, and where the next page begins."""
    statement = select(BoxedMail).order_by(BoxedMail.id.desc()).limit(limit + 1)
    if after:
        statement = statement.where(BoxedMail.id < after)
    rows = db.scalars(statement).all()
    return list(rows[:limit]), rows[limit - 1].id if len(rows) > limit else None


def one(db: Session, mail_id: UUID) -> BoxedMail:
    """Return one mail; raises `NotFound`."""
    found = db.get(BoxedMail, mail_id)
    if found is None:
        raise NotFound
    return found
