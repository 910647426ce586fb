"""The explanation that is the arithmetic: parts whose lines add up to the score exactly."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.partners.matching import Contribution, Ranking, Verdict
from services.partners.sentences import Label, said_of
from services.partners.sentences.criteria import NAMES
from services.partners.sentences.reasons import REASONS, Section

PARTS = ("good_for_you", "good_for_them", "not_fitting", "not_yet_known", "balance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One criterion in a part: its name, its sentence, what it counts, in hundredths of a point."""

    criterion: str
    name: str
    sentence: str
    points: int
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Lines of one kind with their sum; the sums of all parts are the score."""

    code: str
    points: int
    lines: tuple[Line, ...]


def parts(ranking: Ranking, *, language: str, label: Label) -> tuple[Part, ...]:
    """Group every contribution; what is good for both is told on both sides, with its share."""
    found: dict[str, list[Line]] = {code: [] for code in PARTS}
    for each in ranking.contributions:
        for code, points in _places(each):
            found[code].append(_line(each, points, language, label))
    return tuple(_part(code, lines) for code, lines in found.items())


def _places(each: Contribution) -> Iterable[tuple[str, int]]:
    if each.criterion == "balance":
        return [("balance", each.points)]
    if each.verdict is Verdict.UNKNOWN:
        return [("not_yet_known", each.points)]
    if each.verdict is Verdict.NO or REASONS[each.reason_code].section is Section.WHY_NOT:
        return [("not_fitting", each.points)]
    sides = (("good_for_you", each.for_congregation), ("good_for_them", each.for_agency))
    return [(code, points) for code, points in sides if points]


def _line(each: Contribution, points: int, language: str, label: Label) -> Line:
    known = each.verdict is not Verdict.UNKNOWN
    return Line(
        criterion=each.criterion,
        name=NAMES[each.criterion].said(language),
        sentence=" ".join(said_of(each, language=language, label=label)),
        points=points,
        low=points if known else each.low,
        high=points if known else each.high,
    )


def _part(code: str, lines: list[Line]) -> Part:
    lines.sort(key=lambda line: -line.points)
    return Part(code=code, points=sum(line.points for line in lines), lines=tuple(lines))
