"""Columns of an index: what a criterion reads of each offering, as codes of distinct values.

A congregation judges every class of values once: values that no criterion of the column can tell
apart for this congregation. Which those are depends on what is read: a set is only compared with
the congregation's own, a period only with today, and anything else is a class of its own.
"""

from array import array
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from services.partners.matching.criteria import Criterion
from services.partners.matching.facts import Codes, Facets, OfferingFacts
from services.partners.matching.policy import Policy
from services.partners.matching.ranking import points_of

Numbers = npt.NDArray[np.int64]
Values = tuple[Any, ...]

# the points of a side stay below 2 to the power 20, so that one sum carries both and the refusals
AGENCY, REFUSALS = 20, 40

# criteria that look at sets for nothing but what they share with a set of the congregation
COMPARED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "themes": {"themes": "themes"},
        "people_groups": {"people_groups": "people_groups"},
        "places": {"countries": "countries", "regions": "regions"},
        "heart_languages": {"languages": "languages"},
        "languages": {"languages": "languages_spoken"},
    }
)
# criteria that ask of days only whether they are before the day of the ranking
DATED = frozenset({"period"})


class Growing:
    """Whole numbers by place; the array behind them doubles when it is full."""

    def __init__(self) -> None:
        self._kept: Numbers = np.zeros(64, np.int64)
        self._length = 0

    def put(self, place: int, number: int) -> None:
        """Set a number, one behind the last at most."""
        if place >= len(self._kept):
            self._kept = np.concatenate([self._kept, np.zeros_like(self._kept)])
        self._length = max(self._length, place + 1)
        self._kept[place] = number

    @property
    def now(self) -> Numbers:
        """The numbers as they are, to be read before the next is put."""
        return self._kept[: self._length]


class Alone:
    """Every value is a class of its own."""

    def __init__(self) -> None:
        self._length = 0

    def add(self, _values: Values) -> None:
        """Take in the next value."""
        self._length += 1

    def classes(self, _facets: Facets) -> Numbers:
        """Return the class of each value."""
        return np.arange(self._length, dtype=np.int64)


class Compared:
    """Values are alike that share the same codes with the congregation's sets."""

    def __init__(self, facets_of: Sequence[frozenset[str]]) -> None:
        self._facets_of = facets_of
        self._shapes = Growing()
        self._length = 0
        self._holding: list[dict[str, array[int]]] = [
            defaultdict(lambda: array("q")) for _ in facets_of
        ]

    def add(self, values: Values) -> None:
        """Take in the next value: for each of its sets whether it is there, and its codes."""
        shape = 0
        for codes, holding in zip(values, self._holding, strict=True):
            shape = shape * 3 + (0 if codes is None else 2 if codes else 1)
            for code in codes or ():
                holding[code].append(self._length)
        self._shapes.put(self._length, shape)
        self._length += 1

    def classes(self, facets: Facets) -> Numbers:
        """Return the class of each value: its shape, or what it shares when it shares anything."""
        labels = self._shapes.now.copy()
        for holding, names in zip(self._holding, self._facets_of, strict=True):
            for code in sorted(_wanted(facets, names)):
                if code in holding:
                    _split(labels, np.array(holding[code], np.int64))
        return labels


class Dated:
    """Values are alike whose days are known, and past, in the same way."""

    def __init__(self) -> None:
        self._days: list[Growing] = []
        self._length = 0

    def add(self, values: Values) -> None:
        """Take in the next value."""
        self._days = self._days or [Growing() for _ in values]
        for days, day in zip(self._days, values, strict=True):
            days.put(self._length, 0 if day is None else day.toordinal())
        self._length += 1

    def classes(self, facets: Facets) -> Numbers:
        """Return the class of each value: per day unknown, past, or not yet past."""
        today, labels = facets.as_of.toordinal(), np.zeros(self._length, np.int64)
        for days in self._days:
            known = days.now
            labels = labels * 3 + np.where(known == 0, 0, np.where(known < today, 1, 2))
        return labels


class Column:
    """One code for each offering, of what the criteria with the same fields read of it."""

    def __init__(self, criteria: Sequence[Criterion]) -> None:
        self.criteria = criteria
        self._fields = criteria[0].fields
        self._read = attrgetter(*self._fields)
        self._codes: dict[Hashable, int] = {}
        self._values: list[Hashable] = []
        self._alike = _alike(criteria)

    def __len__(self) -> int:
        """Return how many distinct values were ever put in."""
        return len(self._values)

    def code(self, offering: OfferingFacts) -> int:
        """Return the code of what this offering says, a new one for what none said before."""
        read = self._read(offering)
        found = self._codes.get(read)
        if found is None:
            found = self._codes[read] = len(self._values)
            self._values.append(read)
            self._alike.add(self._tuple(read))
        return found

    def known(self, offering: OfferingFacts) -> int | None:
        """Return the code of what this offering says, None when none ever said it."""
        return self._codes.get(self._read(offering))

    def points(self, facets: Facets, policy: Policy) -> Numbers:
        """Return by code what both sides get in the middle, and the conditions that refuse."""
        labels = self._alike.classes(facets)
        if not len(labels):
            return labels
        examples = np.full(int(labels.max()) + 1, -1, np.int64)
        examples[labels] = np.arange(len(labels))
        worth = [0 if code < 0 else self._worth(code, facets, policy) for code in examples.tolist()]
        return np.array(worth, np.int64)[labels]

    def _worth(self, code: int, facets: Facets, policy: Policy) -> int:
        said = dict(zip(self._fields, self._tuple(self._values[code]), strict=True))
        example = OfferingFacts(**{**NOBODY, **said})
        worth = 0
        for criterion in self.criteria:
            judgement = criterion.judge(facets, example, policy)
            congregation, agency, refuses = points_of(criterion, judgement, policy)
            worth += congregation.mid + (agency.mid << AGENCY) + (int(refuses) << REFUSALS)
        return worth

    def _tuple(self, read: Hashable) -> Values:
        return read if len(self._fields) > 1 else (read,)  # type: ignore[return-value]


NOBODY = MappingProxyType({"offering_id": "", "agency_id": "", "kind": ""})


def columns(criteria: Sequence[Criterion]) -> list[Column]:
    """Return a column for each group of criteria that read the same fields."""
    groups: dict[tuple[str, ...], list[Criterion]] = {}
    for criterion in criteria:
        groups.setdefault(criterion.fields, []).append(criterion)
    return [Column(group) for group in groups.values()]


def _alike(criteria: Sequence[Criterion]) -> Alone | Compared | Dated:
    names = {criterion.name for criterion in criteria}
    if names <= DATED:
        return Dated()
    if names <= COMPARED.keys():
        fields = criteria[0].fields
        return Compared([frozenset(COMPARED[n][field] for n in names) for field in fields])
    return Alone()


def _wanted(facets: Facets, names: frozenset[str]) -> Codes:
    sets: list[Codes | None] = [getattr(facets, name) for name in names]
    return frozenset().union(*(each for each in sets if each))


def _split(labels: Numbers, holding: Numbers) -> None:
    """Give those that hold a code classes apart from those that do not, as few as there are."""
    _before, now = np.unique(labels[holding], return_inverse=True)
    labels[holding] = int(labels.max()) + 1 + now
