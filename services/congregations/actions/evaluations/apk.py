"""The APK: what the workshop found, the stamp for a year, the reminder before its end."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from dateutil.relativedelta import relativedelta
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.actions.decisions import Deciding, record_decision
from services.congregations.actions.evaluations.adjusting import Wanted, adjust
from services.congregations.model import Apk, Workshop
from services.congregations.model.evaluations import HOLDS, REMINDS
from services.congregations.queries import evaluations as queries
from services.congregations.queries import profiles
from shared.actor import Actor
from shared.contracts.congregations.evaluations import ApkDue, ApkStamped
from shared.errors import Conflict, Invalid
from shared.events.outbox import record

MOST = 60  # of one congregation: one a year, and some in between


def hold_apk(
    db: Session, actor: Actor, congregation_id: UUID, values: Mapping[str, object], *, at: datetime
) -> Apk:
    """Write down a check-up that was held (`held_on`, `participants`, `findings`, `workshop_id`).

    It needs no launch: also a journey that stopped early is looked back upon.
    """
    profiles.standing(db, actor, congregation_id).demand(any_of=policy.ALL)
    profiles.congregation(db, congregation_id, lock=True)
    if len(queries.apks(db, congregation_id)) >= MOST:
        raise Conflict(f"At most {MOST} check-ups are kept; put one right that is there.")
    journey = profiles.latest_journeys(db, [congregation_id]).get(congregation_id)
    made = Apk(
        congregation_id=congregation_id,
        journey_id=journey.id if journey else None,
        findings=[],
        by=actor.id,
        at=at,
    )
    _write(db, made, values, at=at)
    db.add(made)
    db.flush()
    return made


def revise_apk(
    db: Session, actor: Actor, apk_id: UUID, values: Mapping[str, object], *, at: datetime
) -> Apk:
    """Put right what was written of a check-up, until it has its stamp."""
    found, _mine = queries.apk(db, actor, apk_id)
    if found.stamp:
        raise Conflict("It has its stamp; what was written stays as it is.")
    _write(db, found, values, at=at)
    return found


def stamp_apk(
    db: Session,
    actor: Actor,
    apk_id: UUID,
    stamp: str,
    wanted: Wanted,
    *,
    deciding: Deciding,
    at: datetime,
) -> Apk:
    """Give the body's stamp; it holds for twelve months from the day on which it was decided."""
    found, mine = queries.apk(db, actor, apk_id)
    mine.demand(any_of=policy.WALKING)
    if found.stamp:
        raise Conflict("It has its stamp already; hold a new check-up to change it.")
    _demand_sense(found, stamp, wanted, deciding)
    before = queries.standing_apk(db, found.congregation_id)
    if before is not None and before.stamped_on and before.stamped_on > deciding.held_on:
        raise Conflict("A stamp of a later day holds already.")
    decision = record_decision(db, actor, found.congregation_id, deciding, at=at)
    found.adjustments = adjust(db, actor, wanted, decision, journey_id=found.journey_id, at=at)
    found.stamp, found.stamped_on, found.decision = stamp, deciding.held_on, decision
    if before is not None:
        before.replaced_by = found.id
    db.flush()
    stamped = ApkStamped(
        apk_id=found.id,
        congregation_id=found.congregation_id,
        stamp=stamp,
        valid_until=found.stamped_on + HOLDS,
    )
    record(db, stamped, at=at)
    return found


def tell_due(db: Session, *, at: datetime) -> int:
    """Tell once, in month eleven, of each stamp that ends; returns of how many."""
    today = policy.today(at)
    # a day later than month arithmetic may say, so that no stamp is looked past
    since = today - REMINDS + relativedelta(days=3)
    candidates = db.scalars(
        select(Apk)
        .where(
            Apk.stamped_on.is_not(None),
            Apk.stamped_on <= since,
            Apk.replaced_by.is_(None),
            Apk.told_due_at.is_(None),
        )
        .with_for_update(skip_locked=True)
    ).all()
    due = [one for one in candidates if one.state(today) == "due"]
    for one in due:
        one.told_due_at = at
        record(db, ApkDue(apk_id=one.id, congregation_id=one.congregation_id), at=at)
    return len(due)


def _demand_sense(found: Apk, stamp: str, wanted: Wanted, deciding: Deciding) -> None:
    if stamp == "continue" and not wanted.nothing:
        raise Invalid("All stays as it is, or something is adjusted.", {"stamp": "Not both."})
    if deciding.held_on < found.held_on:
        raise Invalid("First the check-up, then its stamp.", {"held_on": "Before the check-up."})


def _write(db: Session, apk: Apk, values: Mapping[str, object], *, at: datetime) -> None:
    for name, value in values.items():
        setattr(apk, name, value)
    if apk.held_on > policy.today(at):
        raise Invalid("It has been held already.", {"held_on": "Not after today."})
    if apk.workshop_id is None:
        return
    workshop = db.get(Workshop, apk.workshop_id)
    if workshop is None or workshop.congregation_id != apk.congregation_id:
        fault = "Not a workshop of this congregation."
        raise Invalid("There is no such workshop here.", {"workshop_id": fault})
    apk.session_id = workshop.session_id
