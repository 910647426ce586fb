"""An evaluation: its round, a verdict on every goal, a conversation, and the body's decision."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.actions.decisions import Deciding, record_decision
from services.congregations.actions.discovery import rounds
from services.congregations.actions.evaluations.adjusting import Wanted, adjust
from services.congregations.model import Evaluation, Journey, PlannedSession, Verdict
from services.congregations.model.evaluations import MOMENT_OF
from services.congregations.queries import discovery, journeys, profiles
from services.congregations.queries import evaluations as queries
from services.congregations.queries.evaluations import Judged
from shared.actor import Actor
from shared.contracts.congregations.evaluations import EvaluationDecided
from shared.errors import Conflict, Invalid
from shared.events.outbox import record

MOST = 24  # of one journey; beyond that nobody sees where it stands


def follow_session(
    db: Session, session: PlannedSession, journey_id: UUID | None, *, at: datetime
) -> None:
    """Let an evaluation stand where its session stands in the calendar."""
    moment = MOMENT_OF.get(session.kind)
    if moment is None:
        return
    named = db.get(Journey, journey_id) if journey_id else None
    journey = named if journey_id else journeys.open_journey(db, session.congregation_id)
    # who plans a session names its journey, and scheduling cannot know whose that is
    if journey is None or journey.congregation_id != session.congregation_id:
        return
    profiles.congregation(db, journey.congregation_id, lock=True)
    found = _of_moment(db, journey.id, moment) or _made(journey, moment, None, at=at)
    found.session_id, found.due_on = session.session_id, policy.today(session.start)
    db.add(found)
    db.flush()


def lose_session(db: Session, session_id: UUID) -> None:
    """Let an evaluation whose session is cancelled stand without a date."""
    for found in db.scalars(select(Evaluation).where(Evaluation.session_id == session_id)):
        found.session_id = found.due_on = None


def plan_evaluation(
    db: Session, actor: Actor, congregation_id: UUID, *, moment: str, at: datetime
) -> Judged:
    """Begin an evaluation that the calendar does not know, such as one in between."""
    profiles.standing(db, actor, congregation_id).demand(any_of=policy.WALKING)
    profiles.congregation(db, congregation_id, lock=True)
    journey = journeys.open_journey(db, congregation_id)
    if journey is None:
        raise Conflict("An evaluation belongs to a journey, and none is open.")
    if moment != "other" and _of_moment(db, journey.id, moment):
        raise Conflict("This evaluation is there already.")
    there = select(func.count()).where(Evaluation.journey_id == journey.id)
    if (db.scalar(there) or 0) >= MOST:
        raise Conflict(f"A journey has at most {MOST} evaluations; go on with one that is there.")
    made = _made(journey, moment, actor.id, at=at)
    db.add(made)
    db.flush()
    return queries.judged(db, made)


def open_round(db: Session, actor: Actor, evaluation_id: UUID, *, at: datetime) -> Judged:
    """Ask the congregation again, with the questions of the beginning."""
    found, mine = queries.evaluation(db, actor, evaluation_id)
    mine.demand(any_of=policy.WALKING)
    if found.stage != "scheduled":
        raise Conflict("The round of this evaluation was opened already.")
    opened = rounds.open_round(db, actor, found.congregation_id, moment=found.moment, at=at)
    found.round, found.state, found.changed_at = opened, "round_open", at
    db.flush()
    return queries.judged(db, found)


def judge(
    db: Session,
    actor: Actor,
    evaluation_id: UUID,
    goal_id: UUID,
    *,
    verdict: str,
    lesson: str,
    at: datetime,
) -> Judged:
    """Say what became of a goal, by its result and not by how busy people were."""
    found, _mine = queries.evaluation(db, actor, evaluation_id)
    _demand_undecided(found)
    seen = queries.judged(db, found)
    if goal_id not in {goal.id for goal in seen.goals}:
        fault = "Not a goal of the strategy that is judged."
        raise Invalid("That goal is not judged here.", {"goal_id": fault})
    # from the first verdict on, these are the goals that are judged, whatever is adopted later
    found.strategy_id = seen.goals[0].strategy_id
    given = seen.verdicts.get(goal_id)
    if given is None:
        given = Verdict(goal_id=goal_id)
        found.verdicts.append(given)
    given.verdict, given.lesson, given.by, given.at = verdict, lesson, actor.id, at
    found.changed_at = at
    db.flush()
    return queries.judged(db, found)


def recommend(db: Session, actor: Actor, evaluation_id: UUID, text: str, *, at: datetime) -> Judged:
    """Write down what those who looked back recommend."""
    found, _mine = queries.evaluation(db, actor, evaluation_id)
    _demand_undecided(found)
    found.recommendations, found.changed_at = text, at
    return queries.judged(db, found)


def discuss(db: Session, actor: Actor, evaluation_id: UUID, *, at: datetime) -> Judged:
    """Note that the leaders talked it over, after the round or, without one, at once."""
    found, mine = queries.evaluation(db, actor, evaluation_id)
    mine.demand(any_of=policy.WALKING)
    if found.stage == "round_open":
        raise Conflict("Close the round first; its figures belong to the conversation.")
    if found.stage not in ("scheduled", "analysed"):
        raise Conflict("This was talked over already.")
    found.state, found.changed_at = "discussed", at
    return queries.judged(db, found)


def decide(
    db: Session,
    actor: Actor,
    evaluation_id: UUID,
    wanted: Wanted,
    *,
    deciding: Deciding,
    at: datetime,
) -> Judged:
    """Write down what the body decided, and let the adjustments follow from it."""
    found, mine = queries.evaluation(db, actor, evaluation_id)
    mine.demand(any_of=policy.WALKING)
    _demand_undecided(found)
    if found.state != "discussed":
        raise Conflict("Talk it over with the leaders first.")
    seen = queries.judged(db, found)
    if seen.unjudged:
        raise Conflict("Give every goal a verdict first.")
    decision = record_decision(db, actor, found.congregation_id, deciding, at=at)
    found.adjustments = adjust(db, actor, wanted, decision, journey_id=found.journey_id, at=at)
    found.state, found.decision, found.changed_at = "decided", decision, at
    found.focus_index = discovery.focus(db, found.congregation_id)[0].index
    db.flush()
    decided = EvaluationDecided(
        evaluation_id=found.id,
        journey_id=found.journey_id,
        congregation_id=found.congregation_id,
        moment=found.moment,
        strategy_id=next((one.strategy_id for one in found.adjustments if one.strategy_id), None),
    )
    record(db, decided, at=at)
    return queries.judged(db, found)


def _demand_undecided(found: Evaluation) -> None:
    if found.state == "decided":
        raise Conflict("This evaluation is decided; what was written stays as it is.")


def _of_moment(db: Session, journey_id: UUID, moment: str) -> Evaluation | None:
    return db.scalars(
        select(Evaluation).where(Evaluation.journey_id == journey_id, Evaluation.moment == moment)
    ).first()


def _made(journey: Journey, moment: str, by: UUID | None, *, at: datetime) -> Evaluation:
    return Evaluation(
        congregation_id=journey.congregation_id,
        journey_id=journey.id,
        moment=moment,
        state="scheduled",
        recommendations="",
        made_by=by,
        made_at=at,
        changed_at=at,
    )
