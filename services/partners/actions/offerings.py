"""Registering offerings, changing them and moving them between draft, open, closed, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions.closing import close_asks_of
from services.partners.model import Agency, Offering, OfferingChange
from services.partners.queries import offerings
from shared.actor import Actor
from shared.contracts.partners import OfferingChanged
from shared.errors import Conflict, Invalid
from shared.events.outbox import record

Content = Mapping[str, object]

STEPS = {
    "draft": ("open", "withdrawn"),
    "open": ("closed", "withdrawn"),
    "full": ("closed", "withdrawn"),
    "closed": ("open", "withdrawn"),
    "withdrawn": ("open",),
}


@dataclass(frozen=True)
class Difference:
    """One field that is not as it was."""

    field: str
    was: object
    becomes: object


@dataclass(frozen=True)
class Outcome:
    """What a write by the agency's own number did, or would do."""

    offering_id: UUID | None
    created: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Target:
    """Which offering of which agency is written; None: it is new."""

    agency: Agency
    offering: Offering | None


def register(
    db: Session, actor: Actor, agency: Agency, content: Content, *, at: datetime
) -> Offering:
    """Write down a new offering, as a draft unless `state` says open."""
    values = dict(content)
    wanted = values.pop("state", "draft")
    check(values)
    if wanted not in ("draft", "open"):
        raise Invalid("A new offering is a draft or open.", {"state": "draft or open."})
    offering = Offering(
        agency_id=agency.id,
        taken=0,
        version=1,
        created_at=at,
        changed_at=at,
        state=wanted,
        **values,
    )
    offering.invented = bool(values.get("invented", False))
    db.add(offering)
    db.flush()
    _note(db, actor, offering, [Difference("state", None, wanted)], at)
    return offering


def change(
    db: Session, actor: Actor, offering: Offering, content: Content, *, at: datetime
) -> tuple[Difference, ...]:
    """Change an offering; nothing is written when nothing differs.

    Raises `Conflict` when `content` carries the `version` of an older reading.
    """
    wanted = {name: value for name, value in content.items() if name != "version"}
    if content.get("version") not in (None, offering.version):
        raise Conflict("Somebody changed this meanwhile; look again.", {"version": "Not current."})
    found = differences(offering, wanted)
    _apply(db, actor, offering, found, at=at)
    return found


def move(db: Session, actor: Actor, offering_id: UUID, to: str, *, at: datetime) -> Offering:
    """Open, close or withdraw an offering; a withdrawal ends its open asks."""
    offering = offerings.to_write(db, actor, offering_id)
    _apply(db, actor, offering, differences(offering, {"state": to}), at=at)
    return offering


def put(db: Session, actor: Actor, target: Target, content: Content, *, at: datetime) -> Outcome:
    """Make an offering be as `content` says; the same content twice changes nothing."""
    planned = plan(target.offering, content)
    if target.offering is None:
        made = register(db, actor, target.agency, content, at=at)
        return replace(planned, offering_id=made.id)
    _apply(db, actor, target.offering, planned.differences, at=at)
    return planned


def plan(offering: Offering | None, content: Content) -> Outcome:
    """Tell what writing `content` would change, without changing anything."""
    if offering is None:
        check(content)
        if content.get("state") in ("closed", "withdrawn"):
            raise Invalid("A new offering is a draft or open.", {"state": "draft or open."})
        new = tuple(Difference(name, None, value) for name, value in content.items() if value)
        return Outcome(None, True, new)
    return Outcome(offering.id, False, differences(offering, content))


def differences(offering: Offering, content: Content) -> tuple[Difference, ...]:
    """Return the fields in which an offering is not as `content` says; refuses what cannot be."""
    found = [
        Difference(name, getattr(offering, name), value)
        for name, value in content.items()
        if name != "state" and getattr(offering, name) != value
    ]
    check({name: content.get(name, getattr(offering, name)) for name in CHECKED}, offering.taken)
    wanted = content.get("state")
    is_open = wanted == "open" and offering.state == "full"
    if wanted and wanted != offering.state and not is_open:
        if wanted not in STEPS[offering.state]:
            raise Conflict(
                f"An offering that is {offering.state} cannot become {wanted}.",
                {"state": f"Possible now: {', '.join(STEPS[offering.state])}."},
            )
        found.append(Difference("state", offering.state, wanted))
    return tuple(found)


CHECKED = ("title_nl", "title_en", "starts_on", "ends_on", "capacity")


def check(content: Content, taken: int = 0) -> None:
    """Raise `Invalid` or `Conflict` for what no offering can be."""
    if not (content.get("title_nl") or content.get("title_en")):
        raise Invalid("An offering needs a title.", {"title_nl": "A title in Dutch or English."})
    starts, ends = content.get("starts_on"), content.get("ends_on")
    if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
        raise Invalid("The end lies before the start.", {"ends_on": "Before starts_on."})
    capacity = content.get("capacity")
    if isinstance(capacity, int) and capacity < taken:
        raise Conflict("More places are taken than that.", {"capacity": f"At least {taken}."})


def _apply(
    db: Session, actor: Actor, offering: Offering, found: tuple[Difference, ...], *, at: datetime
) -> None:
    if not found:
        return
    for difference in found:
        setattr(offering, difference.field, difference.becomes)
    settle_room(offering)
    offering.version += 1
    offering.changed_at = at
    if offering.state == "withdrawn":
        close_asks_of(db, actor, offering, at=at)
    _note(db, actor, offering, found, at)


def settle_room(offering: Offering) -> bool:
    """Turn open into full when no place is left, and back; tells whether the state changed."""
    no_room = offering.capacity is not None and offering.taken >= offering.capacity
    wanted = {"open": "full" if no_room else "open", "full": "full" if no_room else "open"}
    before = offering.state
    offering.state = wanted.get(before, before)
    return offering.state != before


def _note(
    db: Session,
    actor: Actor,
    offering: Offering,
    found: "list[Difference] | tuple[Difference, ...]",
    at: datetime,
) -> None:
    fields = {each.field: [_plain(each.was), _plain(each.becomes)] for each in found}
    db.add(
        OfferingChange(
            offering_id=offering.id, by_kind=actor.kind, by_id=actor.id, at=at, differences=fields
        )
    )
    event = OfferingChanged(
        offering_id=offering.id, agency_id=offering.agency_id, state=offering.state
    )
    record(db, event, at=at)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
