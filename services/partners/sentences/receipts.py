"""A receipt in sentences: each part of the score said, without what belongs to the congregation."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from services.partners.sentences.criteria import NAMES
from services.partners.sentences.reasons import REASONS, Text

UNKNOWN = Text("Dit was nog niet bekend.", "This was not known yet.")
BANDS = {
    "first_5": Text("Uw aanbod stond bij de eerste vijf.", "Your offering was in the first five."),
    "first_20": Text(
        "Uw aanbod stond bij de eerste twintig, na de eerste vijf.",
        "Your offering was in the first twenty, after the first five.",
    ),
    "below": Text(
        "Uw aanbod stond onder de eerste twintig.", "Your offering was below the first twenty."
    ),
}
LOWERED = Text(
    "Het stapte wat terug, omdat het de laatste tijd al werd geïntroduceerd: "
    "ook anderen komen aan de beurt.",
    "It stepped back a little, because it was introduced already of late: others get their turn.",
)
NOT_LOWERED = Text(
    "Het stapte niet terug: het werd de laatste tijd niet geïntroduceerd.",
    "It did not step back: it was not introduced of late.",
)

# a list that a sentence ends with, or puts in brackets: ": {skills}", " (not in: {means_missing})"
_LIST = re.compile(r"\s*\([^(){}]*\{\w+\}\)|:\s*\{\w+\}")


class Said(NamedTuple):
    """One part of a score with its name and its sentence."""

    name: str
    sentence: str
    part: Mapping[str, Any]


def tell_parts(parts: Sequence[Mapping[str, Any]], *, language: str) -> list[Said]:
    """Tell each part of a receipt, in the order of the receipt."""
    return [
        Said(NAMES[part["criterion"]].said(language), _sentence(part["reason"], language), part)
        for part in parts
    ]


def tell_place(receipt: Mapping[str, Any], *, language: str) -> tuple[str, ...]:
    """Tell where the offering stood, and whether recent introductions lowered it."""
    turn = LOWERED if receipt["exposure"] and receipt["lambda"] else NOT_LOWERED
    return BANDS[receipt["band"]].said(language), turn.said(language)


def _sentence(reason: str, language: str) -> str:
    if reason not in REASONS:
        return UNKNOWN.said(language)
    return _LIST.sub("", REASONS[reason].text.said(language))
