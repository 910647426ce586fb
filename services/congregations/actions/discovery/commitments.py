"""The commitments a congregation has, and what becomes of each of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.model import Commitment, CommitmentChange
from services.congregations.queries import discovery as queries
from services.congregations.queries import profiles
from shared.actor import Actor
from shared.errors import Conflict, Forbidden, Invalid

MOST = 200


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What becomes of a commitment: phased out `until` a day, or passed on `to_whom`."""

    to: str
    until: date | None = None
    to_whom: str = ""
    note: str = ""


def add_commitment(
    db: Session, actor: Actor, congregation_id: UUID, values: Mapping[str, object], *, at: datetime
) -> Commitment:
    """Write down a commitment (`kind`, `title`, `since`, `share`, `people`, `label`)."""
    mine = profiles.standing(db, actor, congregation_id)
    mine.demand(any_of=policy.ALL)
    profiles.congregation(db, congregation_id, lock=True)
    _demand_sense(values, at)
    _demand_seal(mine.relations, values)
    if len(queries.commitments(db, congregation_id)) >= MOST:
        raise Conflict(f"At most {MOST} commitments are kept.")
    made = Commitment(
        congregation_id=congregation_id,
        disposition="undecided",
        to_whom="",
        version=1,
        by=actor.id,
        at=at,
        **values,
    )
    db.add(made)
    db.flush()
    return made


def revise_commitment(
    db: Session,
    actor: Actor,
    commitment_id: UUID,
    values: Mapping[str, object],
    *,
    version: int,
    at: datetime,
) -> Commitment:
    """Put a commitment right; `Conflict` when somebody else did so since `version`."""
    found = queries.commitment(db, actor, commitment_id, any_of=policy.ALL, lock=True)
    _demand_version(found, version)
    _demand_sense(values, at)
    mine = profiles.standing(db, actor, found.congregation_id)
    _demand_seal(mine.relations, values)
    for name, value in values.items():
        setattr(found, name, value)
    found.version += 1
    return found


def decide_commitment(
    db: Session, actor: Actor, commitment_id: UUID, fate: Fate, *, version: int, at: datetime
) -> Commitment:
    """Say what becomes of a commitment: who said so and when is kept."""
    found = queries.commitment(db, actor, commitment_id, any_of=policy.WALKING, lock=True)
    _demand_version(found, version)
    _demand_end(fate, at)
    change = CommitmentChange(
        from_disposition=found.disposition,
        to_disposition=fate.to,
        note=fate.note,
        by=actor.id,
        at=at,
    )
    found.changes.append(change)
    found.disposition = fate.to
    found.until = fate.until if fate.to == "phase_out" else None
    found.to_whom = fate.to_whom if fate.to == "transfer" else ""
    found.version += 1
    db.flush()
    return found


def end_commitment(db: Session, actor: Actor, commitment_id: UUID, *, at: datetime) -> None:
    """Take a commitment from the list: it is over, or was never one."""
    found = queries.commitment(db, actor, commitment_id, any_of=policy.WALKING, lock=True)
    found.ended_by, found.ended_at = actor.id, at


def _demand_end(fate: Fate, at: datetime) -> None:
    if fate.to == "phase_out" and fate.until is None:
        raise Invalid("Say until when it goes on.", {"until": "A day."})
    if fate.until is not None and fate.until < policy.today(at):
        raise Invalid("It can only end from today on.", {"until": "Not before today."})


def _demand_version(found: Commitment, version: int) -> None:
    if found.version != version:
        raise Conflict("Somebody else changed this meanwhile; look at it again.")


def _demand_sense(values: Mapping[str, object], at: datetime) -> None:
    since = values.get("since")
    if isinstance(since, int) and since > policy.today(at).year:
        raise Invalid("It exists already.", {"since": "Not after this year."})


def _demand_seal(relations: Collection[policy.Relation], values: Mapping[str, object]) -> None:
    if values.get("label") == queries.SEALED and not queries.knows_sealed(relations):
        raise Forbidden("Only leaders and coaches seal a commitment; you would not see it again.")
