"""The commitments that a congregation has, and how gathered they are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.congregations.model import Commitment, CommitmentChange
from services.congregations.policy import Relation
from services.congregations.portfolio import Focus, before_and_after
from services.congregations.queries import profiles
from shared.actor import Actor
from shared.errors import NotFound

SEALED = 3  # named persons


def commitments(db: Session, congregation_id: UUID) -> list[Commitment]:
    """Return a congregation's commitments, whoever asks, the oldest first."""
    statement = select(Commitment).where(
        Commitment.congregation_id == congregation_id, Commitment.ended_at.is_(None)
    )
    ordered = statement.order_by(Commitment.id).options(selectinload(Commitment.changes))
    return list(db.scalars(ordered))


@dataclass(frozen=True)
class Seen:
    """A commitment as somebody sees it; of a sealed one not what it is about."""

    commitment: Commitment
    sealed: bool

    @property
    def title(self) -> str | None:
        """Return what it is, unless that is sealed."""
        return None if self.sealed else self.commitment.title

    @property
    def to_whom(self) -> str | None:
        """Return who takes it over, unless that is sealed."""
        return None if self.sealed else self.commitment.to_whom

    @property
    def changes(self) -> list[CommitmentChange]:
        """Return what was said to become of it, unless that is sealed."""
        return [] if self.sealed else self.commitment.changes


def seen_by(relations: Collection[Relation], found: Sequence[Commitment]) -> list[Seen]:
    """Return commitments as somebody with these relations sees them."""
    knows = knows_sealed(relations)
    return [Seen(one, one.label == SEALED and not knows) for one in found]


def focus(db: Session, congregation_id: UUID) -> tuple[Focus, Focus]:
    """Return how gathered the commitments are now, and once what goes has gone."""
    return focus_of(commitments(db, congregation_id))


def focus_of(found: Sequence[Commitment]) -> tuple[Focus, Focus]:
    """Return the focus of these commitments, now and once what goes has gone."""
    return before_and_after([(one.share, one.disposition) for one in found])


def commitment(
    db: Session,
    actor: Actor,
    commitment_id: UUID,
    *,
    any_of: Collection[Relation],
    lock: bool = False,
) -> Commitment:
    """Return a commitment to work on; a sealed one exists only for leaders and coaches."""
    found = db.get(Commitment, commitment_id)
    if found is None:
        raise NotFound
    mine = profiles.standing(db, actor, found.congregation_id)
    mine.demand(any_of=any_of)
    if lock:
        profiles.congregation(db, found.congregation_id, lock=True)
        db.refresh(found)
    if found.ended_at is not None or (found.label == SEALED and not knows_sealed(mine.relations)):
        raise NotFound
    return found


def knows_sealed(relations: Collection[Relation]) -> bool:
    """Tell whether these relations let somebody read what is sealed."""
    return "leads" in relations or "guides" in relations
