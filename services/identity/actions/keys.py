"""Machine keys: made and shown once, used, revoked at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from services.identity import tokens
from services.identity.model import MachineKey
from services.identity.queries import keys
from shared.actor import Actor
from shared.contracts.identity import KeyRevoked
from shared.errors import Forbidden, NotFound
from shared.events.outbox import record


@dataclass(frozen=True)
class Wish:
    """What a key is to be called and what it may do."""

    name: str
    scopes: list[str]


class Made(NamedTuple):
    """A new key; `plain` is nowhere else from now on."""

    key: MachineKey
    plain: str


def create(db: Session, actor: Actor, organisation_id: UUID, *, wish: Wish, at: datetime) -> Made:
    """Make a key for the agency's software; only its hash is kept."""
    keys.keeper(db, actor, organisation_id)
    _require_fresh(actor, at)
    assert actor.id is not None
    secret = tokens.fresh(tokens.KEY_PREFIX)
    key = MachineKey(
        organisation_id=organisation_id,
        name=wish.name,
        prefix=secret.plain[: tokens.SHOWN],
        key_hash=secret.digest,
        scopes=sorted(set(wish.scopes)),
        created_by=actor.id,
        created_at=at,
    )
    db.add(key)
    db.flush()
    return Made(key, secret.plain)


def revoke(db: Session, actor: Actor, key_id: UUID, *, at: datetime) -> None:
    """Take a key back; it no longer works from the next call on."""
    key = db.get(MachineKey, key_id)
    if key is None or key.revoked_at is not None:
        raise NotFound
    keys.keeper(db, actor, key.organisation_id)
    key.revoked_at = at
    record(db, KeyRevoked(key_id=key.id, organisation_id=key.organisation_id), at=at)


def note_used(db: Session, key_id: UUID, *, at: datetime) -> None:
    """Write down that a key is in use."""
    db.execute(update(MachineKey).where(MachineKey.id == key_id).values(last_used_at=at))


def _require_fresh(actor: Actor, at: datetime) -> None:
    if not actor.is_fresh(at):
        raise Forbidden(
            "Sign in again first; this needs a sign-in of the last 30 minutes.",
            {"signed_in_at": "too long ago"},
        )
