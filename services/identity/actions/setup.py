"""How the first operator of an installation comes in."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from services.identity import policy, tokens
from services.identity.actions import sessions
from services.identity.actions.people import Seat, Someone, give_role, welcome
from services.identity.model import Membership, Organisation, SetupLink
from shared.actor import NOBODY
from shared.contracts.event import NETWORK
from shared.errors import Conflict, Invalid


def setup_link(db: Session, at: datetime) -> str | None:
    """Return the path of a fresh set-up link, `/setup?token=…`; none once there is an operator.

    An earlier link that was not used no longer works.
    """
    if _has_operator(db):
        return None
    db.execute(delete(SetupLink).where(SetupLink.used_at.is_(None)))
    secret = tokens.fresh("mcu_")
    db.add(SetupLink(token_hash=secret.digest, created_at=at, expires_at=at + policy.SETUP_HOLDS))
    db.flush()
    return f"/setup?token={secret.plain}"


def set_up(
    db: Session, token: str, *, someone: Someone, device: sessions.Device, at: datetime
) -> sessions.Entered:
    """Make the first operator known and let him in; the link works once."""
    used = db.execute(
        update(SetupLink)
        .where(
            SetupLink.token_hash == tokens.digest(token),
            SetupLink.used_at.is_(None),
            SetupLink.expires_at > at,
        )
        .values(used_at=at)
        .returning(SetupLink.id)
    ).first()
    if used is None:
        fault = "This set-up link is not valid (any more); starting again prints a new one."
        raise Invalid(fault, {"token": fault})
    if _has_operator(db):
        raise Conflict("This installation has an operator already.")
    person = welcome(db, someone, at=at)
    network = db.get_one(Organisation, NETWORK)
    give_role(db, NOBODY, Seat(person.id, network, "operator"), at=at)
    return sessions.start(db, person, device=device, at=at)


def _has_operator(db: Session) -> bool:
    statement = select(Membership.id).where(
        Membership.organisation_id == NETWORK,
        Membership.role == "operator",
        Membership.until.is_(None),
    )
    return db.scalars(statement).first() is not None
