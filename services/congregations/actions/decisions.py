"""Decisions are the congregation's: its leaders write them down, or answer for what was reported.

A decision that a coach was told of counts at once, so that the journey goes on; when a leader
contests it, what followed from it is taken back.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.actions import tracks
from services.congregations.actions.tracks import Move
from services.congregations.model import Decision, DecisionAnswer, Track
from services.congregations.policy import Standing
from services.congregations.queries import journeys, profiles, records, subjects
from shared.actor import Actor
from shared.contracts.congregations import DecisionAnswered, DecisionReported
from shared.errors import Conflict, Forbidden, Invalid
from shared.events.outbox import record


@dataclass(frozen=True, kw_only=True)
class Deciding:
    """A decision as it is written down; `reported_role` says that a coach was told of it."""

    about: str
    about_id: UUID
    body: str
    held_on: date
    text: str
    to: str | None = None
    until: date | None = None
    reported_role: str | None = None
    reported_name: str | None = None

    @property
    def as_reported(self) -> bool:
        """Tell whether a coach writes it down as told to him."""
        return self.reported_role is not None


def record_decision(
    db: Session, actor: Actor, congregation_id: UUID, deciding: Deciding, *, at: datetime
) -> Decision:
    """Write down a decision; with `to`, the track it is about comes into that state."""
    mine = profiles.standing(db, actor, congregation_id)
    mine.demand(any_of=policy.WALKING)
    _demand_voice(mine, deciding)
    if deciding.held_on > policy.today(at):
        raise Invalid("A decision was taken already.", {"held_on": "Not after today."})
    profiles.congregation(db, congregation_id, lock=True)
    decision = _decision(actor, congregation_id, deciding, at)
    decision.journey_id = _demand_subject(db, congregation_id, deciding)
    db.add(decision)
    db.flush()
    if deciding.to:
        _move(db, actor, decision, until=deciding.until, at=at)
    if deciding.as_reported and actor.id:
        reported = DecisionReported(
            decision_id=decision.id, congregation_id=congregation_id, coach_id=actor.id
        )
        record(db, reported, at=at)
    return decision


def answer_decision(
    db: Session, actor: Actor, decision_id: UUID, *, answer: str, note: str, at: datetime
) -> Decision:
    """Confirm or contest, as a leader, what a coach wrote down; the first answer stands."""
    decision = records.decision(db, actor, decision_id)
    profiles.standing(db, actor, decision.congregation_id).demand(any_of={"leads"})
    profiles.congregation(db, decision.congregation_id, lock=True)
    db.refresh(decision)
    if decision.state != "reported":
        raise Conflict("This decision waits for no answer.")
    decision.state = answer
    decision.answers.append(DecisionAnswer(answer=answer, note=note, by=actor.id, at=at))
    if answer == "contested" and decision.about == "track":
        track = db.get(Track, decision.about_id)
        if track is not None:
            tracks.take_back(db, actor, track, decision.id, at=at)
    answered = DecisionAnswered(
        decision_id=decision.id, congregation_id=decision.congregation_id, answer=answer
    )
    record(db, answered, at=at)
    return decision


def _demand_voice(mine: Standing, deciding: Deciding) -> None:
    """Only leaders speak for the congregation; a coach says who told him."""
    if deciding.as_reported and not mine.guides:
        raise Forbidden("Only a coach writes a decision down as reported.")
    if not deciding.as_reported and not mine.leads:
        raise Forbidden("A decision is the congregation's; say who reported it to you.")


def _demand_subject(db: Session, congregation_id: UUID, deciding: Deciding) -> UUID | None:
    """Return the journey that the decision belongs to; its subject is this congregation's own."""
    if deciding.to and deciding.about != "track":
        raise Invalid("Only a track has states.", {"to": "Only with a decision about a track."})
    # a match is kept by another service, which holds whose it is
    if deciding.about == "match":
        return None
    found = subjects.find(db, deciding.about, deciding.about_id)
    if found is None or found.congregation_id != congregation_id:
        raise Invalid("It is about nothing here.", {"about_id": "Nothing of this congregation."})
    return found.journey_id


def _decision(actor: Actor, congregation_id: UUID, deciding: Deciding, at: datetime) -> Decision:
    return Decision(
        congregation_id=congregation_id,
        about=deciding.about,
        about_id=deciding.about_id,
        to_state=deciding.to,
        body=deciding.body,
        held_on=deciding.held_on,
        text=deciding.text,
        as_reported=deciding.as_reported,
        reported_role=deciding.reported_role,
        reported_name=deciding.reported_name,
        state="reported" if deciding.as_reported else "recorded",
        by=actor.id,
        at=at,
    )


def _move(
    db: Session, actor: Actor, decision: Decision, *, until: date | None, at: datetime
) -> None:
    assert decision.to_state
    track = journeys.track(db, actor, decision.about_id, any_of=policy.WALKING)
    move = Move(to=decision.to_state, until=until, decision_id=decision.id)
    tracks.apply_move(db, actor, track, move, at=at)
