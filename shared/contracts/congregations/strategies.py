"""What congregations tells the others about strategies and what is done of them."""

from dataclasses import dataclass
from uuid import UUID

from shared.contracts.event import Event


@dataclass(frozen=True, kw_only=True)
class StrategyShared(Event):
    """A version of a strategy lies before the leaders; `revision` tells which sharing."""

    name = "congregations.strategy.shared"
    subject_field = "strategy_id"

    strategy_id: UUID
    journey_id: UUID
    congregation_id: UUID
    strategy_version: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class StrategyAdopted(Event):
    """The congregation's decision body adopted a version; the one before no longer holds."""

    name = "congregations.strategy.adopted"
    subject_field = "strategy_id"

    strategy_id: UUID
    journey_id: UUID
    congregation_id: UUID
    strategy_version: int


EVENTS: tuple[type[Event], ...] = (StrategyShared, StrategyAdopted)
