"""What others keep a picture of, and the pictures that scheduling keeps of others' rows."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.scheduling.actions import follow_ups, knowing
from services.scheduling.model import Guidance, Introduction, Launch, Member, PlannedSession
from shared.contracts.congregations import LaunchRecorded
from shared.projections.picture import Held, Row, Served

DATED = ("idea", "confirmed", "done")

SERVED = (
    Served(
        "sessions",
        key=("session_id",),
        subject="session/{session_id}",
        rows=select(
            PlannedSession.id.label("session_id"),
            PlannedSession.congregation_id,
            PlannedSession.journey_id,
            PlannedSession.step_id,
            PlannedSession.run_id,
            PlannedSession.number,
            PlannedSession.kind,
            PlannedSession.start_utc.label("start"),
            PlannedSession.sequence.label("revision"),
        ).where(PlannedSession.state.in_(DATED)),
    ),
)


def _put_guidance(db: Session, row: Row, _at: datetime) -> None:
    knowing.learn_coach(db, row["congregation_id"], row["coach_id"], at=row["since"])


def _drop_guidance(db: Session, row: Row, at: datetime) -> None:
    knowing.forget_coach(db, row["congregation_id"], row["coach_id"], at=at)


def _put_member(db: Session, row: Row, _at: datetime) -> None:
    member = Member(
        id=row["membership_id"],
        person_id=row["person_id"],
        organisation_id=row["organisation_id"],
        organisation_kind=row["organisation_kind"],
        role=row["role"],
    )
    knowing.learn_member(db, member)


def _put_introduction(db: Session, row: Row, _at: datetime) -> None:
    knowing.learn_introduction(db, row["match_id"], row["congregation_id"], row["agency_id"])


def _drop_launch(db: Session, row: Row, at: datetime) -> None:
    known = db.scalars(select(Launch).where(Launch.journey_id == row["journey_id"])).one_or_none()
    if known is not None:
        follow_ups.suspend(db, known.journey_id, known.id, at=at)


HELD = (
    Held(
        "guidance",
        owner="congregations",
        key=("congregation_id", "coach_id"),
        rows=select(Guidance.congregation_id, Guidance.coach_id, Guidance.since),
        put=_put_guidance,
        drop=_drop_guidance,
    ),
    Held(
        "memberships",
        owner="identity",
        key=("membership_id",),
        rows=select(
            Member.id.label("membership_id"),
            Member.person_id,
            Member.organisation_id,
            Member.organisation_kind,
            Member.role,
        ),
        put=_put_member,
        drop=lambda db, row, at: knowing.forget_member(db, row["membership_id"], at=at),
    ),
    Held(
        "introductions",
        owner="partners",
        key=("match_id",),
        rows=select(
            Introduction.id.label("match_id"),
            Introduction.congregation_id,
            Introduction.agency_id,
        ),
        put=_put_introduction,
        drop=lambda db, row, _at: knowing.forget_introduction(db, row["match_id"]),
    ),
    Held(
        "launches",
        owner="congregations",
        key=("journey_id",),
        rows=select(
            Launch.journey_id, Launch.id.label("launch_id"), Launch.congregation_id, Launch.held_on
        ).where(Launch.withdrawn_at.is_(None)),
        put=lambda db, row, at: follow_ups.follow(db, LaunchRecorded(**row), at=at),
        drop=_drop_launch,
    ),
)
