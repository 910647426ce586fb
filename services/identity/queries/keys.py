"""Machine keys of agencies."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity import policy, tokens
from services.identity.model import MachineKey, Organisation
from services.identity.queries import organisations
from shared.actor import Actor
from shared.errors import Forbidden, Unknown


def keeper(db: Session, actor: Actor, organisation_id: UUID) -> Organisation:
    """Return the agency if the asker keeps its keys; raises `NotFound` or `Forbidden`."""
    organisation = organisations.visible(db, actor, organisation_id).organisation
    if not policy.keeps_keys(actor, organisation):
        raise Forbidden("Only an agency's own staff keeps its keys.")
    return organisation


def of_organisation(db: Session, actor: Actor, organisation_id: UUID) -> Sequence[MachineKey]:
    """Return the agency's keys, revoked ones too, the newest first."""
    keeper(db, actor, organisation_id)
    statement = (
        select(MachineKey)
        .where(MachineKey.organisation_id == organisation_id)
        .order_by(MachineKey.id.desc())
    )
    return db.scalars(statement).all()


def holding(db: Session, plain: str) -> MachineKey:
    """Return the key that this text is; raises `Unknown` when it is none or was revoked."""
    statement = select(MachineKey).where(
        MachineKey.key_hash == tokens.digest(plain), MachineKey.revoked_at.is_(None)
    )
    found = db.scalars(statement).one_or_none()
    if found is None:
        raise Unknown("That key is not known (any more).")
    return found
