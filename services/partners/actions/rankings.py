"""Keeping the ranking that a coach acts upon: frozen, with a receipt for each ranked agency.

A receipt is not opened to its agency at once. It would tell on which day a coach proposed
something to a congregation, and an agency that was not asked could count the days until an answer.
So receipts wait until every ask of their time has ended, and are opened together at a month's
beginning, of five congregations at least. They are made for all who were ranked, also where a
coach set something aside and proposed nothing: that there is one tells of no proposal and no no.
"""

import zlib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from secrets import token_bytes
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from services.partners import policy
from services.partners.matching import Policy, Result, freezing, receipts
from services.partners.matching.receipts import Inputs
from services.partners.model import (
    Congregation,
    Offering,
    RankingInput,
    RankingReceipt,
    RankingRun,
)
from services.partners.queries import agencies, facets, matches, overrides
from services.partners.queries.overrides import FIRST
from shared.actor import Actor
from shared.errors import Conflict, Invalid

ENDED = timedelta(days=28)  # twice the term of an ask: the congregation's, then the agency's
CROWD = 5


@dataclass(frozen=True)
class Act:
    """What a coach does with one offering of a ranking, and why where he chooses otherwise."""

    what: str
    congregation_id: UUID
    offering: Offering
    reason: str | None = None


def keep(db: Session, actor: Actor, act: Act, *, at: datetime) -> RankingRun:
    """Keep the ranking as it is now with what the coach did; raises `Invalid` without a reason."""
    known = facets.of_congregation(db, act.congregation_id, on=policy.today(at))
    open_now = facets.of_open_offerings(db, at=at)
    inputs = receipts.freeze(known, open_now, policy=Policy(), salt=token_bytes(32))
    result = receipts.ranked(inputs)
    shown = overrides.shown(db, act.congregation_id, result)
    other = act.what == "set_aside" or not _among_first(shown, act.offering)
    if other and not act.reason:
        raise Invalid(
            "This is not one of the three that the ranking puts first.",
            {"override_reason": "Say why you choose otherwise than the ranking."},
        )
    run = _run(db, actor, act, inputs, result)
    run.overrides, run.at = other, at
    _keep_once(db, inputs.offerings, inputs.policy)
    db.add(run)
    db.flush()
    _issue(db, run, inputs, result)
    return run


def set_aside(db: Session, actor: Actor, act: Act, *, at: datetime) -> RankingRun:
    """Take an offering off a congregation's ranking, with the reason; proposing it ends that."""
    matches.must_guide(db, actor, act.congregation_id)
    held = select(Congregation.id).where(Congregation.id == act.congregation_id)
    db.execute(held.with_for_update())
    if act.offering.id in overrides.aside(db, act.congregation_id):
        raise Conflict("This was set aside already.")
    run = keep(db, actor, act, at=at)
    if run.place is None:
        raise Conflict("This is not in the ranking.", {"offering_id": "Left out already."})
    return run


def open_receipts(db: Session, *, at: datetime) -> int:
    """Open the receipts whose time has come, when they are of enough congregations."""
    waiting = _waiting(at)
    crowd = select(func.count(func.distinct(RankingRun.congregation_id))).where(*waiting)
    if (db.scalar(crowd) or 0) < CROWD:
        return 0
    opening = update(RankingRun).where(*waiting).values(opened_at=at).returning(RankingRun.id)
    return len(db.scalars(opening).all())


def due(db: Session, *, at: datetime) -> bool:
    """Tell whether receipts wait whose time has come."""
    return db.scalar(select(RankingRun.id).where(*_waiting(at)).limit(1)) is not None


def _waiting(at: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    month = datetime.combine(policy.today(at).replace(day=1), time(), policy.HOME)
    return RankingRun.opened_at.is_(None), RankingRun.at < month - ENDED


def _among_first(shown: Result, offering: Offering) -> bool:
    return str(offering.id) in {ranking.offering_id for ranking in shown.partners(FIRST)}


def _run(db: Session, actor: Actor, act: Act, inputs: Inputs, result: Result) -> RankingRun:
    places = {ranking.offering_id: n for n, ranking in enumerate(result.ranked, start=1)}
    return RankingRun(
        congregation_id=act.congregation_id,
        coach_id=actor.id,
        offering_id=act.offering.id,
        act=act.what,
        place=places.get(str(act.offering.id)),
        own_agency=act.offering.agency_id in agencies.employers(db, actor),
        reason=act.reason,
        policy_version=result.policy_version,
        facets=inputs.facets,
        salt=inputs.salt,
        offerings_digest=freezing.digest(inputs.offerings),
        policy_digest=freezing.digest(inputs.policy),
    )


def _keep_once(db: Session, *contents: bytes) -> None:
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    for content in contents:
        row = {"digest": freezing.digest(content), "packed": zlib.compress(content)}
        db.execute(dialect.insert(RankingInput).values(row).on_conflict_do_nothing())


def _issue(db: Session, run: RankingRun, inputs: Inputs, result: Result) -> None:
    for place, ranking in receipts.receivers(result):
        body = receipts.receipt(ranking, place, inputs)
        db.add(
            RankingReceipt(
                run_id=run.id,
                agency_id=UUID(ranking.agency_id),
                offering_id=UUID(ranking.offering_id),
                body=body.decode(),
                digest=freezing.digest(body),
            )
        )
