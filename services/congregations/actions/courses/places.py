"""Places in a course: asked for, given in order, given back; and whether names are written."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.completion import LATEST_START
from services.congregations.model import (
    Congregation,
    CourseNames,
    CourseRun,
    EarlierParticipants,
    Enrolment,
)
from services.congregations.queries import profiles
from services.congregations.queries.courses import finding
from shared.actor import Actor
from shared.contracts.congregations.courses import EnrolmentsChanged
from shared.errors import Conflict, Invalid, NotFound
from shared.events.outbox import record

MOST = 400  # people on the lists of one run


def enrol(
    db: Session,
    actor: Actor,
    congregation_id: UUID,
    run_id: UUID,
    people: Sequence[str | None],
    *,
    at: datetime,
) -> list[Enrolment]:
    """Enrol people of a congregation, one per name or None; who finds no place waits for one."""
    profiles.standing(db, actor, congregation_id).demand(any_of=policy.ALL)
    run = finding.locked_with(db, run_id, congregation_id)
    _demand_open(db, run, congregation_id)
    if any(people) and not finding.keeps_names(db, congregation_id):
        raise Invalid(
            "Your congregation keeps no names of participants.",
            {"names": "Give a number, or let a leader choose for names first."},
        )
    if len(run.enrolments) + len(people) > MOST:
        raise Conflict("At most 400 people stand on the lists of one course.")
    made = [_added(actor, run, congregation_id, name, at=at) for name in people]
    db.flush()
    _give_places(db, run)
    _tell(db, run, at=at)
    return made


def withdraw(db: Session, actor: Actor, enrolment_id: UUID, *, at: datetime) -> Enrolment:
    """Give a place back; the first of those who wait gets it."""
    found = finding.enrolment(db, actor, enrolment_id)
    run = finding.locked_with(db, found.run_id, found.congregation_id)
    db.refresh(found)
    if found.state == "withdrawn":
        raise Conflict("This place was given back already.")
    if run.state not in ("draft", "open", "running"):
        raise Conflict("This course is over; its lists stay as they are.")
    found.state, found.withdrawn_at = "withdrawn", at
    found.name = None
    db.flush()
    _give_places(db, run)
    _tell(db, run, at=at)
    return found


def settle(db: Session, run: CourseRun, *, at: datetime) -> None:
    """Give the free places to those who wait, in the order in which they asked."""
    before = _counts(run)
    _give_places(db, run)
    if before != _counts(run):
        _tell(db, run, at=at)


def gives_places(run: CourseRun) -> bool:
    """Tell whether somebody may still begin: while the run is open, or only just under way."""
    held = sum(lesson.marked_at is not None for lesson in run.lessons)
    return run.state == "open" or (run.state == "running" and held < LATEST_START)


def choose_names(
    db: Session, actor: Actor, congregation_id: UUID, *, names: bool, at: datetime
) -> Congregation:
    """Choose, as a leader, whether names are written; without the choice they are erased."""
    profiles.standing(db, actor, congregation_id).demand(any_of={"leads"})
    found = profiles.congregation(db, congregation_id, lock=True)
    chosen = db.get(CourseNames, congregation_id)
    if names and chosen is None:
        db.add(CourseNames(congregation_id=congregation_id, by=actor.id, at=at))
    if not names:
        db.execute(delete(CourseNames).where(CourseNames.congregation_id == congregation_id))
        db.execute(
            update(Enrolment).where(Enrolment.congregation_id == congregation_id).values(name=None)
        )
    return found


def note_earlier(
    db: Session, actor: Actor, congregation_id: UUID, year: int, *, people: int, at: datetime
) -> None:
    """Note how many did the course in a year, before or elsewhere; none takes the note back."""
    profiles.standing(db, actor, congregation_id).demand(any_of=policy.ALL)
    profiles.congregation(db, congregation_id, lock=True)
    if not 1990 <= year <= policy.today(at).year:
        raise Invalid("That year cannot be.", {"year": "A year from 1990 until now."})
    found = db.scalars(
        select(EarlierParticipants).where(
            EarlierParticipants.congregation_id == congregation_id,
            EarlierParticipants.year == year,
        )
    ).one_or_none()
    if not people:
        if found is not None:
            db.delete(found)
        return
    if found is None:
        found = EarlierParticipants(congregation_id=congregation_id, year=year)
        db.add(found)
    found.people, found.by, found.at = people, actor.id, at


def _give_places(db: Session, run: CourseRun) -> None:
    if not gives_places(run):
        return
    for one in run.enrolments:
        if one.state == "applied":
            one.state = "waitlisted"
    free = run.capacity - sum(one.state == "enrolled" for one in run.enrolments)
    waiting = [one for one in run.enrolments if one.state == "waitlisted"]
    for one in sorted(waiting, key=lambda one: one.turn)[: max(0, free)]:
        one.state = "enrolled"
    db.flush()


def _demand_open(db: Session, run: CourseRun, congregation_id: UUID) -> None:
    if run.congregation_id != congregation_id:
        host = profiles.congregation(db, run.congregation_id)
        takes_part = any(one.congregation_id == congregation_id for one in run.enrolments)
        offered = finding.is_offered(run, host, profiles.congregation(db, congregation_id))
        if not offered and not takes_part:
            raise NotFound
        if not offered:
            raise Conflict("This course takes no people of other congregations now.")
    elif run.state == "draft":
        return
    if not gives_places(run):
        raise Conflict("Nobody can begin with this course any more.")


def _added(
    actor: Actor, run: CourseRun, congregation_id: UUID, name: str | None, *, at: datetime
) -> Enrolment:
    one = Enrolment(
        congregation_id=congregation_id,
        number=_free_number(run),
        turn=max((other.turn for other in run.enrolments), default=0) + 1,
        name=name,
        state="applied" if run.state == "draft" else "waitlisted",
        by=actor.id,
        at=at,
    )
    run.enrolments.append(one)
    return one


def _free_number(run: CourseRun) -> int:
    # drawn, not counted: numbers in a row would tell who came together
    taken = {one.number for one in run.enrolments}
    most = 99 if len(taken) < 60 else 999
    return secrets.choice([number for number in range(1, most + 1) if number not in taken])


def _counts(run: CourseRun) -> tuple[int, int]:
    states = [one.state for one in run.enrolments]
    return states.count("enrolled"), states.count("waitlisted")


def _tell(db: Session, run: CourseRun, *, at: datetime) -> None:
    enrolled, waiting = _counts(run)
    changed = EnrolmentsChanged(
        run_id=run.id, congregation_id=run.congregation_id, enrolled=enrolled, waiting=waiting
    )
    record(db, changed, at=at)
