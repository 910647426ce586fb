"""What may be told of a closed measure: figures that hold, who is missing, and the advice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.congregations import consent, suppression
from services.congregations.consent import Outcome, Reason, Threshold
from services.congregations.model import MeasuredGroup, SupportGroup, SupportMeasure
from services.congregations.suppression import Figure, Pair


@dataclass(frozen=True)
class Share:
    """How many of those who voted are in favour, with a 95 % interval; None where it is hidden.

    `counts` run from most against to most in favour. A hidden share lies from `low` to `high`.
    """

    names: tuple[str, ...]
    invited: int
    took_part: int
    voted: int
    counts: tuple[int, ...] | None
    low: float
    high: float
    interval: tuple[float, float]

    @property
    def response(self) -> float:
        """Return the share of those who may take part that did."""
        return self.took_part / self.invited


@dataclass(frozen=True)
class Asked:
    """One question with what may be told of its answers."""

    question: Mapping[str, str]
    total: Share | None
    groups: tuple[Share, ...]
    spread: tuple[tuple[tuple[int, ...], int], ...]


@dataclass(frozen=True)
class Missing:
    """A group that was not heard: `not_asked`, `few` (fewer than five) or `nobody`."""

    name: str
    why: str


@dataclass(frozen=True)
class Result:
    """What a measure came to."""

    invited: int
    took_part: int
    asked: tuple[Asked, ...]
    missing: tuple[Missing, ...]
    grave_open: int
    reasons: tuple[Reason, ...]
    advice: str


def result_of(
    measure: SupportMeasure,
    plan: Sequence[SupportGroup] = (),
    earlier: Sequence[SupportMeasure] = (),
) -> Result:
    """Return the result of a closed measure beside the plan and the `earlier` closed ones."""
    surveyed = measure.kind == "survey"
    asked = _surveyed(measure, earlier) if surveyed else (_counted(measure),)
    invited = sum(group.invited for group in measure.groups)
    took_part = sum(_took_part(group) for group in measure.groups)
    grave_open = sum(one.grave and one.state == "open" for one in measure.objections)
    reasons = _reasons(measure, Outcome(*_votes(measure), took_part, invited, grave_open))
    return Result(
        invited=invited,
        took_part=took_part,
        asked=asked,
        missing=_missing(measure, plan),
        grave_open=grave_open,
        reasons=tuple(reasons),
        advice=consent.advice(reasons),
    )


def _reasons(measure: SupportMeasure, outcome: Outcome) -> list[Reason]:
    set_before = measure.threshold
    assert set_before is not None
    wanted = Threshold(set_before.share, set_before.response, set_before.no_grave)
    return consent.reasons(wanted, outcome)


def _took_part(group: MeasuredGroup) -> int:
    return sum(group.tallies[0].steps) if group.tallies else group.present or 0


def _votes(measure: SupportMeasure) -> Pair:
    """Return how many were in favour on the deciding question, and how many voted at all."""
    if measure.kind == "survey":
        pairs = [_pair(group, 0) for group in measure.groups]
        favour = sum(pair[0] for pair in pairs)
        return favour, favour + sum(pair[1] for pair in pairs)
    return (
        sum(group.in_favour or 0 for group in measure.groups),
        sum(sum(_hands(group)) for group in measure.groups),
    )


def _hands(group: MeasuredGroup) -> tuple[int, int, int]:
    return (group.against or 0, group.with_reservations or 0, group.in_favour or 0)


def _counted(measure: SupportMeasure) -> Asked:
    """Hands were raised before everybody's eyes: what was counted is told as it is."""
    parts = tuple(_hands_of([group]) for group in measure.groups)
    return Asked(question={}, total=_hands_of(measure.groups), groups=parts, spread=())


def _hands_of(groups: Sequence[MeasuredGroup]) -> Share:
    counts = tuple(sum(kind) for kind in zip(*(_hands(group) for group in groups), strict=True))
    voted = sum(counts)
    share = counts[-1] / voted if voted else 0.0
    return Share(
        names=tuple(group.name for group in groups),
        invited=sum(group.invited for group in groups),
        took_part=sum(_took_part(group) for group in groups),
        voted=voted,
        counts=counts,
        low=share,
        high=share,
        interval=consent.interval(counts[-1], voted),
    )


def _surveyed(measure: SupportMeasure, earlier: Sequence[SupportMeasure]) -> tuple[Asked, ...]:
    return tuple(
        _asked(measure, number, [one for one in earlier if one.kind == "survey"])
        for number in range(len(measure.questions))
    )


def _asked(measure: SupportMeasure, number: int, earlier: Sequence[SupportMeasure]) -> Asked:
    now = {_name(group): _pair(group, number) for group in measure.groups}
    then = [_before(measure, one, number) for one in earlier]
    then = [pairs for pairs in then if pairs]
    keys = list(dict.fromkeys([*now, *(key for pairs in then for key in pairs)]))
    pairs, before = _in_order(now, keys), [_in_order(one, keys) for one in then]
    by_key = {_name(group): group for group in measure.groups}
    figure = suppression.total(pairs, before)
    tallied = [group.tallies[number].steps for group in measure.groups]
    steps = [sum(kind) for kind in zip(*tallied, strict=True)]
    return Asked(
        question=measure.questions[number],
        total=_share(measure.groups, figure) if figure else None,
        groups=tuple(
            _share([by_key[keys[place]] for place in block.groups], block.figure)
            for block in suppression.blocks(pairs, before)
        ),
        spread=tuple(suppression.spread(steps, compared=bool(before))),
    )


def _share(groups: Sequence[MeasuredGroup], figure: Figure) -> Share:
    favour = figure.low
    return Share(
        names=tuple(group.name for group in groups),
        invited=sum(group.invited for group in groups),
        took_part=figure.answers,
        voted=figure.answers,
        counts=(figure.answers - favour, favour) if figure.exact else None,
        low=figure.low / figure.answers,
        high=figure.high / figure.answers,
        interval=(
            consent.interval(figure.low, figure.answers)[0],
            consent.interval(figure.high, figure.answers)[1],
        ),
    )


def _before(now: SupportMeasure, then: SupportMeasure, number: int) -> dict[str, Pair]:
    """Return what each group said before to the question in this place, by its name now."""
    if number >= len(then.questions):
        return {}
    # renamed or put into the plan anew: it is the same people that were asked
    names = {group.group_id: _name(group) for group in now.groups if group.group_id}
    found: dict[str, Pair] = {}
    for group in then.groups:
        name = names.get(group.group_id) if group.group_id else None
        found[name or _name(group)] = _pair(group, number)
    return found


def _pair(group: MeasuredGroup, question: int) -> Pair:
    steps = group.tallies[question].steps
    return sum(steps[3:]), sum(steps[:3])


def _name(group: MeasuredGroup) -> str:
    return group.name.casefold()


def _in_order(pairs: Mapping[str, Pair], keys: Sequence[str]) -> list[Pair]:
    return [pairs.get(key, (0, 0)) for key in keys]


def _missing(measure: SupportMeasure, plan: Sequence[SupportGroup]) -> tuple[Missing, ...]:
    asked = {group.group_id for group in measure.groups}
    # a measure of the whole church asks all groups, though nobody knows which of them came
    whole = len(measure.groups) == 1 and asked == {None}
    found = [Missing(one.name, "not_asked") for one in plan if not whole and one.id not in asked]
    for group in measure.groups:
        heard = _took_part(group)
        if measure.kind == "survey" and heard < suppression.LEAST:
            found.append(Missing(group.name, "few"))
        elif heard == 0:
            found.append(Missing(group.name, "nobody"))
    return tuple(found)
