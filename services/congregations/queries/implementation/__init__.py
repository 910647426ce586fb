"""Check-ins, roles and the home team: what people look up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from services.congregations import hometeam, policy
from services.congregations.model import (
    ActiveAgreement,
    CheckIn,
    Congregation,
    Duty,
    HomeTeam,
    Journey,
    Launch,
    MissionRole,
    Rhythm,
    Track,
)
from services.congregations.model.implementation import WEEKS
from services.congregations.policy import Standing
from services.congregations.queries import profiles
from services.congregations.queries.implementation.burnup import Burnup, burnup
from shared.actor import Actor
from shared.errors import NotFound

GOING_ON = ("running", "reopened")
OVER = ("skipped", "deferred", "stopped", "accepted")
VACANT = timedelta(days=60)
LOG = 60  # check-ins shown: some five years of them


@dataclass(frozen=True, kw_only=True)
class Beat:
    """From which day and how often a congregation on its way is asked."""

    congregation_id: UUID
    journey_id: UUID
    first: date
    weeks: int = WEEKS
    paused: bool = False

    def next_on(self, last: date | None) -> date:
        """Return the day on which to ask again, after the last time or the beginning."""
        return (last or self.first) + timedelta(weeks=self.weeks)


@dataclass(frozen=True, kw_only=True)
class Pulse:
    """How often a congregation is asked, from which day, and when next; None while it is not."""

    weeks: int
    paused: bool
    first: date | None = None
    next_on: date | None = None


@dataclass(frozen=True)
class TeamSeen:
    """A home team as one reader sees it: what was agreed for hard times only where he may."""

    team: HomeTeam
    trusted: bool

    @property
    def warnings(self) -> list[str]:
        """Return what is worth another look."""
        safe = bool(self.team.calamity_protocol)
        return hometeam.warnings(self.team.size, self.team.filled, safe=safe)


@dataclass(frozen=True)
class Alone:
    """One check-in and the congregation that it is about."""

    check_in: CheckIn
    congregation: Congregation


@dataclass(frozen=True, kw_only=True)
class Carrying:
    """All that the page about the implementation of one congregation shows."""

    standing: Standing
    congregation: Congregation
    journey: Journey | None
    rhythm: Pulse
    today: date
    check_ins: list[CheckIn]
    actions: Burnup | None
    roles: list[MissionRole]
    teams: list[TeamSeen]


def carrying(db: Session, actor: Actor, congregation_id: UUID, *, at: datetime) -> Carrying:
    """Return a congregation's check-ins, roles and home teams."""
    mine = profiles.standing(db, actor, congregation_id)
    mine.demand(any_of=policy.ALL)
    (beat,) = beats(db, congregation_id) or (None,)
    asked = check_ins(db, congregation_id, both_sides=mine.guides)
    # of this journey alone: an earlier one had a rhythm of its own
    mine_now = [one.due_on for one in asked if beat and one.about_id == beat.journey_id]
    last = max(mine_now, default=None)
    journey = profiles.latest_journeys(db, [congregation_id]).get(congregation_id)
    return Carrying(
        standing=mine,
        congregation=profiles.congregation(db, congregation_id),
        journey=journey,
        rhythm=_pulse(beat, db.get(Rhythm, congregation_id), last),
        today=policy.today(at),
        check_ins=asked,
        actions=burnup(db, journey.id, today=policy.today(at)) if journey else None,
        roles=roles(db, congregation_id),
        teams=[trusted_view(team, mine) for team in teams(db, congregation_id)],
    )


def beats(db: Session, congregation_id: UUID | None = None) -> list[Beat]:
    """Return who is to be asked how it goes: launched, or carrying out; one congregation or all."""
    implementation = and_(
        Track.journey_id == Journey.id,
        Track.kind == "implementation",
        Track.dropped_at.is_(None),
    )
    statement = (
        select(Journey.congregation_id, Journey.id, Launch.held_on, Track, Rhythm)
        .outerjoin(Launch, and_(Launch.journey_id == Journey.id, Launch.withdrawn_at.is_(None)))
        .outerjoin(Track, implementation)
        .outerjoin(Rhythm, Rhythm.congregation_id == Journey.congregation_id)
        .where(Journey.state == "open")
        .where(or_(Launch.id.is_not(None), Track.state.in_(GOING_ON)))
        .where(or_(Track.id.is_(None), Track.state.not_in(OVER)))
        .order_by(Journey.congregation_id)
    )
    if congregation_id:
        statement = statement.where(Journey.congregation_id == congregation_id)
    found: dict[UUID, Beat] = {}
    for church_id, journey_id, held_on, track, rhythm in db.execute(statement):
        found[church_id] = Beat(
            congregation_id=church_id,
            journey_id=journey_id,
            first=held_on or policy.today(track.since),
            weeks=rhythm.weeks if rhythm else WEEKS,
            paused=bool(rhythm and rhythm.paused),
        )
    return list(found.values())


def last_asked(db: Session, about: Sequence[UUID]) -> dict[UUID, date]:
    """Return the day on which each of these journeys and agreements was last asked about."""
    statement = (
        select(CheckIn.about_id, func.max(CheckIn.due_on))
        .where(CheckIn.about_id.in_(about))
        .group_by(CheckIn.about_id)
    )
    return {row[0]: row[1] for row in db.execute(statement)}


def agreements(db: Session, congregations: Sequence[UUID]) -> list[ActiveAgreement]:
    """Return the agreements that hold now."""
    statement = select(ActiveAgreement).where(ActiveAgreement.congregation_id.in_(congregations))
    return list(db.scalars(statement.order_by(ActiveAgreement.since)))


def check_ins(db: Session, congregation_id: UUID, *, both_sides: bool) -> list[CheckIn]:
    """Return what was asked and answered, the latest first; agencies' only for coaches."""
    statement = select(CheckIn).where(CheckIn.congregation_id == congregation_id)
    if not both_sides:
        statement = statement.where(CheckIn.side == "congregation")
    return list(db.scalars(statement.order_by(CheckIn.due_on.desc(), CheckIn.id).limit(LOG)))


def check_in(db: Session, actor: Actor, check_in_id: UUID) -> CheckIn:
    """Return a check-in to the side that is asked, to the coaches, or to whom a link was mailed."""
    found = db.get(CheckIn, check_in_id)
    if found is None:
        raise NotFound
    if actor.kind == "link":
        side = found.agency_id or found.congregation_id
        known = side in {held.organisation_id for held in actor.memberships}
        if not known or f"check-in:{found.id}" not in actor.scopes:
            raise NotFound
        return found
    if found.agency_id and actor.kind == "person" and actor.has("agency_staff", found.agency_id):
        return found
    mine = profiles.standing(db, actor, found.congregation_id)
    mine.demand_hidden("guides") if found.agency_id else mine.demand(any_of=policy.ALL)
    return found


def alone(db: Session, actor: Actor, check_in_id: UUID) -> Alone:
    """Return a check-in, as `check_in` does, with the congregation that it is about."""
    found = check_in(db, actor, check_in_id)
    return Alone(found, profiles.congregation(db, found.congregation_id))


def roles(db: Session, congregation_id: UUID) -> list[MissionRole]:
    """Return the tasks in a congregation's mission work, vacant ones first."""
    statement = (
        select(MissionRole)
        .where(MissionRole.congregation_id == congregation_id, MissionRole.dropped_at.is_(None))
        .options(selectinload(MissionRole.handovers))
    )
    found = db.scalars(statement.order_by(MissionRole.id)).all()
    return sorted(found, key=lambda role: (role.vacant_since is None, role.title.casefold()))


def role(db: Session, actor: Actor, role_id: UUID) -> MissionRole:
    """Return a role to work on; its congregation is locked until the transaction ends."""
    found = db.get(MissionRole, role_id)
    if found is None:
        raise NotFound
    profiles.standing(db, actor, found.congregation_id).demand(any_of=policy.ALL)
    profiles.congregation(db, found.congregation_id, lock=True)
    db.refresh(found)
    if found.dropped_at is not None:
        raise NotFound
    return found


def teams(db: Session, congregation_id: UUID) -> list[HomeTeam]:
    """Return a congregation's home teams, the first founded first."""
    statement = select(HomeTeam).where(HomeTeam.congregation_id == congregation_id)
    whole = (selectinload(HomeTeam.duties), selectinload(HomeTeam.decision))
    return list(db.scalars(statement.order_by(HomeTeam.id).options(*whole)))


def team(db: Session, actor: Actor, team_id: UUID) -> tuple[HomeTeam, Standing]:
    """Return a home team to work on, and what the asker is to it; its congregation is locked."""
    return profiles.held(db, actor, HomeTeam, team_id)


def duty(db: Session, actor: Actor, duty_id: UUID) -> tuple[Duty, Standing]:
    """Return a home team's duty to work on, as `team` does."""
    found = db.get(Duty, duty_id)
    if found is None:
        raise NotFound
    _, mine = team(db, actor, found.team_id)
    db.refresh(found)
    return found, mine


def trusted_view(team: HomeTeam, mine: Standing) -> TeamSeen:
    """Return a home team as somebody of this standing sees it."""
    return TeamSeen(team, bool(mine.relations & policy.WALKING))


def _pulse(beat: Beat | None, chosen: Rhythm | None, last: date | None) -> Pulse:
    weeks, paused = (chosen.weeks, chosen.paused) if chosen else (WEEKS, False)
    if beat is None:
        return Pulse(weeks=weeks, paused=paused)
    next_on = None if paused else beat.next_on(last)
    return Pulse(weeks=weeks, paused=paused, first=beat.first, next_on=next_on)
