"""The courses of one congregation, those nearby that are open to it, and what agencies may know."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, selectinload

from services.congregations import policy
from services.congregations.completion import Share, band_of_places, shares
from services.congregations.model import (
    Congregation,
    CourseRun,
    EarlierParticipants,
    Enrolment,
)
from services.congregations.policy import Standing
from services.congregations.queries import profiles
from services.congregations.queries.courses import finding, seen
from services.congregations.queries.courses.finding import PlannedRun, unused_evenings
from shared.actor import Actor
from shared.errors import NotFound

MOST = 200


@dataclass(frozen=True, kw_only=True)
class ListedRun:
    """A run in a list; the counts are those of all for its host, else of the own people."""

    run: CourseRun
    host: Congregation
    days: list[date]
    enrolled: int
    waiting: int
    free: int

    @property
    def free_places(self) -> str:
        """Return the free places as others may know them."""
        return band_of_places(self.free)


@dataclass(frozen=True, kw_only=True)
class Overview:
    """All that a congregation's page of courses shows."""

    standing: Standing
    congregation: Congregation
    names_in_courses: bool
    hosted: list[ListedRun]
    elsewhere: list[ListedRun]
    planned: list[PlannedRun]
    earlier: list[EarlierParticipants]
    completed: dict[int, int]
    shares: Sequence[Share] = field(default_factory=list)


def overview(db: Session, actor: Actor, congregation_id: UUID) -> Overview:
    """Return a congregation's courses and what share of its members did one."""
    mine = profiles.standing(db, actor, congregation_id)
    mine.demand(any_of=policy.ALL)
    congregation = profiles.congregation(db, congregation_id)
    runs = _runs_of(db, congregation_id)
    before = list(
        db.scalars(
            select(EarlierParticipants)
            .where(EarlierParticipants.congregation_id == congregation_id)
            .order_by(EarlierParticipants.year)
        )
    )
    done = seen.completed_by_year(db, congregation_id)
    people = Counter(done) + Counter({one.year: one.people for one in before})
    return Overview(
        standing=mine,
        congregation=congregation,
        names_in_courses=finding.keeps_names(db, congregation_id),
        hosted=[one for one in runs if one.host.id == congregation_id],
        elsewhere=[one for one in runs if one.host.id != congregation_id],
        planned=unused_evenings(db, congregation_id),
        earlier=before,
        completed=done,
        shares=shares(people, congregation.size_band),
    )


def open_to_congregation(
    db: Session, actor: Actor, congregation_id: UUID, *, at: datetime
) -> list[ListedRun]:
    """Return the runs of other congregations for which this one's people may enrol."""
    profiles.standing(db, actor, congregation_id).demand(any_of=policy.ALL)
    own = profiles.congregation(db, congregation_id)
    found = _open_runs(db, at=at)
    return [one for one in found if finding.is_offered(one.run, one.host, own) if one.host != own]


def open_to_agency(db: Session, actor: Actor, *, at: datetime) -> list[ListedRun]:
    """Return the open runs for an agency's staff, who may know when and where about."""
    if not actor.organisations(("agency_staff",)):
        raise NotFound
    return _open_runs(db, at=at)


def _open_runs(db: Session, *, at: datetime) -> list[ListedRun]:
    statement = (
        select(CourseRun)
        .where(CourseRun.state == "open", CourseRun.open_to != "own")
        .order_by(CourseRun.id.desc())
        .limit(MOST)
    )
    listed = _listed(db, statement, None)
    coming = [one for one in listed if not one.days or one.days[-1] >= policy.today(at)]
    return sorted(coming, key=lambda one: (one.days or [date.max])[0])


def _runs_of(db: Session, congregation_id: UUID) -> list[ListedRun]:
    own_people = CourseRun.enrolments.any(Enrolment.congregation_id == congregation_id)
    statement = (
        select(CourseRun)
        .where(or_(CourseRun.congregation_id == congregation_id, own_people))
        .order_by(CourseRun.id.desc())
        .limit(MOST)
    )
    return _listed(db, statement, congregation_id)


def _listed(db: Session, statement: Select[CourseRun], reader_id: UUID | None) -> list[ListedRun]:
    runs = list(db.scalars(statement.options(selectinload(CourseRun.lessons))))
    days = finding.days_of(db, runs)
    hosts = {
        one.id: one
        for one in db.scalars(
            select(Congregation).where(Congregation.id.in_({run.congregation_id for run in runs}))
        )
    }
    counted = _counts(db, [run.id for run in runs])
    listed = []
    for run in runs:
        mine = None if run.congregation_id == reader_id or reader_id is None else reader_id
        taken = _sum(counted, run.id, "enrolled", None)
        listed.append(
            ListedRun(
                run=run,
                host=hosts[run.congregation_id],
                days=sorted(days[run.id].values()),
                enrolled=_sum(counted, run.id, "enrolled", mine),
                waiting=_sum(counted, run.id, "waitlisted", mine),
                free=max(0, run.capacity - taken),
            )
        )
    return listed


Counts = dict[tuple[UUID, UUID, str], int]


def _sum(counted: Counts, run_id: UUID, state: str, congregation_id: UUID | None) -> int:
    return sum(
        number
        for (run, whose, its_state), number in counted.items()
        if run == run_id and its_state == state and congregation_id in (None, whose)
    )


def _counts(db: Session, run_ids: Sequence[UUID]) -> Counts:
    rows = db.execute(
        select(Enrolment.run_id, Enrolment.congregation_id, Enrolment.state, func.count())
        .where(Enrolment.run_id.in_(run_ids))
        .group_by(Enrolment.run_id, Enrolment.congregation_id, Enrolment.state)
    )
    return {(run, whose, state): number for run, whose, state, number in rows}
