"""What scheduling does when something happened elsewhere."""

from sqlalchemy.orm import Session

from services.scheduling.actions import follow_ups, knowing
from services.scheduling.model import Member
from shared.contracts.congregations import (
    CoachAssigned,
    CoachUnassigned,
    LaunchRecorded,
    LaunchWithdrawn,
)
from shared.contracts.identity import MembershipEnded, MembershipStarted
from shared.contracts.partners import MatchClosed, MatchIntroduced
from shared.events.handlers import HandlerTable, Happening
from shared.projections.marks import demand_news


def learn_coach(db: Session, event: CoachAssigned, happening: Happening) -> None:
    """Know that this coach guides the congregation."""
    demand_news(db, "guidance", happening, event.congregation_id, event.coach_id)
    knowing.learn_coach(db, event.congregation_id, event.coach_id, at=happening.happened_at)


def forget_coach(db: Session, event: CoachUnassigned, happening: Happening) -> None:
    """Know that this coach guides the congregation no longer."""
    demand_news(db, "guidance", happening, event.congregation_id, event.coach_id)
    knowing.forget_coach(db, event.congregation_id, event.coach_id, at=happening.now)


def learn_member(db: Session, event: MembershipStarted, happening: Happening) -> None:
    """Know a person's role in an organisation."""
    demand_news(db, "memberships", happening, event.membership_id)
    member = Member(
        id=event.membership_id,
        person_id=event.person_id,
        organisation_id=event.organisation_id,
        organisation_kind=event.organisation_kind,
        role=event.role,
    )
    knowing.learn_member(db, member)


def forget_member(db: Session, event: MembershipEnded, happening: Happening) -> None:
    """Know that a person left a role."""
    demand_news(db, "memberships", happening, event.membership_id)
    knowing.forget_member(db, event.membership_id, at=happening.now)


def learn_introduction(db: Session, event: MatchIntroduced, happening: Happening) -> None:
    """Know that the agency's people may take part in the congregation's sessions."""
    demand_news(db, "introductions", happening, event.match_id)
    knowing.learn_introduction(db, event.match_id, event.congregation_id, event.agency_id)


def forget_introduction(db: Session, event: MatchClosed, happening: Happening) -> None:
    """Know that a match ended."""
    demand_news(db, "introductions", happening, event.match_id)
    knowing.forget_introduction(db, event.match_id)


def follow_launch(db: Session, event: LaunchRecorded, happening: Happening) -> None:
    """Let evaluations and APK follow the launch."""
    demand_news(db, "launches", happening, event.journey_id)
    follow_ups.follow(db, event, at=happening.now)


def suspend_follow_ups(db: Session, event: LaunchWithdrawn, happening: Happening) -> None:
    """Suspend what followed from the launch; one that is told of only later will be old news."""
    demand_news(db, "launches", happening, event.journey_id)
    follow_ups.suspend(db, event.journey_id, event.launch_id, at=happening.now)


HANDLERS: HandlerTable = {
    CoachAssigned: learn_coach,
    CoachUnassigned: forget_coach,
    MembershipStarted: learn_member,
    MembershipEnded: forget_member,
    MatchIntroduced: learn_introduction,
    MatchClosed: forget_introduction,
    LaunchRecorded: follow_launch,
    LaunchWithdrawn: suspend_follow_ups,
}
