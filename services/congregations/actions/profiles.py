"""Registering a congregation, putting its profile right, and who guides it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.model import CoachRole, Congregation, Guidance
from services.congregations.queries import profiles
from shared.actor import Actor
from shared.contracts.congregations import (
    CoachAssigned,
    CoachUnassigned,
    CongregationProfiled,
    CongregationRegistered,
)
from shared.errors import Conflict, Invalid, NotFound
from shared.events.outbox import record
from shared.reference.places import places_named

CODES = (
    "denomination",
    "size_band",
    "risk_appetite",
    "wish_role",
    "capacity_people",
    "capacity_hours",
    "capacity_budget",
    "horizon",
)


def register(
    db: Session, actor: Actor, values: Mapping[str, object], *, at: datetime
) -> Congregation:
    """Take a congregation into the network; a coach who registers it guides it from now on.

    `values` holds columns of the profile and `gifts`, `talents` (code to band), `passions`
    (kind to codes).
    """
    made = Congregation(registered_by=actor.id, registered_at=at, version=1, languages=[])
    _fill(made, values)
    db.add(made)
    db.flush()
    record(db, CongregationRegistered(congregation_id=made.id), at=at)
    if actor.has("coach") and actor.id:
        _assign(db, made.id, actor.id, by=actor, at=at)
    record(db, profiled(made), at=at)
    return made


def revise(
    db: Session,
    actor: Actor,
    congregation_id: UUID,
    values: Mapping[str, object],
    *,
    version: int,
    at: datetime,
) -> Congregation:
    """Put a profile right; raises `Conflict` when somebody else did so since `version`."""
    profiles.standing(db, actor, congregation_id).demand(any_of=policy.ALL)
    found = profiles.congregation(db, congregation_id, lock=True)
    if found.version != version:
        raise Conflict(
            "Somebody else changed this profile meanwhile; look at it again.",
            {"version": f"It is {found.version} now."},
        )
    put_right(db, found, values, at=at)
    return found


def put_right(
    db: Session, congregation: Congregation, values: Mapping[str, object], *, at: datetime
) -> None:
    """Write these values into a locked profile; a version and an event only when they differ."""
    before = _content(congregation)
    _fill(congregation, values)
    if before != _content(congregation):
        congregation.version += 1
        record(db, profiled(congregation), at=at)


def assign_coach(
    db: Session, actor: Actor, congregation_id: UUID, coach_id: UUID, *, at: datetime
) -> None:
    """Let a coach guide a congregation; nothing changes when he does already."""
    _demand_say(db, actor, congregation_id)
    profiles.congregation(db, congregation_id, lock=True)
    if _guidance(db, congregation_id, coach_id) is None:
        _demand_coach(db, coach_id)
        _assign(db, congregation_id, coach_id, by=actor, at=at)


def _demand_coach(db: Session, person_id: UUID) -> None:
    known = select(CoachRole.membership_id).where(CoachRole.person_id == person_id).limit(1)
    if db.scalar(known) is None:
        raise Invalid("That is not a missions coach.", {"coach_id": "Choose a missions coach."})


def unassign_coach(
    db: Session, actor: Actor, congregation_id: UUID, coach_id: UUID, *, at: datetime
) -> None:
    """End a coach's guidance of a congregation."""
    _demand_say(db, actor, congregation_id)
    profiles.congregation(db, congregation_id, lock=True)
    found = _guidance(db, congregation_id, coach_id)
    if found is None:
        raise NotFound
    found.until, found.ended_by = at, actor.id
    record(db, CoachUnassigned(congregation_id=congregation_id, coach_id=coach_id), at=at)


def profiled(congregation: Congregation) -> CongregationProfiled:
    """Return the event that tells all facets of a congregation as they are now."""
    return CongregationProfiled(
        congregation_id=congregation.id,
        region=congregation.region,
        languages=tuple(congregation.languages),
        gifts=tuple(f"{means}:{band}" for means, band in sorted(congregation.gifts.items())),
        talents=tuple(f"{skill}:{band}" for skill, band in sorted(congregation.talents.items())),
        passions=tuple(sorted(f"{row.kind}:{row.code}" for row in congregation.passion_rows)),
        named_to_agencies=congregation.named_to_agencies,
        **{name: getattr(congregation, name) for name in CODES},
    )


def _content(congregation: Congregation) -> tuple[object, ...]:
    names = (congregation.name, congregation.place, congregation.decision_body)
    return (*names, profiled(congregation))


def _fill(congregation: Congregation, values: Mapping[str, object]) -> None:
    moved = "place" in values and values["place"] != congregation.place
    plain = {name: value for name, value in values.items() if name not in _ROWS}
    for name, value in plain.items():
        setattr(congregation, name, value)
    for name, put in _ROWS.items():
        if name in values:
            put(congregation, values[name])
    if moved:
        _locate(congregation, given="region" in values)


def _locate(congregation: Congregation, *, given: bool) -> None:
    """Fill in province and school region where the place leaves no doubt."""
    found = places_named(congregation.place or "")
    regions = {place.school_region for place in found}
    provinces = {place.province for place in found}
    congregation.school_region = regions.pop() if len(regions) == 1 else None
    if not given and len(provinces) == 1:
        congregation.region = provinces.pop()


def _put_gifts(congregation: Congregation, bands: object) -> None:
    assert isinstance(bands, Mapping)
    congregation.set_gifts(dict(bands))


def _put_talents(congregation: Congregation, bands: object) -> None:
    assert isinstance(bands, Mapping)
    congregation.set_talents(dict(bands))


def _put_passions(congregation: Congregation, codes: object) -> None:
    assert isinstance(codes, Mapping)
    for kind, chosen in codes.items():
        assert isinstance(chosen, Sequence)
        congregation.set_passions(kind, chosen)


_ROWS = {"gifts": _put_gifts, "talents": _put_talents, "passions": _put_passions}


def _demand_say(db: Session, actor: Actor, congregation_id: UUID) -> None:
    if not actor.has("operator"):
        profiles.standing(db, actor, congregation_id).demand(any_of={"guides"})


def _guidance(db: Session, congregation_id: UUID, coach_id: UUID) -> Guidance | None:
    return db.scalars(
        select(Guidance).where(
            Guidance.congregation_id == congregation_id,
            Guidance.coach_id == coach_id,
            Guidance.until.is_(None),
        )
    ).one_or_none()


def _assign(db: Session, congregation_id: UUID, coach_id: UUID, *, by: Actor, at: datetime) -> None:
    db.add(Guidance(congregation_id=congregation_id, coach_id=coach_id, since=at, started_by=by.id))
    record(db, CoachAssigned(congregation_id=congregation_id, coach_id=coach_id), at=at)
