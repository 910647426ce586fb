"""What follows when a congregation looked back: a new strategy version, parts taken up again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.actions import strategies as planning
from services.congregations.actions import tracks
from services.congregations.actions.tracks import Move
from services.congregations.model import Adjustment, Decision, Track
from services.congregations.queries import journeys, strategies
from shared.actor import Actor
from shared.errors import Conflict, Invalid


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the body wants to change: the plan (`new_version`), and which parts to take up again."""

    new_version: bool = False
    reopen: Sequence[UUID] = ()

    @property
    def nothing(self) -> bool:
        """Tell whether all stays as it is."""
        return not self.new_version and not self.reopen


def adjust(
    db: Session,
    actor: Actor,
    wanted: Wanted,
    decision: Decision,
    *,
    journey_id: UUID | None,
    at: datetime,
) -> list[Adjustment]:
    """Begin the next strategy version and take parts up again, all of it or nothing."""
    made = []
    if wanted.new_version:
        made.append(Adjustment(strategy_id=_next_version(db, actor, journey_id, at=at)))
    for track_id in dict.fromkeys(wanted.reopen):
        track = _own_track(db, actor, track_id, journey_id)
        move = Move(to="reopened", decision_id=decision.id)
        tracks.apply_move(db, actor, track, move, at=at)
        made.append(Adjustment(track_id=track.id))
    return made


def _next_version(db: Session, actor: Actor, journey_id: UUID | None, *, at: datetime) -> UUID:
    """Return the version in work, or a new one that begins as the adopted one is."""
    if journey_id and (draft := strategies.in_work(db, journey_id)):
        return draft.id
    adopted = strategies.adopted(db, journey_id) if journey_id else None
    if adopted is None:
        raise Conflict("There is no adopted strategy that a new version could begin from.")
    return planning.next_version(db, actor, adopted.id, at=at).id


def _own_track(db: Session, actor: Actor, track_id: UUID, journey_id: UUID | None) -> Track:
    there = db.get(Track, track_id)
    if there is None or there.journey_id != journey_id or there.dropped_at is not None:
        fault = "A part of this journey is meant."
        raise Invalid("That part is none of this journey.", {"reopen": fault})
    return journeys.track(db, actor, track_id, any_of=policy.WALKING)
