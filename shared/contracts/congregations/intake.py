"""What congregations tells the others about a journey that is proposed."""

from dataclasses import dataclass
from uuid import UUID

from shared.contracts.event import Event


@dataclass(frozen=True, kw_only=True)
class ProposalOffered(Event):
    """A proposed journey lies ready for a congregation's answer."""

    name = "congregations.proposal.offered"
    subject_field = "proposal_id"

    proposal_id: UUID
    congregation_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProposalAnswered(Event):
    """A congregation's body answered a proposed journey (`yes`, `no`)."""

    name = "congregations.proposal.answered"
    subject_field = "proposal_id"

    proposal_id: UUID
    congregation_id: UUID
    answer: str


EVENTS: tuple[type[Event], ...] = (ProposalOffered, ProposalAnswered)
