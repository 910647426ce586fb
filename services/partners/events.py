"""What partners does when something happened elsewhere."""

from sqlalchemy.orm import Session

from services.partners.actions import agencies, projections
from shared.actor import service
from shared.contracts.congregations import (
    CoachAssigned,
    CoachUnassigned,
    CongregationProfiled,
    CongregationRegistered,
    TrackChanged,
)
from shared.contracts.identity import MembershipEnded, MembershipStarted
from shared.events.handlers import HandlerTable, Happening, Skip
from shared.projections.marks import demand_news


def on_registered(db: Session, event: CongregationRegistered, happening: Happening) -> None:
    """Know a congregation from its first day, with nothing known of it yet."""
    demand_news(db, "congregations", happening, event.congregation_id)
    at = happening.happened_at
    projections.know(db, event.congregation_id, at=at)


def on_profiled(db: Session, event: CongregationProfiled, happening: Happening) -> None:
    """Keep the facets of a congregation."""
    demand_news(db, "congregations", happening, event.congregation_id)
    projections.keep_profile(
        db,
        event.congregation_id,
        dict(event.to_data()),
        named=event.named_to_agencies,
        at=happening.happened_at,
    )


def on_coach_assigned(db: Session, event: CoachAssigned, happening: Happening) -> None:
    """Let the coach rank and propose for his congregation."""
    demand_news(db, "guidance", happening, event.congregation_id, event.coach_id)
    projections.keep_guidance(db, event.congregation_id, event.coach_id, at=happening.happened_at)


def on_coach_unassigned(db: Session, event: CoachUnassigned, happening: Happening) -> None:
    """Close the congregation's matches to who no longer guides it."""
    demand_news(db, "guidance", happening, event.congregation_id, event.coach_id)
    projections.end_guidance(db, event.congregation_id, event.coach_id)


def on_track_changed(db: Session, event: TrackChanged, happening: Happening) -> None:
    """Keep how far the journey is, for what may begin only later on it."""
    demand_news(db, "tracks", happening, event.track_id)
    projections.keep_track(
        db, event.track_id, event.congregation_id, kind=event.kind, state=event.state
    )


def on_membership_started(db: Session, event: MembershipStarted, happening: Happening) -> None:
    """Let an agency's first own person take it over; note which coaches it employs."""
    if event.organisation_kind != "agency":
        raise Skip("not of an agency")
    if event.role == "agency_staff":
        agencies.claim(db, service("partners"), event.organisation_id, at=happening.happened_at)
    elif event.role == "coach":
        demand_news(db, "employments", happening, event.membership_id)
        projections.keep_employment(db, event.membership_id, event.person_id, event.organisation_id)


def on_membership_ended(db: Session, event: MembershipEnded, happening: Happening) -> None:
    """Note that a coach is no longer employed by an agency."""
    demand_news(db, "employments", happening, event.membership_id)
    projections.end_employment(db, event.membership_id)


HANDLERS: HandlerTable = {
    CongregationRegistered: on_registered,
    CongregationProfiled: on_profiled,
    CoachAssigned: on_coach_assigned,
    CoachUnassigned: on_coach_unassigned,
    TrackChanged: on_track_changed,
    MembershipStarted: on_membership_started,
    MembershipEnded: on_membership_ended,
}
