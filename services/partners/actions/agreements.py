"""An agreement comes to be: written by either side, made ready, and accepted by both."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners import policy
from services.partners.actions.closing import step as move_match
from services.partners.model import (
    PREPARING,
    SIDES,
    TOGETHER,
    Agreement,
    AgreementChange,
    AgreementText,
    Match,
)
from services.partners.queries import agreements, visits
from shared.actor import Actor
from shared.contracts.partners import AgreementReviewed
from shared.errors import Conflict, Invalid, NotFound
from shared.events.outbox import record

Content = Mapping[str, Any]
BEFORE = ("introduced", "exploring")


def begin(
    db: Session, actor: Actor, match_id: UUID, content: Content, *, at: datetime
) -> Agreement:
    """Begin an agreement of two that were introduced; either side may."""
    match = _together(db, actor, match_id)
    going = select(Agreement.id).where(
        Agreement.match_id == match.id, Agreement.state.not_in(("ended", "dropped"))
    )
    if db.scalar(going):
        raise Conflict("There is an agreement of these two already.")
    agreement = Agreement(
        match_id=match.id,
        congregation_id=match.congregation_id,
        agency_id=match.agency_id,
        state="draft",
        version=1,
        review_round=0,
        created_at=at,
    )
    db.add(agreement)
    db.flush()
    _add_text(db, actor, agreement, content, at=at)
    note(db, actor, agreement, was=None, at=at)
    if match.state in BEFORE:
        side = agreements.standing(db, actor, agreement).side
        move_match(db, actor, match, "agreement", side=side, at=at)
    return agreement


def rewrite(
    db: Session, actor: Actor, agreement_id: UUID, content: Content, *, at: datetime
) -> Agreement:
    """Write the next version; who said yes to the one before is bound to nothing by this one."""
    agreement = agreements.locked(db, actor, agreement_id)
    agreements.standing(db, actor, agreement).demand(policy.WRITING)
    must_be_current(agreement, content.get("version"))
    if not agreements.is_open_to_change(agreement):
        raise Conflict("Its text stands; it changes when a review wishes so.")
    before = agreements.newest(agreement)
    wanted = {name: getattr(before, name) for name in TEXT} | {
        name: value for name, value in content.items() if name != "version"
    }
    same = all(getattr(before, name) == wanted[name] for name in TEXT)
    if same and agreement.state in PREPARING:
        return agreement
    was, agreement.version = agreement.state, agreement.version + 1
    agreement.state = "draft" if was in PREPARING else was
    _add_text(db, actor, agreement, wanted, at=at)
    note(db, actor, agreement, was=was, at=at)
    return agreement


def make_ready(
    db: Session, actor: Actor, agreement_id: UUID, version: int, *, at: datetime
) -> Agreement:
    """Say that the text was gone through and can be accepted; both sides are asked."""
    agreement = agreements.locked(db, actor, agreement_id)
    agreements.standing(db, actor, agreement).demand(policy.PARTIES)
    must_be_current(agreement, version)
    text = agreements.newest(agreement)
    if not agreements.is_open_to_change(agreement) or text.reviewed_at:
        raise Conflict("This text was made ready already.")
    sides = {one["side"] for one in text.contributions}
    if not sides.issuperset(SIDES):
        raise Invalid("Both sides bring something in.", {"contributions": "At least one each."})
    text.reviewed_at = at
    was = agreement.state
    agreement.state = "reviewed" if was == "draft" else was
    note(db, actor, agreement, was=was, at=at)
    event = AgreementReviewed(revision=agreement.version, **ids(agreement))
    record(db, event, at=at)
    return agreement


def must_be_current(agreement: Agreement, version: object) -> None:
    """Raise `Conflict` when somebody decides about a text that is no longer the newest."""
    if version != agreement.version:
        raise Conflict("The text changed meanwhile; read it again.", {"version": "Not current."})


def note(
    db: Session,
    actor: Actor,
    agreement: Agreement,
    *,
    was: str | None,
    at: datetime,
    side: str = "",
) -> AgreementChange:
    """Keep who brought the agreement where it is now."""
    change = AgreementChange(
        agreement_id=agreement.id,
        was=was,
        became=agreement.state,
        side=side or _side(db, actor, agreement),
        version=agreement.version,
        by_kind=actor.kind,
        by_id=actor.id,
        at=at,
    )
    db.add(change)
    return change


def ids(agreement: Agreement) -> dict[str, UUID]:
    """Return the ids that every event of an agreement carries."""
    return {
        "agreement_id": agreement.id,
        "match_id": agreement.match_id,
        "congregation_id": agreement.congregation_id,
        "agency_id": agreement.agency_id,
    }


TEXT = (
    *("contributions", "communication", "review_every", "starts_on", "ends_on"),
    *("exit_notice", "exit_handover", "exit_public", "evidence"),
)


def _together(db: Session, actor: Actor, match_id: UUID) -> Match:
    visible = (Match.id == match_id, policy.sees_match(actor))
    if db.scalar(select(Match.id).where(*visible)) is None:
        raise NotFound()
    match = agreements.hold(db, match_id)
    mine = visits.standing(db, actor, match.congregation_id, match.agency_id)
    mine.demand(policy.WRITING)
    if match.state not in TOGETHER:
        raise Conflict("Only two that were introduced make an agreement.")
    return match


def _add_text(
    db: Session, actor: Actor, agreement: Agreement, content: Content, *, at: datetime
) -> None:
    starts_on, ends_on = content.get("starts_on"), content.get("ends_on")
    if starts_on and ends_on and ends_on <= starts_on:
        raise Invalid("It ends before it begins.", {"ends_on": "After the first day."})
    if ends_on and ends_on <= policy.today(at):
        raise Invalid("It would be over already.", {"ends_on": "After today."})
    agreement.texts.append(
        AgreementText(
            version=agreement.version,
            side=_side(db, actor, agreement),
            by_kind=actor.kind,
            by_id=actor.id,
            at=at,
            **{name: content[name] for name in TEXT},
        )
    )
    db.flush()


def _side(db: Session, actor: Actor, agreement: Agreement) -> str:
    return agreements.standing(db, actor, agreement).side if actor.kind != "service" else "clock"
