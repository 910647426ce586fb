"""Putting a mail into the built-in mailbox."""

from datetime import datetime

from sqlalchemy.orm import Session

from services.notifications.model import BoxedMail


def keep(db: Session, content: bytes, *, recipient: str, at: datetime) -> BoxedMail:
    """Keep a mail instead of sending it."""
    mail = BoxedMail(recipient=recipient, content=content, at=at)
    db.add(mail)
    return mail
