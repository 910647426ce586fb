"""Turns rows of text into drafts of congregations, or into reasons why a row is not taken."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from marshmallow import ValidationError

from services.congregations.actions.imports import Draft, Rejection
from services.congregations.importers.tables import Row, Sheet, folded, read
from services.congregations.model import codes
from shared.reference import vocabulary
from shared.reference.countries import countries
from shared.reference.denominations import denominations
from shared.reference.languages import languages
from shared.web.schema import Text

NOT_A_CODE = "That is not on our list."

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "naam": "name",
        "naam van de gemeente": "name",
        "plaats": "place",
        "provincie": "region",
        "province": "region",
        "kerkgenootschap": "denomination",
        "omvang": "size_band",
        "size": "size_band",
        "talen": "languages",
        "mensen": "capacity_people",
        "uren": "capacity_hours",
        "budget": "capacity_budget",
        "risico": "risk_appetite",
        "rol": "wish_role",
        "termijn": "horizon",
        "besluitend orgaan": "decision_body",
        "gaven": "gifts",
        "talenten": "talents",
        "thema's": "themes",
        "werelddelen": "regions",
        "volken": "people_groups",
        "landen": "countries",
        "taal van het hart": "passion_languages",
    }
)
PASSIONS: Mapping[str, str] = MappingProxyType(
    {
        "themes": "theme",
        "regions": "region",
        "people_groups": "people_group",
        "countries": "country",
        "passion_languages": "language",
    }
)
SIZES = ((50, "under_50"), (150, "50_150"), (400, "150_400"), (1000, "400_1000"))


class _Fault(Exception):
    """A cell cannot be taken; `args[0]` says why."""


def drafts(body: bytes) -> tuple[Sheet, list[Draft], list[Rejection]]:
    """Read a file into drafts and rejections, every row in one of them."""
    own = {folded(name): name for name in (*HEADERS.values(), *_READERS)}
    sheet = read(body, {**HEADERS, **own}, required=("name",))
    taken: list[Draft] = []
    rejected: list[Rejection] = []
    for row in sheet.rows:
        values, faults = _values(row)
        if faults:
            rejected.extend(faults)
        else:
            taken.append(Draft(line=row.line, values=values))
    return sheet, taken, rejected


def _values(row: Row) -> tuple[dict[str, object], list[Rejection]]:
    values: dict[str, object] = {}
    passions: dict[str, object] = {}
    faults = []
    if row.surplus:
        faults.append(Rejection(row.line, "row", "", "There are more cells than columns."))
    if "name" not in row.cells:
        faults.append(Rejection(row.line, "name", "", "A name is needed."))
    for column, cell in row.cells.items():
        target, name = (passions, PASSIONS[column]) if column in PASSIONS else (values, column)
        try:
            target[name] = _READERS[column](cell)
        except _Fault as fault:
            faults.append(Rejection(row.line, column, cell[:80], str(fault)))
    if passions:
        values["passions"] = passions
    return values, faults


def _line(longest: int) -> Callable[[str], str]:
    field = Text(longest=longest)

    def reads(cell: str) -> str:
        try:
            text: str = field.deserialize(cell)
        except ValidationError as fault:
            raise _Fault(str(fault.messages[0])) from fault
        return text

    return reads


def _one(labels: Callable[[], Mapping[str, str]]) -> Callable[[str], str]:
    def reads(cell: str) -> str:
        code = labels().get(folded(cell))
        if code is None:
            raise _Fault(NOT_A_CODE)
        return code

    return reads


def _size(cell: str) -> str:
    if re.fullmatch(r"[0-9]{1,6}", cell, re.ASCII):
        members = int(cell)
        return next((band for below, band in SIZES if members < below), "over_1000")
    return _one(_listed("size_bands"))(cell)


def _many(read_one: Callable[[str], str]) -> Callable[[str], list[str]]:
    def reads(cell: str) -> list[str]:
        parts = [part.strip() for part in re.split(r"[|;,\n]", cell)]
        found = [read_one(part) for part in parts if part]
        if len(found) > 40:
            raise _Fault("At most 40 values.")
        return list(dict.fromkeys(found))

    return reads


def _bands(names: str, bands: str) -> Callable[[str], dict[str, str]]:
    def reads(cell: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for part in re.split(r"[|;,\n]|\s(?=[a-z]+:)", cell):
            name, colon, band = part.strip().partition(":")
            if not name:
                continue
            if not colon:
                raise _Fault("Write each as name:band.")
            found[_one(_listed(names))(name)] = _one(_listed(bands))(band.strip())
        return found

    return reads


def _people_group(cell: str) -> str:
    code = codes.PASSIONS["people_group"](cell)
    if code is None:
        raise _Fault(NOT_A_CODE)
    return code


def _listed(list_name: str) -> Callable[[], Mapping[str, str]]:
    return lambda: _labels(list_name)


@cache
def _labels(list_name: str) -> Mapping[str, str]:
    terms = vocabulary.codes(list_name)
    found = {folded(label): term.code for term in terms for label in (term.dutch, term.english)}
    return MappingProxyType({**found, **{folded(term.code): term.code for term in terms}})


@cache
def _denominations() -> Mapping[str, str]:
    found = {
        folded(label): one.code
        for one in reversed(denominations())
        for label in (one.abbreviation, one.name, one.code)
        if label
    }
    return MappingProxyType(found)


@cache
def _languages() -> Mapping[str, str]:
    found = {
        folded(label): one.code
        for one in reversed(languages())
        for label in (one.english, one.dutch)
    }
    for one in languages():
        found[one.code] = one.code
    for one in languages():
        if one.two_letters:
            found[one.two_letters] = codes.spoken(one.two_letters) or one.code
    return MappingProxyType(found)


@cache
def _countries() -> Mapping[str, str]:
    found = {
        folded(label): one.iso2
        for one in countries()
        for label in (one.english, one.dutch, one.iso2)
    }
    return MappingProxyType(found)


@cache
def _horizons() -> Mapping[str, str]:
    return MappingProxyType({code: code for code in codes.HORIZONS})


_READERS: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {
        "name": _line(200),
        "place": _line(120),
        "region": _one(_listed("provinces")),
        "denomination": _one(_denominations),
        "size_band": _size,
        "languages": _many(_one(_languages)),
        "capacity_people": _one(_listed("capacity_bands")),
        "capacity_hours": _one(_listed("capacity_bands")),
        "capacity_budget": _one(_listed("cost_bands")),
        "risk_appetite": _one(_listed("risk_appetites")),
        "wish_role": _one(_listed("wish_roles")),
        "horizon": _one(_horizons),
        "decision_body": _one(_listed("decision_bodies")),
        "gifts": _bands("means", "gift_bands"),
        "talents": _bands("skills", "talent_bands"),
        "themes": _many(_one(_listed("passion_themes"))),
        "regions": _many(_one(_listed("world_regions"))),
        "people_groups": _many(_people_group),
        "countries": _many(_one(_countries)),
        "passion_languages": _many(_one(_languages)),
    }
)
