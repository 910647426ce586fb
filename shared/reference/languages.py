"""Languages by ISO 639-3 code (lists of people groups call it ROL3), retired codes included.

Macrolanguages (ara, zho) are not in the list: it names the languages that people speak.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from shared.reference.tables import rows


@dataclass(frozen=True, slots=True)
class Language:
    """One language; `dutch` is the English name where Dutch has none of its own."""

    code: str
    two_letters: str
    dutch: str
    english: str
    countries: tuple[str, ...]

    def name(self, language: str) -> str:
        """The name in Dutch (`nl`) or else in English."""
        return self.dutch if language == "nl" else self.english


@dataclass(frozen=True, slots=True)
class Retired:
    """A code no longer in use: why, and its one successor, empty when a person has to choose."""

    code: str
    reason: str
    use_instead: str


def languages() -> tuple[Language, ...]:
    """All languages, by code."""
    return tuple(_by_code().values())


def language(code: str) -> Language | None:
    """The language of an ISO 639-3 code in either case, through the successor of a retired one."""
    wanted = code.strip().lower()
    gone = retired(wanted)
    return _by_code().get(gone.use_instead if gone else wanted)


def retired(code: str) -> Retired | None:
    """Why a code is no longer used, or None when it never was retired."""
    return _retired().get(code.strip().lower())


def from_two_letters(code: str) -> Language | None:
    """The language of an ISO 639-1 code such as `nl`, in either case, or None."""
    return _by_two_letters().get(code.strip().lower())


@cache
def _by_code() -> Mapping[str, Language]:
    return MappingProxyType({row["iso639_3"]: _language(row) for row in rows("languages.csv")})


@cache
def _by_two_letters() -> Mapping[str, Language]:
    # Akan with Twi and Romanian with Moldavian share a code: the language goes before its dialect.
    dialects_first = sorted(rows("languages.csv"), key=lambda row: row["level"] != "dialect")
    found = {row["iso639_1"]: _by_code()[row["iso639_3"]] for row in dialects_first}
    return MappingProxyType({code: one for code, one in found.items() if code})


@cache
def _retired() -> Mapping[str, Retired]:
    gone = (Retired(**row) for row in rows("language_code_aliases.csv"))
    return MappingProxyType({one.code: one for one in gone})


def _language(row: Mapping[str, str]) -> Language:
    return Language(
        code=row["iso639_3"],
        two_letters=row["iso639_1"],
        dutch=row["name_nl"] or row["name_en"],
        english=row["name_en"],
        countries=tuple(row["countries"].split()),
    )
