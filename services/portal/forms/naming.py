"""A field in which one writes names from a long list, countries or languages, with commas."""

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from wtforms import StringField
from wtforms.validators import StopValidation

from shared.reference.countries import countries, country, is_country
from shared.reference.languages import from_two_letters, languages
from shared.reference.languages import language as find_language

NONE = ("-", "geen", "none")  # how one says: none, and we know it
MOST = 40


class NamesField(StringField):
    """Names with commas; `codes()` is None for not yet known, empty for none."""

    def __init__(self, label: object, *, known: str, **more: Any) -> None:
        super().__init__(label, validators=[_all_known], **more)
        self.known = known

    def parts(self) -> list[str]:
        """Return what is written between the commas."""
        return [part.strip() for part in re.split(r"[,;\n]", self.data or "") if part.strip()]

    def codes(self) -> list[str] | None:
        """Return the codes of the names; call it after the form was checked."""
        parts = self.parts()
        if len(parts) == 1 and parts[0].lower() in NONE:
            return []
        names = LISTS[self.known]()
        return [names[part.lower()] for part in parts] or None


def words_of(known: str, codes: Sequence[str] | None) -> str:
    """Return codes as one writes them in a `NamesField`, in the visitor's language."""
    if codes is None:
        return ""
    language = get_locale().language
    return ", ".join(WORDS[known](code, language) for code in codes) or "-"


def _all_known(_form: object, field: NamesField) -> None:
    parts, names = field.parts(), LISTS[field.known]()
    if len(parts) > MOST:
        raise StopValidation(str(_("At most %(most)s.", most=MOST)))
    if len(parts) == 1 and parts[0].lower() in NONE:
        return
    for part in parts:
        if part.lower() not in names:
            raise StopValidation(_not_known(part, names))


def _not_known(part: str, names: Mapping[str, str]) -> str:
    close = get_close_matches(part.lower(), names, n=1)
    if not close:
        return str(_("“%(name)s” is not on our list.", name=part))
    return str(
        _(
            "“%(name)s” is not on our list. Do you mean %(close)s?",
            name=part,
            close=close[0].capitalize(),
        )
    )


@cache
def _countries() -> Mapping[str, str]:
    named = {one.iso2.lower(): one.iso2 for one in countries()}
    for one in countries():
        named.update({one.english.lower(): one.iso2, one.dutch.lower(): one.iso2})
    return MappingProxyType(named)


@cache
def _languages() -> Mapping[str, str]:
    named = {one.code: one.code for one in languages()}
    for one in reversed(languages()):
        named.update({one.english.lower(): one.code, one.dutch.lower(): one.code})
        named.update({one.two_letters: one.code} if one.two_letters else {})
    return MappingProxyType(named)


def _country(code: str, language: str) -> str:
    return country(code).name(language) if is_country(code) else code


def _language(code: str, language: str) -> str:
    found = from_two_letters(code) if len(code) == 2 else find_language(code)
    return found.name(language) if found else code


LISTS: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "countries": _countries,
    "languages": _languages,
}
WORDS: Mapping[str, Callable[[str, str], str]] = {"countries": _country, "languages": _language}
