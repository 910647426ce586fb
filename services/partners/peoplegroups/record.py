"""Reads one record into a row, or refuses it; what can be doubted but not refused is flagged."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from services.partners.peoplegroups.cells import (
    Doubt,
    cleaned,
    percentage,
    point,
    scale,
    scales_of,
    whole_number,
    yes_or_no,
)
from services.partners.peoplegroups.rows import BibleStatus, PeopleGroupRow

LONGEST_NAME = 200
FORMULA = ("=", "+", "-", "@")
MARKUP = re.compile(r"<[a-zA-Z/!]")
MOJIBAKE = re.compile("[\u00c2\u00c3][\u0080-\u00bf]")
SAME_ENOUGH = 0.01

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Border:
    """How codes of the list become ours, and how a point is checked against its country."""

    iso_of_fips: Callable[[str], str | None]
    successor_of: Callable[[str], str | None]
    far_outside: Callable[[str, float, float], bool] | None


class Refused(Exception):
    """A record that cannot become a row."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = cleaned(detail)[:80]


class RowReader:
    """Reads records of one file: knows its columns, its decimal comma and its Bible scale."""

    def __init__(
        self,
        header: tuple[str, ...],
        comma: bool,
        bible: Mapping[str, BibleStatus],
        border: Border,
    ) -> None:
        self.header = header
        self.comma = comma
        self.bible = bible
        self.border = border

    def row(self, line: int, cells: list[str]) -> PeopleGroupRow:
        """The row of these cells; Refused when the record has no key, country or name."""
        values = self._values(cells)
        identity, rog3, iso2 = self._key(values)
        across, local = _names(values)
        flags = _name_flags(across, local)
        adherents, evangelical, jp_scale = self._progress(values, flags)
        place = self._place(values, iso2, flags)
        return PeopleGroupRow(
            line=line,
            key=f"{identity}{rog3}",
            people_id3=identity,
            rog3=rog3,
            rop3=values.get("ROP3", "").strip() or None,
            country_iso2=iso2,
            name=across,
            name_in_country=local,
            population=_or_flag(flags, whole_number, values.get("Population", "")),
            jp_scale=jp_scale,
            least_reached=_least_reached(values, jp_scale, flags),
            frontier=yes_or_no(values.get("Frontier", "")),
            language_code=self._language(values, flags),
            bible_status=self.bible.get(values.get("BibleStatus", "").strip()),
            religion=cleaned(values.get("PrimaryReligion", ""))[:LONGEST_NAME] or None,
            percent_adherents=adherents,
            percent_evangelical=evangelical,
            latitude=place[0],
            longitude=place[1],
            flags=tuple(flags),
            values=values,
        )

    def _values(self, cells: list[str]) -> dict[str, str]:
        extra = len(cells) - len(self.header)
        if extra < 0 or any(cell.strip() for cell in cells[len(self.header) :]):
            raise Refused("wrong_number_of_cells", f"{len(cells)} / {len(self.header)}")
        return dict(zip(self.header, cells, strict=False))

    def _key(self, values: dict[str, str]) -> tuple[str, str, str]:
        identity, rog3 = values["PeopleID3"].strip(), values["ROG3"].strip().upper()
        if not identity:
            raise Refused("id_missing")
        if not (identity.isascii() and identity.isdigit() and len(identity) <= 9):
            raise Refused("id_not_a_number", identity)
        iso2 = self.border.iso_of_fips(rog3) if rog3 else None
        if iso2 is None:
            raise Refused("country_unknown", rog3)
        return identity, rog3, iso2

    def _progress(
        self, values: dict[str, str], flags: list[str]
    ) -> tuple[float | None, float | None, int | None]:
        adherents = _or_flag(flags, self._percentage, values.get("PercentAdherents", ""))
        evangelical = _or_flag(flags, self._percentage, values.get("PercentEvangelical", ""))
        jp_scale = _or_flag(flags, scale, values.get("JPScale", ""))
        flags += _contradictions(adherents, evangelical, jp_scale)
        return adherents, evangelical, jp_scale

    def _percentage(self, text: str) -> float | None:
        return percentage(text, comma=self.comma)

    def _place(
        self, values: dict[str, str], iso2: str, flags: list[str]
    ) -> tuple[float | None, float | None]:
        try:
            degrees = values.get("Latitude", ""), values.get("Longitude", "")
            found = point(*degrees, comma=self.comma)
        except Doubt as doubt:
            flags.append(doubt.code)
            return None, None
        if found is None:
            return None, None
        if self.border.far_outside is not None and self.border.far_outside(iso2, *found):
            flags.append("coordinates_far_from_country")
        return found

    def _language(self, values: dict[str, str], flags: list[str]) -> str | None:
        if MOJIBAKE.search(values.get("PrimaryLanguageName", "")):
            flags.append("language_name_garbled")
        code = values.get("ROL3", "").strip().lower()
        if code in ("", "xxx"):
            return None
        if not (len(code) == 3 and code.isascii() and code.isalpha()):
            flags.append("language_code_unreadable")
            return None
        successor = self.border.successor_of(code)
        if successor is None:
            return code
        flags.append("language_code_replaced" if successor else "language_code_split")
        return successor or None


def _names(values: dict[str, str]) -> tuple[str, str]:
    across = cleaned(values.get("PeopNameAcrossCountries", ""))
    local = cleaned(values.get("PeopNameInCountry", ""))
    across, local = across or local, local or across
    if not local:
        raise Refused("name_missing")
    if max(len(across), len(local)) > LONGEST_NAME:
        raise Refused("name_too_long", f"{max(len(across), len(local))} / {LONGEST_NAME}")
    return across, local


def _name_flags(across: str, local: str) -> list[str]:
    names = (across, local)
    flags = ["name_like_a_formula"] if any(name.startswith(FORMULA) for name in names) else []
    return [*flags, "name_with_markup"] if any(map(MARKUP.search, names)) else flags


def _or_flag(flags: list[str], reads: Callable[[str], Value | None], text: str) -> Value | None:
    """What a cell says; a cell that cannot be believed is unknown, and flagged."""
    try:
        return reads(text)
    except Doubt as doubt:
        flags.append(doubt.code)
        return None


def _least_reached(values: dict[str, str], jp_scale: int | None, flags: list[str]) -> bool | None:
    """The scale decides where it is known, for the flag is derived from it."""
    said = yes_or_no(values.get("LeastReached", ""))
    if jp_scale is None:
        return said
    if said is not None and said != (jp_scale == 1):
        flags.append("least_reached_contradicts_scale")
    return jp_scale == 1


def _contradictions(
    adherents: float | None, evangelical: float | None, jp_scale: int | None
) -> list[str]:
    if adherents is None or evangelical is None:
        return []
    flags = []
    if evangelical - adherents >= SAME_ENOUGH:
        flags.append("more_evangelicals_than_adherents")
    if jp_scale is not None and jp_scale not in scales_of(adherents, evangelical):
        flags.append("scale_contradicts_percentages")
    return flags
