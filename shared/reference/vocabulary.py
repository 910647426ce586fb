"""The code lists that every service and the pages share, with their Dutch and English labels.

A list is data (vocabulary.csv); bands stand in rising order, so that `rank` compares them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from shared.reference.tables import rows


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a list: what is stored and sent (`code`), and what people read."""

    code: str
    dutch: str
    english: str
    order: int

    def label(self, language: str) -> str:
        """What people read, in Dutch (`nl`) or else in English."""
        return self.dutch if language == "nl" else self.english


def lists() -> tuple[str, ...]:
    """The names of all lists."""
    return tuple(_lists())


def codes(list_name: str) -> tuple[Term, ...]:
    """The terms of a list in their order; KeyError for a list that does not exist."""
    return tuple(_lists()[list_name].values())


def is_code(list_name: str, code: str) -> bool:
    """Whether the list has this code; KeyError for a list that does not exist."""
    return code in _lists()[list_name]


def label(list_name: str, code: str, language: str) -> str:
    """What people read for a code, in Dutch (`nl`) or else in English; KeyError when unknown."""
    return _lists()[list_name][code].label(language)


def rank(list_name: str, code: str) -> int:
    """The place of a code in its list, from 1, for comparing bands; KeyError when unknown."""
    return _lists()[list_name][code].order


@cache
def _lists() -> Mapping[str, Mapping[str, Term]]:
    found: dict[str, dict[str, Term]] = {}
    for row in rows("vocabulary.csv"):
        term = Term(row["code"], row["dutch"], row["english"], int(row["order"]))
        found.setdefault(row["list"], {})[term.code] = term
    return MappingProxyType({name: _in_order(terms) for name, terms in found.items()})


def _in_order(terms: Mapping[str, Term]) -> Mapping[str, Term]:
    ordered = sorted(terms.values(), key=lambda term: term.order)
    return MappingProxyType({term.code: term for term in ordered})
