"""The home team: founded with the usual duties, approved by the congregation, then at work."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.congregations import hometeam, policy
from services.congregations.actions.decisions import Deciding, record_decision
from services.congregations.model import Duty, HomeTeam
from services.congregations.model.implementation import TEAM_FOLLOWS
from services.congregations.queries import implementation as queries
from services.congregations.queries import profiles
from services.congregations.queries.implementation import TeamSeen
from shared.actor import Actor
from shared.errors import Conflict, Forbidden, Invalid

MOST, MOST_DUTIES = 10, 60
TRUSTED = ("leave_plan", "calamity_protocol")


def found_team(
    db: Session, actor: Actor, congregation_id: UUID, title: str, *, at: datetime
) -> TeamSeen:
    """Begin a home team, with the duties that its seats usually have."""
    mine = profiles.standing(db, actor, congregation_id)
    mine.demand(any_of=policy.ALL)
    profiles.congregation(db, congregation_id, lock=True)
    there = select(func.count()).where(HomeTeam.congregation_id == congregation_id)
    if (db.scalar(there) or 0) >= MOST:
        raise Conflict(f"A congregation has at most {MOST} home teams.")
    team = HomeTeam(
        congregation_id=congregation_id,
        title=title,
        state="forming",
        since=at,
        filled=[],
        leave_plan="",
        calamity_protocol="",
        founded_by=actor.id,
        duties=[
            Duty(seat=one.seat, every=one.every, title_nl=one.title_nl, title_en=one.title_en)
            for one in hometeam.usual_duties()
        ],
    )
    db.add(team)
    db.flush()
    return queries.trusted_view(team, mine)


def revise_team(db: Session, actor: Actor, team_id: UUID, values: Mapping[str, object]) -> TeamSeen:
    """Say how large it is, which seats are filled, and what was agreed for leave and calamity."""
    team, mine = queries.team(db, actor, team_id)
    seen = queries.trusted_view(team, mine)
    if not seen.trusted and any(name in values for name in TRUSTED):
        raise Forbidden("Leaders and the coach keep these agreements.")
    _demand_at_work(team)
    for name, value in values.items():
        setattr(team, name, value)
    db.flush()
    return seen


def move_team(
    db: Session,
    actor: Actor,
    team_id: UUID,
    to: str,
    *,
    deciding: Deciding | None = None,
    at: datetime,
) -> TeamSeen:
    """Bring a team into its next state; the congregation's body approves it by a decision."""
    team, mine = queries.team(db, actor, team_id)
    mine.demand(any_of=policy.WALKING)
    if to not in TEAM_FOLLOWS[team.state]:
        raise Conflict("A home team is approved first, then at work, then wound up.")
    if to == "approved" and deciding is None:
        raise Invalid("Say who approved it.", {"text": "Write down the decision."})
    if deciding is not None:
        decision = record_decision(db, actor, team.congregation_id, deciding, at=at)
        team.decision_id = decision.id
    team.state, team.since = to, at
    db.flush()
    return queries.trusted_view(team, mine)


def add_duty(db: Session, actor: Actor, team_id: UUID, values: Mapping[str, object]) -> TeamSeen:
    """Add something that a seat does (`seat`, `title`, `every`, `next_on`)."""
    team, mine = queries.team(db, actor, team_id)
    _demand_at_work(team)
    if len(team.duties) >= MOST_DUTIES:
        raise Conflict(f"A home team has at most {MOST_DUTIES} duties.")
    title = values["title"]
    rest = {name: value for name, value in values.items() if name != "title"}
    team.duties.append(Duty(title_nl=title, title_en=title, **rest))
    db.flush()
    return queries.trusted_view(team, mine)


def do_duty(db: Session, actor: Actor, duty_id: UUID, *, on: date | None, at: datetime) -> TeamSeen:
    """Note that a duty was done, today or on a day before; it comes again by its rhythm."""
    duty, mine = queries.duty(db, actor, duty_id)
    day = on or policy.today(at)
    if day > policy.today(at):
        raise Invalid("That day is still to come.", {"on": "Not after today."})
    if duty.done_on and day < duty.done_on:
        raise Conflict("It was done later than that already.")
    duty.done_on, duty.next_on = day, hometeam.next_time(duty.every, day)
    db.flush()
    return queries.trusted_view(duty.team, mine)


def drop_duty(db: Session, actor: Actor, duty_id: UUID) -> None:
    """Strike a duty that this team does not have."""
    duty, _mine = queries.duty(db, actor, duty_id)
    db.delete(duty)


def _demand_at_work(team: HomeTeam) -> None:
    if team.state == "wound_up":
        raise Conflict("This home team was wound up.")
