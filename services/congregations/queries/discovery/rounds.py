"""Rounds of questions: who answered in bands, and what a closed one gave."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, undefer

from services.congregations import policy, ratings
from services.congregations.instruments import Instrument, thaw
from services.congregations.model import RaterForm, RaterLink, RaterNote, Round
from services.congregations.policy import Relation
from services.congregations.queries import profiles
from services.congregations.ratings import Form, Group
from shared.actor import Actor
from shared.errors import Conflict, NotFound
from shared.reference.vocabulary import codes


@dataclass(frozen=True)
class AreaResult:
    """An area as all together see it; None is what may not be told.

    `by_group` holds a median for each group of the round, in their order.
    """

    code: str
    title_nl: str
    title_en: str
    median: float | None
    low: float | None
    high: float | None
    answers: int | None
    unknown: int | None
    by_group: tuple[float | None, ...]


@dataclass(frozen=True)
class RoundResults:
    """What a closed round gave; without figures (`answers` None) it has no areas."""

    round: Round
    answers: int | None
    groups: tuple[Group, ...]
    areas: tuple[AreaResult, ...]

    @property
    def has_figures(self) -> bool:
        """Tell whether enough people answered for figures."""
        return self.answers is not None


@dataclass(frozen=True)
class RolePart:
    """How many of a role were asked by link and how many answered; None is fewer than five."""

    role: str
    links: int
    answered: int | None


@dataclass(frozen=True)
class Participation:
    """Who took part so far, in numbers that give nobody away."""

    answered: int | None
    enough: bool
    roles: tuple[RolePart, ...]


def rounds(db: Session, congregation_id: UUID) -> list[Round]:
    """Return a congregation's rounds, the first one first, whoever asks."""
    statement = select(Round).where(Round.congregation_id == congregation_id)
    whole = statement.options(undefer(Round.questions), undefer(Round.outcome))
    return list(db.scalars(whole.order_by(Round.opened_at, Round.id)))


def results(db: Session, round_id: UUID) -> RoundResults:
    """Return what a closed round gave, whoever asks; `Conflict` while it is open."""
    found = of_id(db, round_id)
    if found.state != "closed" or found.outcome is None:
        raise Conflict("There is an outcome once the round is closed.")
    return outcome_of(found)


def outcome_of(found: Round) -> RoundResults:
    """Return the outcome of a round that is closed."""
    kept = found.outcome or {"answers": None, "groups": [], "areas": {}}
    areas = {area.code: area for area in thaw(found.questions).areas}
    return RoundResults(
        round=found,
        answers=kept["answers"],
        groups=tuple(Group(tuple(one["roles"]), one["size"]) for one in kept["groups"]),
        areas=tuple(
            AreaResult(
                code=code,
                title_nl=areas[code].title_nl,
                title_en=areas[code].title_en,
                **{**spread, "by_group": tuple(spread["by_group"])},
            )
            for code, spread in kept["areas"].items()
        ),
    )


def has_figures(found: Round) -> bool:
    """Tell whether a round is closed and gave figures."""
    return found.outcome is not None and found.outcome["answers"] is not None


def first_of(earlier: Sequence[Round], journey_id: UUID | None) -> Round | None:
    """Return the beginning with which later rounds compare: of this journey, else the last one."""
    begun = [one for one in earlier if one.moment == "t0" and has_figures(one)]
    mine = [one for one in begun if one.journey_id == journey_id]
    return mine[-1] if mine else begun[-1] if begun else None


def round_of(db: Session, actor: Actor, round_id: UUID) -> Round:
    """Return a round to those who may read its congregation."""
    found = of_id(db, round_id)
    profiles.standing(db, actor, found.congregation_id).demand(any_of=policy.ALL)
    return found


def round_to_change(
    db: Session, actor: Actor, round_id: UUID, *, any_of: Collection[Relation]
) -> Round:
    """Return a round to work on; its congregation and itself are locked until the end."""
    found = of_id(db, round_id)
    profiles.standing(db, actor, found.congregation_id).demand(any_of=any_of)
    profiles.congregation(db, found.congregation_id, lock=True)
    return locked(db, round_id)


def locked(db: Session, round_id: UUID) -> Round:
    """Return a round that nobody closes or answers until the transaction ends."""
    whole = (undefer(Round.questions), undefer(Round.outcome))
    statement = select(Round).where(Round.id == round_id).options(*whole)
    fresh = statement.with_for_update().execution_options(populate_existing=True)
    return db.scalars(fresh).one()


def demand_open(found: Round) -> None:
    """Refuse what comes after the closing."""
    if found.state != "open":
        raise Conflict("This round is closed; nothing more is added to it.")


def forms(db: Session, round_id: UUID) -> list[Form]:
    """Return what raters answered so far; for the closing, never for a page."""
    statement = select(RaterForm.role, RaterForm.levels).where(RaterForm.round_id == round_id)
    return [Form(role, levels) for role, levels in db.execute(statement)]


def notes(db: Session, found: Round) -> list[str]:
    """Return what raters wrote, in no order, once a round gave figures."""
    if not has_figures(found):
        return []
    statement = select(RaterNote.text).where(RaterNote.round_id == found.id)
    return list(db.scalars(statement.order_by(RaterNote.id)))


def participation(db: Session, found: Round) -> Participation:
    """Return how many links went out and how many answered, per role; small numbers are None."""
    handed = _count(db, RaterLink.role, RaterLink.round_id == found.id)
    if found.state == "open":
        answered = _count(db, RaterForm.role, RaterForm.round_id == found.id)
        total, told = ratings.tellable(answered)
    else:
        total, told = _told_after(found)
        answered = {}
    roles = [term.code for term in codes("rater_roles") if term.code in {*handed, *told}]
    return Participation(
        answered=total,
        enough=has_figures(found) or sum(answered.values()) >= ratings.LEAST,
        roles=tuple(RolePart(role, handed.get(role, 0), told.get(role)) for role in roles),
    )


def questions(found: Round) -> Instrument:
    """Return the questions of a round as they were."""
    return thaw(found.questions)


def _told_after(found: Round) -> tuple[int | None, dict[str, int | None]]:
    kept = outcome_of(found)
    alone = {one.roles[0]: one.size for one in kept.groups if len(one.roles) == 1}
    merged = {role: None for one in kept.groups if len(one.roles) > 1 for role in one.roles}
    return kept.answers, {**alone, **merged}


def of_id(db: Session, round_id: UUID) -> Round:
    """Return a round, whoever asks."""
    whole = (undefer(Round.questions), undefer(Round.outcome))
    found = db.get(Round, round_id, options=whole)
    if found is None:
        raise NotFound
    return found


def _count(
    db: Session, role: InstrumentedAttribute[str], clause: ColumnElement[bool]
) -> dict[str, int]:
    statement = select(role, func.count()).where(clause).group_by(role)
    return dict(iter(db.execute(statement)))
