"""Mailed links with which a person without an account may do one thing."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from services.identity import policy, tokens
from services.identity.model import Link
from services.identity.queries import links
from shared.errors import Invalid


@dataclass(frozen=True)
class Errand:
    """The one thing that one person may do for an organisation."""

    person_id: UUID
    organisation_id: UUID
    purpose: str
    subject: str


class Made(NamedTuple):
    """A new link; `token` is nowhere else."""

    link: Link
    token: str


def make(db: Session, errand: Errand, *, at: datetime) -> Made:
    """Make a link for a person of an organisation, to put into one letter."""
    if not links.belongs(db, errand.person_id, errand.organisation_id):
        fault = "That person does not belong to that organisation."
        raise Invalid(fault, {"person_id": fault})
    secret = tokens.fresh("mca_")
    link = Link(
        token_hash=secret.digest,
        person_id=errand.person_id,
        organisation_id=errand.organisation_id,
        purpose=errand.purpose,
        subject=errand.subject,
        created_at=at,
        expires_at=at + policy.LINK_HOLDS,
    )
    db.add(link)
    db.flush()
    return Made(link, secret.plain)


def use(db: Session, token: str, *, at: datetime) -> Link:
    """Return the link of this token and note its first use."""
    link = links.holding(db, token, at=at)
    link.used_at = link.used_at or at
    return link
