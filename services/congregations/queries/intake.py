"""Where the intake of a congregation stands, found for an asker who may read it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.congregations import policy
from services.congregations.model import (
    Congregation,
    Conversation,
    Enquiry,
    Journey,
    Proposal,
)
from services.congregations.policy import Standing
from services.congregations.queries import profiles
from services.congregations.queries.telling import JourneyLetter, Subject
from shared.actor import Actor
from shared.errors import NotFound

WHOLE = (
    selectinload(Proposal.tracks),
    selectinload(Proposal.changes),
    selectinload(Proposal.decision),
)


@dataclass(frozen=True)
class Intake:
    """All that the page about a congregation's intake shows."""

    standing: Standing
    congregation: Congregation
    journey: Journey | None
    enquiries: list[Enquiry]
    conversations: list[Conversation]
    proposals: list[Proposal]

    @property
    def next_step(self) -> str:
        """Return the code of what comes next."""
        states = [one.state for one in self.proposals]
        if self.journey is not None and self.journey.state == "open":
            return "journey"
        if "offered" in states:
            return "answer"
        if "draft" in states:
            return "offer"
        if self.conversations:
            return "proposal"
        return "conversation" if self.enquiries else "enquiry"


def intake(db: Session, actor: Actor, congregation_id: UUID) -> Intake:
    """Return the intake: all of it for coaches, the offered proposals for the congregation."""
    mine = profiles.standing(db, actor, congregation_id)
    mine.demand(any_of=policy.ALL)
    return Intake(
        standing=mine,
        congregation=profiles.congregation(db, congregation_id),
        journey=profiles.latest_journeys(db, [congregation_id]).get(congregation_id),
        enquiries=_enquiries(db, congregation_id) if mine.guides else [],
        conversations=_conversations(db, congregation_id) if mine.guides else [],
        proposals=[one for one in _proposals(db, congregation_id) if _may_read(mine, one)],
    )


def proposal(db: Session, actor: Actor, proposal_id: UUID) -> tuple[Proposal, Standing]:
    """Return a proposal and what its asker is to the congregation; drafts are the coach's own."""
    found = db.get(Proposal, proposal_id, options=WHOLE)
    if found is None:
        raise NotFound
    mine = profiles.standing(db, actor, found.congregation_id)
    mine.demand(any_of=policy.ALL)
    if not _may_read(mine, found):
        raise NotFound
    return found, mine


def subject(db: Session, proposal_id: UUID) -> Subject | None:
    """Return what a decision about a proposal is about."""
    found = db.get(Proposal, proposal_id)
    if found is None:
        return None
    titles = (f"Trajectvoorstel, versie {found.version}", f"Proposal, version {found.version}")
    return Subject(found.congregation_id, found.journey_id, *titles)


def letter(db: Session, proposal_id: UUID) -> JourneyLetter:
    """Return what the letter about an offered proposal says."""
    found = db.get(Proposal, proposal_id)
    if found is None:
        raise NotFound
    return JourneyLetter(
        state=found.state,
        congregation_id=found.congregation_id,
        path=f"/congregations/{found.congregation_id}/intake",
        coach_id=found.drafted_by,
    )


def _may_read(mine: Standing, found: Proposal) -> bool:
    return mine.guides or found.offered_at is not None


def _proposals(db: Session, congregation_id: UUID) -> list[Proposal]:
    statement = select(Proposal).where(Proposal.congregation_id == congregation_id).options(*WHOLE)
    return list(db.scalars(statement.order_by(Proposal.version.desc())))


def _enquiries(db: Session, congregation_id: UUID) -> list[Enquiry]:
    statement = select(Enquiry).where(Enquiry.congregation_id == congregation_id)
    return list(db.scalars(statement.order_by(Enquiry.on_day.desc(), Enquiry.id.desc())))


def _conversations(db: Session, congregation_id: UUID) -> list[Conversation]:
    statement = select(Conversation).where(Conversation.congregation_id == congregation_id)
    newest = (Conversation.on_day.desc(), Conversation.id.desc())
    return list(db.scalars(statement.order_by(*newest)))
