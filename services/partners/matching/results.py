"""What the ranking says: intervals, contributions that add up to them, and who was left out why."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

Params = tuple[tuple[str, tuple[str, ...]], ...]


class Verdict(StrEnum):
    """The answer of one criterion."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    PARTLY = "partly"


class Interval(NamedTuple):
    """A score in hundredths of a point: what it is at least, in the middle, and at most."""

    low: int
    mid: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one criterion adds, in hundredths: `points` to the middle, `low` and `high` to the ends.

    `params` names codes by vocabulary list, for the sentences; `missing` names the facts that
    would decide an unknown (`congregation.talents`, `offering.risk_level`).
    """

    criterion: str
    verdict: Verdict
    points: int
    low: int
    high: int
    of: int
    for_congregation: int
    for_agency: int
    reason_code: str
    params: Params = ()
    missing: tuple[str, ...] = ()
    hard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """One eligible offering: `low`, `mid`, `high` are the sums of its contributions (0-10000).

    The rank value is `mid` lowered by recent exposure; it orders the list and is shown apart.
    """

    offering_id: str
    agency_id: str
    kind: str
    low: int
    mid: int
    high: int
    for_congregation: Interval
    for_agency: Interval
    exposure: int
    rank_value: int
    contributions: tuple[Contribution, ...]

    @property
    def open_questions(self) -> tuple[Contribution, ...]:
        """The conditions of which nobody knows yet whether they are met."""
        return tuple(c for c in self.contributions if c.hard and c.verdict is Verdict.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """An offering that cannot be, with each condition that says so."""

    offering_id: str
    agency_id: str
    kind: str
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The eligible offerings in order, and apart from them those that were excluded."""

    policy_version: str
    ranked: tuple[Ranking, ...]
    excluded: tuple[Exclusion, ...]

    def partners(self, count: int = 3) -> tuple[Ranking, ...]:
        """The best offering of each of the first `count` agencies: partners, not three of one."""
        best: dict[str, Ranking] = {}
        for ranking in self.ranked:
            best.setdefault(ranking.agency_id, ranking)
            if len(best) == count:
                break
        return tuple(best.values())
