"""What congregations tells the others about rounds of questions and commitments."""

from dataclasses import dataclass
from uuid import UUID

from shared.contracts.event import Event


@dataclass(frozen=True, kw_only=True)
class RoundOpened(Event):
    """A congregation began a round of questions (`t0`, `m6`, `m12`, `apk`, `other`)."""

    name = "congregations.round.opened"
    subject_field = "round_id"

    round_id: UUID
    congregation_id: UUID
    moment: str


@dataclass(frozen=True, kw_only=True)
class RoundClosed(Event):
    """A round of questions is closed; its outcome lies ready for the congregation."""

    name = "congregations.round.closed"
    subject_field = "round_id"

    round_id: UUID
    congregation_id: UUID
    moment: str


EVENTS: tuple[type[Event], ...] = (RoundOpened, RoundClosed)
