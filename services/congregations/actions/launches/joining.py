"""The ways to join that are offered at a launch, and the cards that came in."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations.actions.launches.planning import working
from services.congregations.model import JoinOption, JoinTally
from services.congregations.queries import launches
from shared.actor import Actor
from shared.errors import Conflict, Invalid

MOST = 40
MOST_CARDS = 20_000


def add_option(
    db: Session, actor: Actor, plan_id: UUID, values: Mapping[str, object]
) -> JoinOption:
    """Offer a way to join: one of the six means."""
    plan = working(db, actor, plan_id)
    if len(plan.options) >= MOST:
        raise Conflict(f"At most {MOST} ways to join are offered.")
    option = JoinOption(plan_id=plan_id, position=len(plan.all_options) + 1, **values)
    plan.all_options.append(option)
    db.flush()
    return option


def revise_option(
    db: Session, actor: Actor, option_id: UUID, values: Mapping[str, object]
) -> JoinOption:
    """Put a way to join otherwise."""
    option = _option(db, actor, option_id)
    for name, value in values.items():
        setattr(option, name, value)
    db.flush()
    return option


def drop_option(db: Session, actor: Actor, option_id: UUID, *, at: datetime) -> None:
    """No longer offer a way to join that nobody chose."""
    option = _option(db, actor, option_id)
    if option.joined:
        raise Conflict("Somebody joined in this; it stays.")
    option.dropped_at = at


def count_cards(
    db: Session, actor: Actor, option_id: UUID, *, number: int, at: datetime
) -> JoinOption:
    """Add cards to an option's tally, of two people at once too; below zero takes some off."""
    option = _option(db, actor, option_id)
    if option.plan.state == "wrapped":
        raise Conflict("The counting is finished.")
    if option.joined + number < 0:
        raise Invalid("Fewer than none cannot be.", {"number": "More than were counted."})
    if option.joined + number > MOST_CARDS:
        raise Invalid("So many people there are not.", {"number": "That is too many."})
    option.tallies.append(JoinTally(number=number, by=actor.id, at=at))
    db.flush()
    return option


def _option(db: Session, actor: Actor, option_id: UUID) -> JoinOption:
    option = launches.option(db, option_id)
    working(db, actor, option.plan_id)
    db.refresh(option)
    return option
