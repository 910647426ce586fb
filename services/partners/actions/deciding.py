"""What a decision must say, wherever one of a congregation's body is written down."""

from datetime import date, datetime

from services.partners import policy
from shared.errors import Invalid


def demand_decision(body: str | None, held_on: date | None, *, at: datetime) -> None:
    """Refuse a yes that does not say which body decided, and on which day."""
    if not body:
        raise Invalid("Say which body decided.", {"body": "Needed for a yes."})
    if not held_on:
        raise Invalid("Say on which day it was decided.", {"held_on": "Needed for a yes."})
    demand_past(held_on, at=at)


def demand_past(held_on: date | None, *, at: datetime) -> None:
    """Refuse a day that is still to come where the congregations are."""
    if held_on and held_on > policy.today(at):
        raise Invalid("The decision lies in the future.", {"held_on": "At most today."})
