"""The card by which an agency reads of a congregation before it knows its name.

What only few congregations share would point at one; such a facet is told more broadly or not.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256

from services.partners.matching import Facets, OfferingFacts
from services.partners.sentences.reasons import Text

Label = Callable[[str, str, str], str]

CROWD = 5
BANDS = ("few", "some", "many")

LINES = {
    "named": Text("Het gaat om {name}.", "This is about {name}."),
    "somewhere": Text("Een gemeente in Nederland.", "A congregation in the Netherlands."),
    "region": Text("Een gemeente in {region}.", "A congregation in {region}."),
    "size": Text("Grootte: {size}.", "Size: {size}."),
    "denomination": Text("Kerkverband: {denomination}.", "Family of churches: {denomination}."),
    "gifts": Text("Waarin haar kracht ligt: {gifts}.", "Where its strength lies: {gifts}."),
    "talents": Text("Wat haar mensen kunnen: {talents}.", "What its people can do: {talents}."),
    "themes": Text("Wat haar aan het hart gaat: {themes}.", "What it has at heart: {themes}."),
    "regions": Text("Waar zij naar uitziet: {regions}.", "Where it looks towards: {regions}."),
    "role": Text("De rol die zij zoekt: {role}.", "The role it seeks: {role}."),
    "hours": Text("De ruimte die zij heeft: {hours}.", "The room it has: {hours}."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the agency reads, word for word; `named` tells that it holds the congregation's name."""

    nl: str
    en: str
    named: bool

    @property
    def digest(self) -> str:
        """A fingerprint by which the previewed card and the frozen one are the same."""
        return sha256(f"{self.nl}\0{self.en}".encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """How many congregations of the network share the facets that could point at one."""

    region: int = 0
    size_band: int = 0
    denomination: int = 0


def write(
    facets: Facets, offering: OfferingFacts, *, crowd: Crowd, label: Label, name: str | None = None
) -> Card:
    """Write the card; `name` only for a congregation that chose to be named to agencies."""
    shown = _codes(facets, offering, crowd)
    return Card(
        nl=_text(shown, "nl", label, name), en=_text(shown, "en", label, name), named=bool(name)
    )


Codes = Mapping[str, tuple[str, tuple[str, ...]]]


def _codes(facets: Facets, offering: OfferingFacts, crowd: Crowd) -> Codes:
    """The codes that may be told, by line: (vocabulary list, codes)."""
    found = {
        "region": ("provinces", _shared(facets.region, crowd.region)),
        "size": ("size_bands", _shared(facets.size_band, crowd.size_band)),
        "denomination": ("denominations", _shared(facets.denomination, crowd.denomination)),
        "gifts": ("means", _present(facets.gifts)),
        "talents": ("skills", _present(facets.talents)),
        "themes": ("passion_themes", tuple(sorted(facets.themes or ()))),
        "regions": ("world_regions", _common(facets.regions, offering.regions)),
        "role": ("wish_roles", _single(facets.wish_role)),
        "hours": ("capacity_bands", _single(facets.capacity_hours)),
    }
    return {line: value for line, value in found.items() if value[1]}


def _shared(code: str | None, number: int) -> tuple[str, ...]:
    return _single(code) if number >= CROWD else ()


def _single(code: str | None) -> tuple[str, ...]:
    return (code,) if code else ()


def _present(bands: Mapping[str, str] | None) -> tuple[str, ...]:
    return tuple(sorted(code for code, band in (bands or {}).items() if band in BANDS))


def _common(wanted: Collection[str] | None, given: Collection[str] | None) -> tuple[str, ...]:
    return tuple(sorted(set(wanted or ()) & set(given or ())))


def _text(shown: Codes, language: str, label: Label, name: str | None) -> str:
    lines = [LINES["named"].said(language).format(name=name)] if name else []
    if "region" not in shown:
        lines.append(LINES["somewhere"].said(language))
    for line, (vocabulary, codes) in shown.items():
        words = ", ".join(label(vocabulary, code, language) for code in codes)
        lines.append(LINES[line].said(language).replace("{" + line + "}", words))
    return "\n".join(lines)
