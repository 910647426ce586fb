"""Whether a congregation carries a plan: the threshold set beforehand, and the advice from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

Advice = Literal["go", "adapt", "wait"]
Z = 1.959964  # of a 95 % interval


@dataclass(frozen=True)
class Threshold:
    """What was agreed before anybody was asked; shares and response in percent."""

    share: int
    response: int
    no_grave: bool


@dataclass(frozen=True)
class Outcome:
    """What came out: counts over all groups, and grave objections without an answer."""

    in_favour: int
    voted: int
    took_part: int
    invited: int
    grave_open: int


@dataclass(frozen=True)
class Reason:
    """One rule of the threshold: its code, whether it was met, and what it wanted."""

    code: str
    met: bool
    wanted: int


def interval(successes: int, of: int) -> tuple[float, float]:
    """Return the Wilson interval (95 %) of a share, as numbers between 0 and 1."""
    if of == 0:
        return 0.0, 1.0
    share, square = successes / of, Z * Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def reasons(threshold: Threshold, outcome: Outcome) -> list[Reason]:
    """Return each rule of the threshold with whether it was met."""
    enough = 100 * outcome.took_part >= threshold.response * outcome.invited
    carried = outcome.voted > 0 and 100 * outcome.in_favour >= threshold.share * outcome.voted
    found = [
        Reason("response", enough and outcome.took_part > 0, threshold.response),
        Reason("share", carried, threshold.share),
    ]
    if threshold.no_grave:
        found.append(Reason("grave", outcome.grave_open == 0, outcome.grave_open))
    return found


def advice(found: Sequence[Reason]) -> Advice:
    """Return what the rules come to: too few heard is wait, all met is go, else adapt.

    A plan that fewer than the agreed share is in favour of, or to which a grave objection waits
    for its answer, is to be adapted first; with too few heard nothing can be said yet.
    """
    met = {reason.code: reason.met for reason in found}
    if not met["response"]:
        return "wait"
    return "go" if all(met.values()) else "adapt"
