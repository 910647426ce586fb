"""The pictures that notifications keeps of others' rows: who is told, as ids and codes."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.actions import knowing
from services.notifications.model import Member
from shared.projections.picture import Held, Row


def _put_member(db: Session, row: Row, _at: datetime) -> None:
    member = Member(
        id=row["membership_id"],
        person_id=row["person_id"],
        organisation_id=row["organisation_id"],
        role=row["role"],
        since=row["since"],
    )
    knowing.learn_member(db, member)


HELD = (
    Held(
        "memberships",
        owner="identity",
        key=("membership_id",),
        rows=select(
            Member.id.label("membership_id"),
            Member.person_id,
            Member.organisation_id,
            Member.role,
            Member.since,
        ),
        put=_put_member,
        drop=lambda db, row, _at: knowing.forget_member(db, row["membership_id"]),
    ),
)
