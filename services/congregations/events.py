"""What congregations does when something happened elsewhere."""

from sqlalchemy.orm import Session

from services.congregations.actions import projections
from services.congregations.actions.evaluations import looking_back
from services.congregations.actions.implementation import asking
from services.congregations.model import ActiveAgreement, PlannedSession
from shared.contracts.identity import MembershipEnded, MembershipStarted
from shared.contracts.partners import (
    AgencyAsked,
    AgreementActivated,
    AgreementEnded,
    CongregationAsked,
    MatchClosed,
    MatchIntroduced,
)
from shared.contracts.scheduling import SessionCancelled, SessionMoved, SessionPlanned
from shared.events.handlers import HandlerTable, Happening, Skip
from shared.projections.marks import demand_news, is_news


def session_dated(db: Session, event: SessionPlanned | SessionMoved, happening: Happening) -> None:
    """Remember when a session takes place."""
    demand_news(db, "sessions", happening, event.session_id)
    session = PlannedSession(
        session_id=event.session_id,
        congregation_id=event.congregation_id,
        step_id=event.step_id,
        run_id=event.run_id,
        number=event.number,
        kind=event.kind,
        start=event.start,
        revision=event.revision,
    )
    kept = projections.remember_session(db, session)
    looking_back.follow_session(db, kept, event.journey_id, at=happening.now)


def session_cancelled(db: Session, event: SessionCancelled, happening: Happening) -> None:
    """Forget a session that does not take place."""
    demand_news(db, "sessions", happening, event.session_id)
    projections.forget_session(db, event.session_id)
    looking_back.lose_session(db, event.session_id)


def coach_came(db: Session, event: MembershipStarted, happening: Happening) -> None:
    """Remember who may guide congregations."""
    if event.role != "coach":
        raise Skip("not a coach")
    demand_news(db, "coaches", happening, event.membership_id)
    projections.remember_coach(db, event.membership_id, event.person_id)


def coach_left(db: Session, event: MembershipEnded, happening: Happening) -> None:
    """Forget a coach's role that ended."""
    demand_news(db, "coaches", happening, event.membership_id)
    projections.forget_coach(db, event.membership_id)


def congregation_asked(db: Session, event: CongregationAsked, happening: Happening) -> None:
    """Remember that the leaders have a proposal to answer."""
    demand_news(db, "questions", happening, event.match_id)
    projections.remember_question(
        db,
        event.match_id,
        event.congregation_id,
        waiting_for="congregation",
        since=happening.happened_at,
    )


def agency_asked(db: Session, event: AgencyAsked, happening: Happening) -> None:
    """Remember that the agency has a request to answer."""
    demand_news(db, "questions", happening, event.match_id)
    projections.remember_question(
        db,
        event.match_id,
        event.congregation_id,
        waiting_for="agency",
        since=happening.happened_at,
    )


def match_introduced(db: Session, event: MatchIntroduced, happening: Happening) -> None:
    """Remember that the agency knows the congregation by name now; the question is answered."""
    answered = is_news(db, "questions", happening, event.match_id)
    if answered:
        projections.forget_question(db, event.match_id)
    if is_news(db, "introductions", happening, event.match_id):
        _introduce(db, event, happening)
    elif not answered:
        raise Skip("something newer is known")


def _introduce(db: Session, event: MatchIntroduced, happening: Happening) -> None:
    projections.remember_introduction(
        db,
        event.match_id,
        event.congregation_id,
        event.agency_id,
        since=happening.happened_at,
    )


def match_closed(db: Session, event: MatchClosed, happening: Happening) -> None:
    """Forget the questions and the introduction of a match that ended."""
    if is_news(db, "questions", happening, event.match_id):
        projections.forget_question(db, event.match_id)
    if is_news(db, "introductions", happening, event.match_id):
        projections.forget_introduction(db, event.match_id)


def agreement_activated(db: Session, event: AgreementActivated, happening: Happening) -> None:
    """Ask the agency about this agreement from now on."""
    demand_news(db, "agreements", happening, event.agreement_id)
    agreement = ActiveAgreement(
        agreement_id=event.agreement_id,
        congregation_id=event.congregation_id,
        agency_id=event.agency_id,
        since=happening.happened_at,
    )
    asking.keep_agreement(db, agreement)


def agreement_ended(db: Session, event: AgreementEnded, happening: Happening) -> None:
    """Ask no more about an agreement that ended."""
    demand_news(db, "agreements", happening, event.agreement_id)
    asking.forget_agreement(db, event.agreement_id)


HANDLERS: HandlerTable = {
    MembershipStarted: coach_came,
    MembershipEnded: coach_left,
    SessionPlanned: session_dated,
    SessionMoved: session_dated,
    SessionCancelled: session_cancelled,
    CongregationAsked: congregation_asked,
    AgencyAsked: agency_asked,
    MatchIntroduced: match_introduced,
    MatchClosed: match_closed,
    AgreementActivated: agreement_activated,
    AgreementEnded: agreement_ended,
}
