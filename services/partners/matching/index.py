"""An index of offerings by codes, from which the first places of a ranking are read quickly.

It says of very many offerings exactly what `rank` says: the same judges judge what occurs, once
for each class of equal values, and whole numbers are added by numpy. It holds ids and codes only;
what is shown is read again where it is kept, and explained by `explain`.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Self

import numpy as np

from services.partners.matching.columns import Growing, columns
from services.partners.matching.criteria import CRITERIA
from services.partners.matching.facts import Facets, OfferingFacts
from services.partners.matching.policy import Policy
from services.partners.matching.standing import Standing, standing

UNKNOWN = -1
NONE_OF_LATE: Mapping[str, int] = MappingProxyType({})


class Index:
    """Offerings by id; who changes it while another reads must keep the two apart."""

    def __init__(self) -> None:
        self._columns = columns(CRITERIA)
        self._codes = [Growing() for _ in self._columns]
        self._agency, self._capacity, self._live = Growing(), Growing(), Growing()
        self._ids: list[str] = []
        self._rows: dict[str, int] = {}
        self._free: list[int] = []
        self._agencies: dict[str, int] = {}
        self._by_id = np.zeros(0, np.int64)

    @classmethod
    def from_offerings(cls, offerings: Iterable[OfferingFacts]) -> Self:
        """Return the index of these; raises ValueError when two carry the same id."""
        made = cls()
        for offering in offerings:
            if offering.offering_id in made._rows:
                raise ValueError("an offering id occurs twice")
            made._set(made._row(offering.offering_id), offering)
        found = sorted(made._rows)
        made._by_id = np.array([made._rows[each] for each in found], np.int64)
        return made

    def __len__(self) -> int:
        """Return how many offerings are in it."""
        return len(self._rows)

    @property
    def worn(self) -> bool:
        """Whether so many values were replaced that it is better made anew."""
        return max(map(len, self._columns)) > 2 * len(self) + 10_000

    def holds(self, offering: OfferingFacts) -> bool:
        """Tell whether it is here, and what is judged of it is what it says now."""
        row = self._rows.get(offering.offering_id)
        return row is not None and all(
            column.known(offering) == codes.now[row]
            for column, codes in zip(self._columns, self._codes, strict=True)
        )

    def put(self, offering: OfferingFacts) -> None:
        """Take in an offering, or what it says now."""
        name = offering.offering_id
        known = name in self._rows
        row = self._rows[name] if known else self._row(name)
        self._set(row, offering)
        if not known:
            self._by_id = np.insert(self._by_id, self._place(name), row)

    def remove(self, offering_id: str) -> None:
        """Leave an offering out from now on; one that is not there stays away."""
        row = self._rows.get(offering_id)
        if row is not None:
            self._by_id = np.delete(self._by_id, self._place(offering_id))
            del self._rows[offering_id]
            self._live.put(row, 0)
            self._free.append(row)

    def standing(
        self,
        facets: Facets,
        *,
        policy: Policy,
        introduced: Mapping[str, int] = NONE_OF_LATE,
        without: Collection[str] = (),
    ) -> Standing:
        """Return how offerings stand for a congregation, without those it is not to see.

        `introduced` tells how often each was introduced of late, where it was.
        """
        points = sum(
            (
                column.points(facets, policy)[codes.now]
                for column, codes in zip(self._columns, self._codes, strict=True)
            ),
            start=np.zeros(len(self._ids), np.int64),
        )
        seen = self._live.now.astype(bool)
        seen[[self._rows[each] for each in without if each in self._rows]] = False
        recent = np.zeros(len(self._ids), np.int64)
        for name, count in introduced.items():
            if name in self._rows:
                recent[self._rows[name]] = count
        capacity = np.where(
            self._capacity.now == UNKNOWN, policy.assumed_capacity, self._capacity.now
        )
        exposure = np.maximum(recent, 0) * 1000 // np.maximum(capacity, 1)
        return standing(
            points,
            exposure,
            names=self._ids,
            agencies=self._agency.now,
            by_id=self._by_id[seen[self._by_id]],
            congregation_id=facets.congregation_id,
            policy=policy,
        )

    def _row(self, name: str) -> int:
        row = self._free.pop() if self._free else len(self._ids)
        if row == len(self._ids):
            self._ids.append(name)
        self._ids[row] = name
        self._rows[name] = row
        return row

    def _set(self, row: int, offering: OfferingFacts) -> None:
        for column, codes in zip(self._columns, self._codes, strict=True):
            codes.put(row, column.code(offering))
        agency = self._agencies.setdefault(offering.agency_id, len(self._agencies))
        self._agency.put(row, agency)
        self._capacity.put(row, UNKNOWN if offering.capacity is None else offering.capacity)
        self._live.put(row, 1)

    def _place(self, name: str) -> int:
        return bisect_left(self._by_id, name, key=self._ids.__getitem__)
