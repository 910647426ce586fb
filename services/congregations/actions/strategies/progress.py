"""What was done of a plan: its actions come from state to state, on the version that holds."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations.actions.strategies.demands import demand_open
from services.congregations.model import Action, ActionChange, Strategy
from services.congregations.model.strategies import ACTION_FOLLOWS, ACTION_WITH_WORDS
from services.congregations.queries import strategies
from shared.actor import Actor
from shared.errors import Conflict, Invalid

MOST_CHANGES = 200  # lines about one action; more than ever anybody writes


def report_progress(
    db: Session, actor: Actor, action_id: UUID, *, to: str, note: str, at: datetime
) -> Action:
    """Bring an action into a state, or write how it goes while it stays in the one it has.

    An action that is dropped needs a reason, one that is blocked needs by what.
    """
    action = strategies.action(db, actor, action_id)
    demand_open(db, action.goal.strategy)
    if action.goal.strategy.state != "adopted":
        raise Conflict("Progress is written on the version that the congregation adopted.")
    if to != action.state and to not in ACTION_FOLLOWS[action.state]:
        raise Conflict("That cannot follow on where this action stands; look at it again.")
    if to in ACTION_WITH_WORDS and not note:
        raise Invalid("Say why in a few words.", {"note": "Why, or by what."})
    if to == action.state and not note:
        raise Conflict("This action stands like that already.")
    if len(action.changes) >= MOST_CHANGES:
        raise Conflict("So much was written about this action that there is no room for more.")
    change = ActionChange(from_state=action.state, to_state=to, note=note, by=actor.id, at=at)
    action.changes.append(change)
    if to != action.state:
        action.since = at
    if to != action.state or to in ACTION_WITH_WORDS:
        action.state_words = note if to in ACTION_WITH_WORDS else ""
    action.state = to
    action.revision += 1
    db.flush()
    return action


def carry_over(before: Strategy, after: Strategy) -> None:
    """Let the actions of a version that is about to hold stand where they have come to since."""
    were = {one.key: one for one in before.actions}
    for action in after.actions:
        if action.key in were:
            then = were[action.key]
            action.state, action.state_words = then.state, then.state_words
            action.since = then.since
