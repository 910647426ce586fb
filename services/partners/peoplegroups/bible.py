"""What the numbers of the Bible status mean: the file's own legend says, or a 5 gives it away."""

from collections.abc import Iterable, Mapping

from services.partners.peoplegroups.rows import BibleStatus, Unreadable

MEANINGS = {
    "unspecified": BibleStatus.UNSPECIFIED,
    "translation need questionable": BibleStatus.UNSPECIFIED,
    "translation needed": BibleStatus.NEEDED,
    "none, definite need": BibleStatus.NEEDED,
    "translation started": BibleStatus.STARTED,
    "portions": BibleStatus.PORTIONS,
    "new testament": BibleStatus.NEW_TESTAMENT,
    "complete bible": BibleStatus.COMPLETE,
}
SCALES: Mapping[str, tuple[BibleStatus, ...]] = {
    "2025": tuple(BibleStatus),
    "2018": (
        BibleStatus.UNSPECIFIED,
        BibleStatus.NEEDED,
        BibleStatus.PORTIONS,
        BibleStatus.NEW_TESTAMENT,
        BibleStatus.COMPLETE,
    ),
}


def legend_in(closing: Iterable[list[str]]) -> dict[str, BibleStatus]:
    """The meanings of the digits in the closing lines; empty when they hold no legend."""
    pairs = (line for line in closing if len(line) >= 2 and line[0].isdigit())
    said = {line[0]: MEANINGS.get(" ".join(line[1].casefold().split())) for line in pairs}
    return {digit: status for digit, status in said.items() if status is not None}


def meanings(
    closing: Iterable[list[str]], used: set[str], scale: str | None
) -> dict[str, BibleStatus]:
    """The meaning of each digit by legend, else by the scale named, else by a 5; else nothing.

    Raises Unreadable for a scale that nobody knows.
    """
    if legend := legend_in(closing):
        return legend
    named = scale or ("2025" if "5" in used else None)
    if named is None:
        return {}
    if named not in SCALES:
        raise Unreadable("bible_scale", named)
    return {str(number): status for number, status in enumerate(SCALES[named])}
