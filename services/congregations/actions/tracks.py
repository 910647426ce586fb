"""The states of a track: moved by hand, by a decision, or taken over from paper."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.journeys import thaw
from services.congregations.model import File, Track, TrackChange
from services.congregations.model.journey import (
    BEFORE_WALKING,
    FOLLOWS,
    SETTLED,
    WITH_REASON,
)
from services.congregations.queries import journeys
from shared.actor import Actor
from shared.contracts.congregations import TrackChanged
from shared.errors import Conflict, Forbidden, Invalid
from shared.events.outbox import record


@dataclass(frozen=True, kw_only=True)
class Move:
    """Where a track goes, and why: `until` for a deferral, the decision that it follows from."""

    to: str
    reason: str | None = None
    until: date | None = None
    decision_id: UUID | None = None


def move_track(db: Session, actor: Actor, track_id: UUID, move: Move, *, at: datetime) -> Track:
    """Bring a track into another state; accepting takes a decision (see `decisions`)."""
    track = journeys.track(db, actor, track_id, any_of=policy.WALKING)
    if move.to == "accepted":
        raise Forbidden("The congregation accepts: write down its decision.")
    apply_move(db, actor, track, move, at=at)
    return track


def take_over_from_paper(
    db: Session,
    actor: Actor,
    track_id: UUID,
    *,
    on: date,
    note: str,
    file_id: UUID | None,
    at: datetime,
) -> Track:
    """Note that a track was walked before, on paper: accepted then, with day, note and file."""
    track = journeys.track(db, actor, track_id, any_of=policy.WALKING)
    _demand_open(track)
    if track.state not in BEFORE_WALKING:
        raise Conflict("This part is being walked here; it was not done before.")
    if on > policy.today(at):
        raise Invalid("What was done before lies in the past.", {"on": "Not after today."})
    _demand_file(db, track, file_id)
    track.done_before, track.done_on, track.done_note = True, on, note
    track.done_file_id = file_id
    _change(db, actor, track, Move(to="accepted", reason=None), at=at)
    return track


def apply_move(db: Session, actor: Actor, track: Track, move: Move, *, at: datetime) -> None:
    """Change the state of a track that the asker may move, and say so."""
    _demand_open(track)
    if move.to not in FOLLOWS[track.state]:
        after = ", ".join(FOLLOWS[track.state])
        raise Conflict(f"After {track.state} comes one of: {after}.", {"to": "Not from here."})
    if move.to in WITH_REASON and not move.reason and not move.decision_id:
        raise Invalid("Say why.", {"reason": "A reason is needed for this."})
    if move.to == "deferred" and (move.until is None or move.until <= policy.today(at)):
        raise Invalid("Say until when.", {"until": "A day after today is needed."})
    if move.to == "running":
        _demand_prerequisites(track)
    _change(db, actor, track, move, at=at)


def take_back(db: Session, actor: Actor, track: Track, decision_id: UUID, *, at: datetime) -> None:
    """Undo the change that a contested decision made, unless the track went on since."""
    if track.journey.state != "open":
        return
    last = track.changes[-1] if track.changes else None
    if last is None or last.decision_id != decision_id or track.state != last.to_state:
        return
    back = Move(to=last.from_state, reason=None, decision_id=decision_id)
    _change(db, actor, track, back, at=at)


def _demand_prerequisites(track: Track) -> None:
    """Hold what the template declares; the order of parts is advice otherwise."""
    needed = thaw(track.journey.blueprint).prerequisites_of(track.kind)
    for other in track.journey.tracks:
        if other.kind in needed and other.state not in SETTLED:
            fault = f"This part begins after {other.title_en}: finish or skip that one first."
            raise Conflict(fault, {"to": fault})


def _demand_open(track: Track) -> None:
    if track.journey.state != "open":
        raise Conflict("This journey is closed.")


def _change(db: Session, actor: Actor, track: Track, move: Move, *, at: datetime) -> None:
    track.changes.append(
        TrackChange(
            from_state=track.state,
            to_state=move.to,
            reason=move.reason,
            until=move.until,
            decision_id=move.decision_id,
            by=actor.id,
            at=at,
        )
    )
    track.state, track.since = move.to, at
    track.deferred_until = move.until if move.to == "deferred" else None
    db.flush()
    changed = TrackChanged(
        track_id=track.id,
        journey_id=track.journey_id,
        congregation_id=track.journey.congregation_id,
        kind=track.kind,
        state=track.state,
    )
    record(db, changed, at=at)


def _demand_file(db: Session, track: Track, file_id: UUID | None) -> None:
    if file_id is None:
        return
    file = db.get(File, file_id)
    if file is None or file.congregation_id != track.journey.congregation_id:
        raise Invalid(
            "There is no such file here.", {"file_id": "Not a file of this congregation."}
        )
