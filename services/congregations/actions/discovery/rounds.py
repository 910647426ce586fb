"""Opening and closing a round of questions; closing makes the outcome and destroys the forms."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.congregations import policy, ratings
from services.congregations.actions import sheets
from services.congregations.instruments import newest, thaw
from services.congregations.model import RaterForm, RaterNote, Round
from services.congregations.queries import discovery as queries
from services.congregations.queries import profiles
from shared.actor import Actor
from shared.contracts.congregations import RoundClosed, RoundOpened
from shared.errors import Conflict
from shared.events.outbox import record

# of these a journey has one that gave figures
ONCE = frozenset({"t0", "m6", "m12"})


def open_round(
    db: Session, actor: Actor, congregation_id: UUID, *, moment: str, at: datetime
) -> Round:
    """Begin a round (`t0`, `m6`, `m12`, `apk`, `other`) with the questions of the first one.

    `Conflict` when a round is open already, or this moment of the journey has its outcome.
    """
    if actor.kind != "service":
        profiles.standing(db, actor, congregation_id).demand(any_of=policy.WALKING)
    profiles.congregation(db, congregation_id, lock=True)
    journey = profiles.latest_journeys(db, [congregation_id]).get(congregation_id)
    journey_id = journey.id if journey else None
    earlier = queries.rounds(db, congregation_id)
    _demand_room(earlier, moment, journey_id)
    first = None if moment == "t0" else queries.first_of(earlier, journey_id)
    opened = Round(
        congregation_id=congregation_id,
        journey_id=journey_id,
        moment=moment,
        instrument=first.instrument if first else newest().reference,
        questions=first.questions if first else newest().frozen(),
        outcome=None,
        comparable=moment == "t0" or first is not None,
        state="open",
        opened_by=actor.id,
        opened_at=at,
    )
    db.add(opened)
    db.flush()
    sheets.code_for(db, congregation_id, "round", opened.id, at=at)
    told = RoundOpened(round_id=opened.id, congregation_id=congregation_id, moment=moment)
    record(db, told, at=at)
    return opened


def close_round(
    db: Session, actor: Actor, round_id: UUID, *, without_figures: bool = False, at: datetime
) -> Round:
    """End a round for good: its outcome is made and its forms are destroyed.

    Under five forms give no figures; then `without_figures` must say that this is meant.
    """
    found = queries.round_to_change(db, actor, round_id, any_of=policy.WALKING)
    queries.demand_open(found)
    forms = queries.forms(db, found.id)
    if len(forms) < ratings.LEAST and not without_figures:
        raise Conflict(
            "Fewer than five people have answered, so there would be no figures. Wait for more"
            " answers, or say that you want to close it with a conversation instead."
        )
    outcome = ratings.summarise(forms, thaw(found.questions).questions)
    found.outcome = _kept(outcome)
    db.execute(delete(RaterForm).where(RaterForm.round_id == found.id))
    if not outcome.has_figures:
        db.execute(delete(RaterNote).where(RaterNote.round_id == found.id))
    found.state, found.closed_by, found.closed_at = "closed", actor.id, at
    told = RoundClosed(
        round_id=found.id, congregation_id=found.congregation_id, moment=found.moment
    )
    record(db, told, at=at)
    return found


def _demand_room(earlier: list[Round], moment: str, journey_id: UUID | None) -> None:
    if any(one.state == "open" for one in earlier):
        raise Conflict("A round is open already; close it first.")
    same = [one for one in earlier if (one.moment, one.journey_id) == (moment, journey_id)]
    if moment in ONCE and any(queries.has_figures(one) for one in same):
        raise Conflict("This round was held already; its outcome stands.")


def _kept(outcome: ratings.Summary) -> dict[str, Any]:
    areas = {name: asdict(spread) for name, spread in outcome.areas.items()}
    groups = [asdict(group) for group in outcome.groups]
    return {"answers": outcome.answers, "groups": groups, "areas": areas}
