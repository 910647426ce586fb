"""Reads single cells: names, numbers, yes and no; None is unknown, `Doubt` says what is wrong."""

import math
import re
import unicodedata

THOUSANDS = re.compile(r"\d{1,3}(?:([ .,\u00a0\u202f])\d{3})(?:\1\d{3})*")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,2})?")
WHOLE = re.compile(r"-?\d+(?:\.0+)?")
BREAKS = re.compile(r"[\r\n\t\v\f\u2028\u2029]+")
HELD_TOGETHER = "\u200c\u200d"
MOST_PEOPLE = 10_000_000_000


class Doubt(Exception):
    """A cell that says something, but nothing that can be believed; `code` is the flag."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def cleaned(text: str) -> str:
    """A name as people write it: one form of Unicode, no control characters, single spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", BREAKS.sub(" ", text))
    return " ".join("".join(filter(_is_writing, composed)).split())


def _is_writing(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cf") or letter in HELD_TOGETHER


def whole_number(text: str) -> int | None:
    """A population: plain digits or groups of three; Doubt when negative, absurd or no number."""
    written = text.strip()
    if not written:
        return None
    if THOUSANDS.fullmatch(written):
        written = re.sub(r"\D", "", written)
    if not written.isascii() or len(written) > 20 or not WHOLE.fullmatch(written):
        raise Doubt("population_not_a_number")
    people = int(written.partition(".")[0])
    if not 0 <= people <= MOST_PEOPLE:
        raise Doubt("population_impossible")
    return people


def number(text: str, *, comma: bool) -> float | None:
    """A number; a decimal comma is read only where `comma` says the file is written so.

    Raises ValueError for anything else that is not blank.
    """
    written = text.strip()
    if not written:
        return None
    if comma and "." not in written:
        written = written.replace(",", ".", 1)
    if not written.isascii() or len(written) > 40 or not NUMBER.fullmatch(written):
        raise ValueError(text[:40])
    value = float(written)
    if not math.isfinite(value):
        raise ValueError(text[:40])
    return value


def percentage(text: str, *, comma: bool) -> float | None:
    """A share of 0-100 with three decimals; Doubt outside that or when it is no number."""
    try:
        value = number(text, comma=comma)
    except ValueError:
        raise Doubt("percentage_not_a_number") from None
    if value is not None and not 0 <= value <= 100:
        raise Doubt("percentage_impossible")
    return None if value is None else round(value, 3)


def point(latitude: str, longitude: str, *, comma: bool) -> tuple[float, float] | None:
    """Degrees with four decimals; Doubt when one is missing, is no number or is off the globe."""
    try:
        north, east = number(latitude, comma=comma), number(longitude, comma=comma)
    except ValueError:
        raise Doubt("coordinates_not_numbers") from None
    if north is None and east is None:
        return None
    if north is None or east is None:
        raise Doubt("coordinates_incomplete")
    if abs(north) > 90 or abs(east) > 180:
        raise Doubt("coordinates_impossible")
    return round(north, 4), round(east, 4)


def yes_or_no(text: str) -> bool | None:
    """Y or N in either case; anything else is unknown."""
    return {"y": True, "n": False}.get(text.strip().lower())


def scale(text: str) -> int | None:
    """The progress scale 1-5; Doubt for anything else that is not blank."""
    written = text.strip()
    if not written:
        return None
    if written not in ("1", "2", "3", "4", "5"):
        raise Doubt("scale_not_1_to_5")
    return int(written)


def scales_of(adherents: float, evangelical: float) -> set[int]:
    """The scales that the percentages allow, for the source rounds after it has classified."""
    edges = (-0.0006, 0.0006)
    return {_scale_of(adherents + one, evangelical + two) for one in edges for two in edges}


def _scale_of(adherents: float, evangelical: float) -> int:
    if evangelical > 10:
        return 5
    if evangelical > 2:
        return 4
    if adherents <= 5:
        return 1
    return 2 if adherents <= 50 else 3
