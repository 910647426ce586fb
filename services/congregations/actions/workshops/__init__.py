"""Holding a workshop: begun from a date, a step or freely, written down, published at once."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.actions import sheets, tracks
from services.congregations.actions.discovery.findings import keep_findings
from services.congregations.actions.tracks import Move
from services.congregations.actions.workshops.origin import origin_of
from services.congregations.boards import boards_of
from services.congregations.model import Track, Workshop, WorkshopChange
from services.congregations.queries import profiles, workshops
from shared.actor import Actor
from shared.contracts.congregations.workshops import WorkshopReported
from shared.errors import Conflict, Invalid
from shared.events.outbox import record

AHEAD = timedelta(days=400)  # a workshop is prepared at most this long before


def start_workshop(
    db: Session, actor: Actor, congregation_id: UUID, values: Mapping[str, Any], *, at: datetime
) -> Workshop:
    """Begin the record of a workshop; of a planned session there is one, which is returned.

    `values` may hold `session_id`, `step_id` or `track_id`, and `kind`, `title`, `held_on` and
    `language`, which otherwise follow from those.
    """
    profiles.standing(db, actor, congregation_id).demand(any_of=policy.ALL)
    profiles.congregation(db, congregation_id, lock=True)
    origin = origin_of(db, congregation_id, values)
    if origin.session is not None:
        known = workshops.of_session(db, origin.session.session_id)
        if known is not None:
            return known
    kind, language = values.get("kind") or origin.kind, values["language"]
    workshop = Workshop(
        congregation_id=congregation_id,
        **origin.ids(),
        kind=kind,
        title=values.get("title") or origin.title(kind, language),
        held_on=_demand_day(values.get("held_on") or origin.day(at), at),
        language=language,
        boards=[board.frozen() for board in boards_of(kind)],
        attendance=[],
        begun_by=actor.id,
        begun_at=at,
        state="open",
        version=0,
    )
    db.add(workshop)
    db.flush()
    sheets.code_for(db, congregation_id, "workshop", workshop.id, at=at)
    return workshop


def revise_workshop(
    db: Session, actor: Actor, workshop_id: UUID, values: Mapping[str, Any], *, at: datetime
) -> Workshop:
    """Write otherwise what stands around the cards (`title`, `held_on`, `attendance`, …)."""
    workshop = open_workshop(db, actor, workshop_id)
    for name, value in values.items():
        setattr(workshop, name, _demand_day(value, at) if name == "held_on" else value)
    return workshop


def publish_workshop(
    db: Session, actor: Actor, workshop_id: UUID, *, track_reported: bool, at: datetime
) -> Workshop:
    """Make the report final: leaders hear of it, findings go on to where they are worked on.

    With `track_reported` its running track is reported too, by who may move tracks.
    """
    workshop = open_workshop(db, actor, workshop_id)
    if workshop.held_on > policy.today(at):
        raise Invalid("The workshop lies ahead.", {"held_on": "Not after today."})
    if not (workshop.cards or workshop.photos or workshop.agreed):
        raise Conflict("There is nothing in the report yet: write down a card or what was agreed.")
    workshop.version += 1
    workshop.published_by, workshop.published_at = actor.id, at
    _change(actor, workshop, "published", at)
    _hand_over(db, actor, workshop, at)
    if track_reported:
        _report_track(db, actor, workshop, at)
    db.flush()
    reported = WorkshopReported(
        workshop_id=workshop.id,
        congregation_id=workshop.congregation_id,
        edition=workshop.version,
        first=workshop.version == 1,
    )
    record(db, reported, at=at)
    return workshop


def reopen_workshop(db: Session, actor: Actor, workshop_id: UUID, *, at: datetime) -> Workshop:
    """Take a published report up again to put it right; publishing makes a new version."""
    workshop = _locked(db, actor, workshop_id)
    if workshop.state != "published":
        raise Conflict("This report is open already.")
    _change(actor, workshop, "open", at)
    return workshop


def open_workshop(db: Session, actor: Actor, workshop_id: UUID) -> Workshop:
    """Return a workshop to write on; its congregation is locked until the transaction ends."""
    workshop = _locked(db, actor, workshop_id)
    if workshop.state != "open":
        raise Conflict("This report is published: take it up again first.")
    return workshop


def _locked(db: Session, actor: Actor, workshop_id: UUID) -> Workshop:
    workshop, _mine = workshops.workshop(db, actor, workshop_id)
    profiles.congregation(db, workshop.congregation_id, lock=True)
    # what was read before the lock may be what somebody else changed meanwhile
    db.expire_all()
    return workshop


def _change(actor: Actor, workshop: Workshop, to: str, at: datetime) -> None:
    change = WorkshopChange(to_state=to, version=workshop.version, by=actor.id, at=at)
    workshop.changes.append(change)
    workshop.state = to


def _hand_over(db: Session, actor: Actor, workshop: Workshop, at: datetime) -> None:
    """Give the cards of some boards to what the congregation knows about itself."""
    kinds = {board["code"]: board.get("finding") for board in workshop.boards}
    for kind in dict.fromkeys(kind for kind in kinds.values() if kind):
        texts = [card.text for card in workshop.cards if kinds.get(card.board) == kind]
        if texts:
            keep_findings(
                db,
                workshop.congregation_id,
                kind,
                texts,
                workshop_id=workshop.id,
                by=actor.id,
                at=at,
            )


def _report_track(db: Session, actor: Actor, workshop: Workshop, at: datetime) -> None:
    profiles.standing(db, actor, workshop.congregation_id).demand(any_of=policy.WALKING)
    track = db.get(Track, workshop.track_id) if workshop.track_id else None
    if track is None:
        raise Invalid("This workshop belongs to no part.", {"track_reported": "No part."})
    db.refresh(track)
    tracks.apply_move(db, actor, track, Move(to="reported"), at=at)


def _demand_day(day: date, at: datetime) -> date:
    if day > policy.today(at) + AHEAD:
        raise Invalid("That is too far ahead.", {"held_on": "At most a year ahead."})
    return day
