"""The index of open offerings that a process keeps, and the first places it gives a congregation.

It is brought up to date for every request, and what it puts first is read again: whoever changed
an offering in between, nothing is told but what stands in the database.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.matching import (
    Exclusion,
    Facets,
    Index,
    OfferingFacts,
    Policy,
    Ranking,
    explain,
)
from services.partners.model import OpenSince
from services.partners.queries import facets
from shared.actor import Actor

LOOKS = 3


@dataclass(frozen=True)
class Places:
    """How many first places are wanted of each kind."""

    ranked: int
    partners: int
    excluded: int


@dataclass(frozen=True)
class Beginning:
    """The first places of a ranking and how many there are in all."""

    policy_version: str
    ranked: tuple[Ranking, ...]
    best: tuple[Ranking, ...]
    excluded: tuple[Exclusion, ...]
    ranked_count: int
    excluded_count: int

    def partners(self, count: int = 3) -> tuple[Ranking, ...]:
        """Return the best offering of each of the first agencies, as many as were asked for."""
        return self.best[:count]


@dataclass(frozen=True)
class _Names:
    ranked: list[str]
    partners: list[str]
    excluded: list[str]
    ranked_count: int
    excluded_count: int

    def all(self) -> set[str]:
        return {*self.ranked, *self.partners, *self.excluded}


class Kept:
    """One index for all threads of a process; empty until it is first asked."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._index: Index | None = None
        self._seen = 0

    def beginning(
        self,
        db: Session,
        actor: Actor,
        known: Facets,
        places: Places,
        *,
        without: Iterable[str] = (),
        at: datetime,
    ) -> Beginning:
        """Return the first places among the open offerings that the asker may see."""
        recent = facets.recently_introduced(db, at)
        hidden = set(without)
        for look in range(LOOKS):
            names = self._first(db, known, places, recent, hidden)
            facts = {
                each.offering_id: each
                for each in facets.shown_offerings(db, actor, map(UUID, names.all()), recent)
            }
            hidden |= names.all() - facts.keys()
            stale = not names.all() <= facts.keys() or not self._holds(facts.values())
            if not stale or look == LOOKS - 1:
                break
        return _explained(known, names, facts)

    def refresh(self, db: Session) -> Index:
        """Return the index with all that was written until now; who calls it holds the lock."""
        since = db.scalars(select(OpenSince())).one()
        if self._index is None or self._index.worn:
            self._index = Index.from_offerings(facets.open_offerings(db))
        else:
            for name, facts in facets.changed_offerings(db, self._seen):
                if facts:
                    self._index.put(facts)
                else:
                    self._index.remove(name)
        self._seen = max(self._seen, since)
        return self._index

    def _first(
        self,
        db: Session,
        known: Facets,
        places: Places,
        recent: facets.Recent,
        hidden: Collection[str],
    ) -> _Names:
        introduced = {str(offering): count for offering, count in recent.items()}
        with self._lock:
            found = self.refresh(db).standing(
                known, policy=Policy(), introduced=introduced, without=hidden
            )
            return _Names(
                found.ranked(places.ranked),
                found.partners(places.partners),
                found.excluded(places.excluded),
                len(found.eligible),
                len(found.refused),
            )

    def _holds(self, facts: Iterable[OfferingFacts]) -> bool:
        with self._lock:
            return self._index is not None and all(map(self._index.holds, facts))


def _explained(known: Facets, names: _Names, facts: dict[str, OfferingFacts]) -> Beginning:
    """Explain what was read again; what is gone or excluded by now is left out."""
    told = {name: explain(known, each, Policy()) for name, each in facts.items()}
    found = [
        [told[name] for name in each if name in told] for each in (names.ranked, names.partners)
    ]
    ranked, best = (tuple(r for r in each if isinstance(r, Ranking)) for each in found)
    out = [told[name] for name in names.excluded if name in told]
    return Beginning(
        policy_version=Policy().version,
        ranked=ranked,
        best=best,
        excluded=tuple(each for each in out if isinstance(each, Exclusion)),
        ranked_count=names.ranked_count,
        excluded_count=names.excluded_count,
    )
