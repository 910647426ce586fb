"""Planning a course run in one act: a proposal first, then all its evenings or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from sqlalchemy.orm import Session

from services.scheduling.actions import claims
from services.scheduling.actions.recording import Step, invite, people_of, tell_planned
from services.scheduling.actions.sessions import draft, invited
from services.scheduling.actions.wishes import RunWish, gap_sentence, put_time, refuse_unknown_zone
from services.scheduling.model import PlannedSession, Run
from services.scheduling.planner import Evening, Plan, Rhythm, Skip, plan_evenings
from services.scheduling.queries import people
from services.scheduling.queries.views import SessionView, view_of
from services.scheduling.walltime import ClockGap
from shared.actor import Actor
from shared.contracts.scheduling import RunPlanned
from shared.errors import Invalid
from shared.events.outbox import record


@dataclass(frozen=True, slots=True)
class Busy:
    """A person who is taken on some of the evenings."""

    person_id: UUID
    starts: list[datetime]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A planned run: `run_id` is None as long as it is only proposed."""

    run_id: UUID | None
    sessions: list[SessionView]
    skipped: Sequence[Skip]
    warnings: Sequence[Skip]
    busy: list[Busy]


def propose(db: Session, actor: Actor, wish: RunWish, *, at: datetime) -> Proposal:
    """Lay the evenings around the calendar and say who is taken; nothing is kept."""
    people.must_guide(db, actor, wish.congregation_id)
    roles = invited(db, wish.congregation_id, wish.participants)
    laid = _laid(wish, at=at)
    evenings = _sessions(actor, wish, laid, host="proposal", at=at)
    for evening in evenings:
        invite(evening, roles)
    taken = claims.busy(db, evenings, list(roles))
    busy = [
        Busy(person, [session.local_start for session in sessions])
        for person, sessions in taken.items()
    ]
    views = [view_of(evening, actor, at) for evening in evenings]
    return Proposal(None, views, laid.skipped, laid.warnings, busy)


def plan(db: Session, actor: Actor, wish: RunWish, *, host: str, at: datetime) -> Proposal:
    """Plan all evenings at once; one letter (RunPlanned) will name them all."""
    people.must_guide(db, actor, wish.congregation_id)
    roles = invited(db, wish.congregation_id, wish.participants)
    laid = _laid(wish, at=at)
    run = Run(
        congregation_id=wish.congregation_id,
        journey_id=wish.journey_id,
        format=wish.format,
        created_by=actor.id,
        created_at=at,
    )
    db.add(run)
    db.flush()
    evenings = _sessions(actor, wish, laid, host=host, at=at)
    for evening in evenings:
        evening.run_id = run.id
        invite(evening, roles)
    _keep(db, actor, evenings, at=at)
    everybody = tuple(sorted(roles))
    told = RunPlanned(run_id=run.id, congregation_id=run.congregation_id, participants=everybody)
    record(db, told, at=at)
    views = [view_of(evening, actor, at) for evening in evenings]
    return Proposal(run.id, views, laid.skipped, laid.warnings, [])


def _keep(db: Session, actor: Actor, evenings: Sequence[PlannedSession], *, at: datetime) -> None:
    db.add_all(evenings)
    db.flush()
    claims.lay(db, evenings, people_of(evenings[0]))
    for evening in evenings:
        Step("planned", evening, is_new=True).note(db, actor, at=at)
        tell_planned(db, evening, announced=False, at=at)


def _laid(wish: RunWish, *, at: datetime) -> Plan:
    rhythm = Rhythm(
        start=wish.time,
        zone=wish.zone,
        region=wish.school_region,
        format=wish.format,
        weekday=wish.weekday,
        every_days=wish.every_days,
        during_school_holidays=wish.during_school_holidays,
    )
    refuse_unknown_zone(wish.zone)
    try:
        laid = plan_evenings(wish.first, wish.count, rhythm=rhythm, skip=wish.skip)
    except ClockGap as gap:
        raise Invalid("The clock skips that time.", {"time": gap_sentence(gap)}) from gap
    except ValueError as fault:
        raise Invalid(f"No such run is possible: {fault}.", {"format": f"{fault}."}) from fault
    if laid.evenings[0].start_utc < at:
        raise Invalid("That time is past.", {"first": "The first evening is past already."})
    return laid


def _sessions(
    actor: Actor, wish: RunWish, laid: Plan, *, host: str, at: datetime
) -> list[PlannedSession]:
    made = [_session(actor, wish, evening, host=host, at=at) for evening in laid.evenings]
    for earlier, later in pairwise(made):
        if later.start_utc < earlier.end_utc:
            raise Invalid("The sessions overlap.", {"minutes": "Too long for this format."})
    return made


def _session(
    actor: Actor, wish: RunWish, evening: Evening, *, host: str, at: datetime
) -> PlannedSession:
    session = draft(actor, wish, host=host, at=at)
    session.number, session.number_of = evening.number, wish.count
    if evening.number <= len(wish.step_ids):
        session.step_id = wish.step_ids[evening.number - 1]
    put_time(session, evening.at, wish.minutes, at=at)
    return session
