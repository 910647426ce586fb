"""What others keep a picture of, and the pictures that partners keeps of others' rows."""

from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from services.partners.actions import projections
from services.partners.model import (
    ASKING,
    IN_FORCE,
    TOGETHER,
    Agency,
    Agreement,
    AgreementChange,
    Congregation,
    Employment,
    Guidance,
    Match,
    Track,
)
from shared.projections.picture import Held, Row, Served

WAITING_FOR_AGENCY = Match.state == "asked_agency"
ACTIVE_SINCE = (
    select(func.min(AgreementChange.at))
    .where(AgreementChange.agreement_id == Agreement.id, AgreementChange.became == "active")
    .scalar_subquery()
)

SERVED = (
    Served(
        "agencies",
        key=("agency_id",),
        subject="agency/{agency_id}",
        rows=select(Agency.id.label("agency_id"), Agency.claimed),
    ),
    Served(
        "questions",
        key=("match_id",),
        subject="match/{match_id}",
        rows=select(
            Match.id.label("match_id"),
            Match.congregation_id,
            case((WAITING_FOR_AGENCY, "agency"), else_="congregation").label("waiting_for"),
            case((WAITING_FOR_AGENCY, Match.agency_asked_at), else_=Match.asked_at).label("since"),
        ).where(Match.state.in_(ASKING)),
    ),
    Served(
        "introductions",
        key=("match_id",),
        subject="match/{match_id}",
        rows=select(
            Match.id.label("match_id"),
            Match.congregation_id,
            Match.agency_id,
            Match.introduced_at.label("since"),
        ).where(Match.state.in_(TOGETHER)),
    ),
    Served(
        "agreements",
        key=("agreement_id",),
        subject="agreement/{agreement_id}",
        rows=select(
            Agreement.id.label("agreement_id"),
            Agreement.congregation_id,
            Agreement.agency_id,
            ACTIVE_SINCE.label("since"),
        ).where(Agreement.state.in_(IN_FORCE)),
    ),
)


def _put_congregation(db: Session, row: Row, at: datetime) -> None:
    facets, named = row["facets"], row["named_to_agencies"]
    projections.keep_profile(db, row["congregation_id"], facets, named=named, at=at)


def _put_guidance(db: Session, row: Row, at: datetime) -> None:
    projections.keep_guidance(db, row["congregation_id"], row["coach_id"], at=at)


def _drop_guidance(db: Session, row: Row, _at: datetime) -> None:
    projections.end_guidance(db, row["congregation_id"], row["coach_id"])


def _put_track(db: Session, row: Row, _at: datetime) -> None:
    kind, state = row["kind"], row["state"]
    projections.keep_track(db, row["track_id"], row["congregation_id"], kind=kind, state=state)


def _put_employment(db: Session, row: Row, _at: datetime) -> None:
    who, where = row["person_id"], row["organisation_id"]
    projections.keep_employment(db, row["membership_id"], who, where)


HELD = (
    Held(
        "congregations",
        owner="congregations",
        key=("congregation_id",),
        rows=select(
            Congregation.id.label("congregation_id"),
            Congregation.facets,
            Congregation.region,
            Congregation.size_band,
            Congregation.denomination,
            Congregation.named_to_agencies,
        ),
        put=_put_congregation,
        drop=lambda db, row, _at: projections.forget(db, row["congregation_id"]),
    ),
    Held(
        "guidance",
        owner="congregations",
        key=("congregation_id", "coach_id"),
        rows=select(Guidance.congregation_id, Guidance.coach_id),
        put=_put_guidance,
        drop=_drop_guidance,
    ),
    Held(
        "tracks",
        owner="congregations",
        key=("track_id",),
        rows=select(Track.id.label("track_id"), Track.congregation_id, Track.kind, Track.state),
        put=_put_track,
        drop=lambda db, row, _at: projections.forget_track(db, row["track_id"]),
    ),
    Held(
        "employments",
        owner="identity",
        key=("membership_id",),
        rows=select(
            Employment.id.label("membership_id"),
            Employment.person_id,
            Employment.agency_id.label("organisation_id"),
        ),
        put=_put_employment,
        drop=lambda db, row, _at: projections.end_employment(db, row["membership_id"]),
    ),
)
