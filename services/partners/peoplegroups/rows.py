"""What comes out of a people-group list: rows, rejected rows, flags; None always means unknown."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Unreadable(Exception):
    """The file as a whole cannot be read; `code` names the sentence, `detail` the place or name."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class Layout(StrEnum):
    """Which release's columns the file has: with the Frontier column, or without it."""

    JP_2025 = "joshua-project-2025"
    JP_2018 = "joshua-project-2018"


class BibleStatus(StrEnum):
    """How much of the Bible there is; our own scale, because the number's meaning has changed."""

    UNSPECIFIED = "unspecified"
    NEEDED = "translation_needed"
    STARTED = "translation_started"
    PORTIONS = "portions"
    NEW_TESTAMENT = "new_testament"
    COMPLETE = "complete_bible"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleGroupRow:
    """One people group in one country; `key` is PeopleID3 followed by ROG3.

    `rog3` is a FIPS 10-4 code and `country_iso2` the ISO 3166-1 code made from it. Percentages
    have three decimals, degrees four. `values` holds every original column as it was written.
    """

    line: int
    key: str
    people_id3: str
    rog3: str
    rop3: str | None
    country_iso2: str
    name: str
    name_in_country: str
    population: int | None
    jp_scale: int | None
    least_reached: bool | None
    frontier: bool | None
    language_code: str | None
    bible_status: BibleStatus | None
    religion: str | None
    percent_adherents: float | None
    percent_evangelical: float | None
    latitude: float | None
    longitude: float | None
    flags: tuple[str, ...]
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that was not taken: its line in the file, the reason's code, and what was found."""

    line: int
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something to look at in a row that was taken, or in the file (line 0, no key)."""

    line: int
    key: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A list as read: nothing is lost, for each record is a row or rejected.

    `title` is the line above the header, `release` the year or date in it, `sha256` that of the
    file's bytes.
    """

    layout: Layout
    release: str | None
    title: str
    encoding: str
    separator: str
    sha256: str
    rows: tuple[PeopleGroupRow, ...]
    rejected: tuple[Rejected, ...]
    flags: tuple[Flag, ...]
