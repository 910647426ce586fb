"""What others keep a picture of, and the pictures that congregations keeps of others' rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, selectinload

from services.congregations.actions import projections
from services.congregations.actions.evaluations import looking_back
from services.congregations.actions.implementation import asking
from services.congregations.actions.profiles import profiled
from services.congregations.model import (
    ActiveAgreement,
    CoachRole,
    Congregation,
    Guidance,
    Introduction,
    Journey,
    Launch,
    OpenQuestion,
    PlannedSession,
    Track,
    TrackChange,
)
from shared.projections.picture import Held, Row, Served

FACETS = ("region", "size_band", "denomination", "named_to_agencies")


def _facets(db: Session, rows: Sequence[Row]) -> None:
    """Add all facets, as the event tells them."""
    bands = (Congregation.gift_rows, Congregation.talent_rows, Congregation.passion_rows)
    wanted = [row["congregation_id"] for row in rows]
    found = db.scalars(
        select(Congregation)
        .where(Congregation.id.in_(wanted))
        .options(*(selectinload(each) for each in bands))
    )
    facets = {each.id: profiled(each).to_data() for each in found}
    for row in rows:
        row["facets"] = facets[row["congregation_id"]]
        row.update({name: row["facets"][name] for name in FACETS})


SERVED = (
    Served(
        "congregations",
        key=("congregation_id",),
        subject="congregation/{congregation_id}",
        rows=select(Congregation.id.label("congregation_id")),
        complete=_facets,
    ),
    Served(
        "guidance",
        key=("congregation_id", "coach_id"),
        subject="guidance/{congregation_id}",
        rows=select(Guidance.congregation_id, Guidance.coach_id, Guidance.since).where(
            Guidance.until.is_(None)
        ),
    ),
    Served(
        "tracks",
        key=("track_id",),
        subject="track/{track_id}",
        # nobody is told of a track before it first changes
        rows=select(Track.id.label("track_id"), Journey.congregation_id, Track.kind, Track.state)
        .join(Journey, Journey.id == Track.journey_id)
        .where(exists().where(TrackChange.track_id == Track.id)),
    ),
    Served(
        "launches",
        key=("journey_id",),
        subject="launch/{journey_id}",
        rows=select(
            Launch.journey_id, Launch.id.label("launch_id"), Launch.congregation_id, Launch.held_on
        ).where(Launch.withdrawn_at.is_(None)),
    ),
)


def _put_session(db: Session, row: Row, at: datetime) -> None:
    journey = row.pop("journey_id")
    kept = projections.remember_session(db, PlannedSession(**row))
    looking_back.follow_session(db, kept, UUID(journey) if journey else None, at=at)


def _drop_session(db: Session, row: Row, _at: datetime) -> None:
    projections.forget_session(db, row["session_id"])
    looking_back.lose_session(db, row["session_id"])


def _put_plain(model: type[Any]) -> Any:
    def put(db: Session, row: Row, _at: datetime) -> None:
        db.merge(model(**row))

    return put


HELD = (
    Held(
        "sessions",
        owner="scheduling",
        key=("session_id",),
        rows=select(
            PlannedSession.session_id,
            PlannedSession.congregation_id,
            PlannedSession.step_id,
            PlannedSession.run_id,
            PlannedSession.number,
            PlannedSession.kind,
            PlannedSession.start,
            PlannedSession.revision,
        ),
        needs=("journey_id",),
        put=_put_session,
        drop=_drop_session,
    ),
    Held(
        "coaches",
        owner="identity",
        key=("membership_id",),
        rows=select(CoachRole.membership_id, CoachRole.person_id),
        put=_put_plain(CoachRole),
        drop=lambda db, row, _at: projections.forget_coach(db, row["membership_id"]),
    ),
    Held(
        "questions",
        owner="partners",
        key=("match_id",),
        rows=select(
            OpenQuestion.match_id,
            OpenQuestion.congregation_id,
            OpenQuestion.waiting_for,
            OpenQuestion.since,
        ),
        put=_put_plain(OpenQuestion),
        drop=lambda db, row, _at: projections.forget_question(db, row["match_id"]),
    ),
    Held(
        "introductions",
        owner="partners",
        key=("match_id",),
        rows=select(
            Introduction.match_id,
            Introduction.congregation_id,
            Introduction.agency_id,
            Introduction.since,
        ),
        put=_put_plain(Introduction),
        drop=lambda db, row, _at: projections.forget_introduction(db, row["match_id"]),
    ),
    Held(
        "agreements",
        owner="partners",
        key=("agreement_id",),
        rows=select(
            ActiveAgreement.agreement_id,
            ActiveAgreement.congregation_id,
            ActiveAgreement.agency_id,
            ActiveAgreement.since,
        ),
        put=_put_plain(ActiveAgreement),
        drop=lambda db, row, _at: asking.forget_agreement(db, row["agreement_id"]),
    ),
)
