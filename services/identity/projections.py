"""What others keep a picture of, and the pictures that identity keeps of others' rows."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity.actions import organisations
from services.identity.model import Guidance, Membership, Organisation
from shared.projections.picture import Held, Row, Rows, Served


def _memberships(name: str, *, role: str | None = None, kind: str | None = None) -> Served:
    rows: Rows = (
        select(
            Membership.id.label("membership_id"),
            Membership.person_id,
            Membership.organisation_id,
            Organisation.kind.label("organisation_kind"),
            Membership.role,
            Membership.since,
        )
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.until.is_(None))
    )
    if role:
        rows = rows.where(Membership.role == role)
    if kind:
        rows = rows.where(Organisation.kind == kind)
    return Served(name, ("membership_id",), "membership/{membership_id}", rows)


SERVED = (
    _memberships("memberships"),
    _memberships("coaches", role="coach"),
    _memberships("employments", role="coach", kind="agency"),
)


def _put_congregation(db: Session, row: Row, at: datetime) -> None:
    organisations.register(db, row["congregation_id"], kind="congregation", at=at)


def _put_agency(db: Session, row: Row, at: datetime) -> None:
    place, claimed = row["agency_id"], row["claimed"]
    organisations.register(db, place, kind="agency", claimed=claimed, at=at)
    if claimed:
        organisations.claim(db, place, at=at)
    else:
        organisations.give_back(db, place)


def _put_guidance(db: Session, row: Row, at: datetime) -> None:
    organisations.begin_guidance(db, row["congregation_id"], row["coach_id"], at=at)


def _drop_guidance(db: Session, row: Row, at: datetime) -> None:
    organisations.end_guidance(db, row["congregation_id"], row["coach_id"], at=at)


HELD = (
    Held(
        "congregations",
        owner="congregations",
        key=("congregation_id",),
        rows=select(Organisation.id.label("congregation_id")).where(
            Organisation.kind == "congregation"
        ),
        put=_put_congregation,
        drop=lambda db, row, _at: organisations.forget(db, row["congregation_id"]),
    ),
    Held(
        "agencies",
        owner="partners",
        key=("agency_id",),
        rows=select(
            Organisation.id.label("agency_id"),
            Organisation.claimed_at.is_not(None).label("claimed"),
        ).where(Organisation.kind == "agency"),
        put=_put_agency,
        drop=lambda db, row, _at: organisations.forget(db, row["agency_id"]),
    ),
    Held(
        "guidance",
        owner="congregations",
        key=("congregation_id", "coach_id"),
        rows=select(Guidance.congregation_id, Guidance.coach_id).where(Guidance.until.is_(None)),
        put=_put_guidance,
        drop=_drop_guidance,
    ),
)
