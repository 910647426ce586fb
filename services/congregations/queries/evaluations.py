"""Evaluations after six and twelve months, and the stamp of the APK: what people look up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.congregations import policy
from services.congregations.model import (
    Adjustment,
    Apk,
    Congregation,
    Evaluation,
    Goal,
    Journey,
    PlannedSession,
    Round,
    Track,
    Verdict,
    Workshop,
)
from services.congregations.policy import Standing
from services.congregations.portfolio import Focus
from services.congregations.queries import discovery, profiles, strategies
from services.congregations.queries.discovery.rounds import outcome_of
from services.congregations.queries.telling import JourneyLetter, Subject
from shared.actor import Actor
from shared.errors import NotFound

ORDER = ("t0", "m6", "m12", "apk", "other")
WORDS = {
    "m6": ("Evaluatie na zes maanden", "Evaluation after six months"),
    "m12": ("Evaluatie na twaalf maanden", "Evaluation after twelve months"),
    "other": ("Tussentijdse evaluatie", "Evaluation in between"),
}


@dataclass(frozen=True)
class SlopeMoment:
    """A round that gave figures; one with other questions is not compared."""

    round_id: UUID
    moment: str
    closed_on: date
    answers: int | None
    comparable: bool


@dataclass(frozen=True)
class SlopeArea:
    """An area, and its median at each moment; None is what is not known or not comparable."""

    code: str
    title_nl: str
    title_en: str
    medians: list[float | None]


@dataclass(frozen=True, kw_only=True)
class Slope:
    """How each area came from the beginning until now."""

    moments: list[SlopeMoment]
    areas: list[SlopeArea]


@dataclass(frozen=True)
class Judged:
    """An evaluation with the goals that it judges."""

    evaluation: Evaluation
    goals: list[Goal]

    @property
    def verdicts(self) -> dict[UUID, Verdict]:
        """Return the verdict on each goal that has one."""
        return {one.goal_id: one for one in self.evaluation.verdicts}

    @property
    def unjudged(self) -> int:
        """Return how many goals have no verdict yet."""
        return sum(goal.id not in self.verdicts for goal in self.goals)


@dataclass(frozen=True)
class ApkSeen:
    """An APK, and its state on the day somebody looks."""

    apk: Apk
    state: str


@dataclass(frozen=True, kw_only=True)
class LookingBack:
    """All that the page about evaluations of one congregation shows."""

    standing: Standing
    congregation: Congregation
    journey: Journey | None
    today: date
    evaluations: list[Judged]
    slope: Slope
    focus_now: Focus
    focus_after: Focus
    apks: list[ApkSeen]
    next_apk: PlannedSession | None
    workshops: list[Workshop]
    done_tracks: list[Track]


def looking_back(db: Session, actor: Actor, congregation_id: UUID, *, at: datetime) -> LookingBack:
    """Return a congregation's evaluations of its newest journey, and its stamps."""
    mine = profiles.standing(db, actor, congregation_id)
    mine.demand(any_of=policy.ALL)
    journey = profiles.latest_journeys(db, [congregation_id]).get(congregation_id)
    today = policy.today(at)
    now, after = discovery.focus(db, congregation_id)
    return LookingBack(
        standing=mine,
        congregation=profiles.congregation(db, congregation_id),
        journey=journey,
        today=today,
        evaluations=_judged(db, journey) if journey else [],
        slope=slope(discovery.rounds(db, congregation_id), journey.id if journey else None),
        focus_now=now,
        focus_after=after,
        apks=[ApkSeen(one, one.state(today)) for one in apks(db, congregation_id)],
        next_apk=_next_apk(db, congregation_id, at),
        workshops=_check_ups(db, congregation_id),
        done_tracks=_done(db, journey) if journey else [],
    )


def slope(rounds: Sequence[Round], journey_id: UUID | None) -> Slope:
    """Return the medians per area of the beginning and of what was asked later.

    A round with other questions keeps its place and shows no figure: the line is broken there.
    """
    first = discovery.first_of(rounds, journey_id)
    if first is None:
        return Slope(moments=[], areas=[])
    shown = [first, *(one for one in rounds if _is_later(one, first, journey_id))]
    told = [outcome_of(one) for one in shown]
    same = [one.comparable and one.instrument == first.instrument for one in shown]
    moments = [_moment(one, comparable) for one, comparable in zip(told, same, strict=True)]
    by_moment = [
        {area.code: area.median for area in one.areas} if comparable else {}
        for one, comparable in zip(told, same, strict=True)
    ]
    areas = [
        SlopeArea(
            code=area.code,
            title_nl=area.title_nl,
            title_en=area.title_en,
            medians=[medians.get(area.code) for medians in by_moment],
        )
        for area in told[0].areas
    ]
    return Slope(moments=moments, areas=areas)


def _moment(told: discovery.RoundResults, comparable: bool) -> SlopeMoment:
    return SlopeMoment(
        round_id=told.round.id,
        moment=told.round.moment,
        closed_on=policy.today(told.round.closed_at or told.round.opened_at),
        answers=told.answers,
        comparable=comparable,
    )


def _is_later(one: Round, first: Round, journey_id: UUID | None) -> bool:
    mine = one.journey_id == journey_id and one.id != first.id and one.moment != "t0"
    return mine and discovery.has_figures(one)


def judged(db: Session, evaluation: Evaluation) -> Judged:
    """Return an evaluation with the goals it judges: of the version fixed, else the adopted one.

    One that was decided before there were goals judges none of those that came later.
    """
    strategy_id = evaluation.strategy_id
    if strategy_id is None and evaluation.state != "decided":
        strategy_id = strategies.adopted_id(db, evaluation.journey_id)
    return Judged(evaluation, strategies.goals_of(db, strategy_id) if strategy_id else [])


def evaluation(db: Session, actor: Actor, evaluation_id: UUID) -> tuple[Evaluation, Standing]:
    """Return an evaluation to work on, and what the asker is to it; its congregation is locked."""
    return profiles.held(db, actor, Evaluation, evaluation_id)


def apk(db: Session, actor: Actor, apk_id: UUID) -> tuple[Apk, Standing]:
    """Return an APK to work on, as `evaluation` does."""
    return profiles.held(db, actor, Apk, apk_id)


def apks(db: Session, congregation_id: UUID) -> list[Apk]:
    """Return a congregation's check-ups, the latest first."""
    statement = select(Apk).where(Apk.congregation_id == congregation_id)
    whole = (
        selectinload(Apk.decision),
        selectinload(Apk.adjustments).selectinload(Adjustment.track),
    )
    return list(db.scalars(statement.order_by(Apk.held_on.desc(), Apk.id.desc()).options(*whole)))


def standing_apk(db: Session, congregation_id: UUID) -> Apk | None:
    """Return the APK whose stamp holds, or ended last."""
    statement = select(Apk).where(
        Apk.congregation_id == congregation_id, Apk.stamp.is_not(None), Apk.replaced_by.is_(None)
    )
    return db.scalars(statement).first()


def evaluation_subject(db: Session, evaluation_id: UUID) -> Subject | None:
    """Return what a decision about an evaluation is about."""
    found = db.get(Evaluation, evaluation_id)
    if found is None:
        return None
    return Subject(found.congregation_id, found.journey_id, *WORDS[found.moment])


def apk_subject(db: Session, apk_id: UUID) -> Subject | None:
    """Return what a decision about an APK is about."""
    found = db.get(Apk, apk_id)
    return Subject(found.congregation_id, found.journey_id, "APK", "Check-up") if found else None


def apk_letter(db: Session, apk_id: UUID) -> JourneyLetter:
    """Return what the leaders are told when a stamp ends soon.

    Who renews or replaces it meanwhile overtakes the letter; that it ends does not.
    """
    found = db.get(Apk, apk_id)
    if found is None:
        raise NotFound
    coaches = profiles.congregation(db, found.congregation_id).coaches
    return JourneyLetter(
        state="replaced" if found.replaced_by else "due",
        congregation_id=found.congregation_id,
        path=f"/congregations/{found.congregation_id}/evaluation",
        coach_id=coaches[0] if coaches else None,
        until=found.valid_until,
    )


def _judged(db: Session, journey: Journey) -> list[Judged]:
    statement = select(Evaluation).where(Evaluation.journey_id == journey.id)
    whole = (
        selectinload(Evaluation.round),
        selectinload(Evaluation.decision),
        selectinload(Evaluation.verdicts),
        selectinload(Evaluation.adjustments).selectinload(Adjustment.track),
    )
    found = db.scalars(statement.options(*whole)).all()
    ordered = sorted(found, key=lambda one: (ORDER.index(one.moment), one.made_at))
    return [judged(db, one) for one in ordered]


def _next_apk(db: Session, congregation_id: UUID, at: datetime) -> PlannedSession | None:
    statement = select(PlannedSession).where(
        PlannedSession.congregation_id == congregation_id,
        PlannedSession.kind == "apk",
        PlannedSession.start >= at,
    )
    return db.scalars(statement.order_by(PlannedSession.start)).first()


def _check_ups(db: Session, congregation_id: UUID) -> list[Workshop]:
    statement = select(Workshop).where(
        Workshop.congregation_id == congregation_id, Workshop.kind == "apk"
    )
    return list(db.scalars(statement.order_by(Workshop.held_on.desc()).limit(10)))


def _done(db: Session, journey: Journey) -> list[Track]:
    statement = select(Track).where(
        Track.journey_id == journey.id, Track.dropped_at.is_(None), Track.state == "accepted"
    )
    return list(db.scalars(statement.order_by(Track.position)))
