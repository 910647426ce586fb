"""What must hold before a version of a strategy may be changed."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.model import Action, Gap, Goal, Journey, Strategy
from shared.errors import Conflict, Invalid


def demand_draft(db: Session, strategy: Strategy) -> None:
    """Let pass a version that is written; the others say what to do instead."""
    demand_open(db, strategy)
    if strategy.state == "shared":
        raise Conflict("It lies before the leaders; take it back to change it.")
    if strategy.state == "adopted":
        raise Conflict("It was adopted; begin a new version to change it.")
    if strategy.state != "draft":
        raise Conflict("This version holds no more; begin a new version.")


def demand_open(db: Session, strategy: Strategy) -> None:
    """Let pass a version of a journey that goes on."""
    journey = db.get(Journey, strategy.journey_id)
    if journey is None or journey.state != "open":
        raise Conflict("This journey is closed.")


def demand_revision(row: Strategy | Gap | Goal | Action, revision: int) -> None:
    """Let pass who saw it as it is now."""
    if row.revision != revision:
        raise Conflict("Somebody else changed this meanwhile; look at it again.")


def demand_to_come(name: str, day: object, before: date | None, *, at: datetime) -> None:
    """Let pass a day that lies ahead, or that stood there before."""
    if isinstance(day, date) and day != before and day < policy.today(at):
        raise Invalid("That day is over already.", {name: "Not before today."})
