"""What notifications does when something happened elsewhere: by the rules, somebody is told."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from services.notifications.actions import knowing, messages
from services.notifications.model import Member
from services.notifications.queries.audience import ROLES_OF
from services.notifications.rules import Rule, contracts
from shared.contracts.event import Event
from shared.contracts.identity import MembershipEnded, MembershipStarted
from shared.events.handlers import Handler, HandlerTable, Happening, Retry, Skip
from shared.projections.marks import demand_news

# Memberships come from another service than the events that need them, so they may come later.
PATIENCE = timedelta(seconds=90)


def learn_member(db: Session, event: MembershipStarted, happening: Happening) -> None:
    """Know a person's role in an organisation."""
    demand_news(db, "memberships", happening, event.membership_id)
    member = Member(
        id=event.membership_id,
        person_id=event.person_id,
        organisation_id=event.organisation_id,
        role=event.role,
        since=happening.happened_at,
    )
    knowing.learn_member(db, member)


def forget_member(db: Session, event: MembershipEnded, happening: Happening) -> None:
    """Know that a person left a role."""
    demand_news(db, "memberships", happening, event.membership_id)
    knowing.forget_member(db, event.membership_id)


def follow(rules: Sequence[Rule]) -> Handler:
    """Return the handler that queues the letters of these rules."""

    def tell(db: Session, event: Event, happening: Happening) -> None:
        asked = [rule for rule in rules if rule.applies(event)]
        if not asked:
            raise Skip("another letter tells of it")
        if sum(messages.tell(db, rule, event, happening) for rule in asked):
            return
        by_role = any(rule.to in ROLES_OF for rule in asked)
        if by_role and happening.now - happening.happened_at < PATIENCE:
            raise Retry("nobody is known yet to whom this could be told")
        raise Skip("there is nobody to tell")

    return tell


HANDLERS: HandlerTable = {
    MembershipStarted: learn_member,
    MembershipEnded: forget_member,
    **{contract: follow(rules) for contract, rules in contracts().items()},
}
