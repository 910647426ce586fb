"""Which question to ask first: the unknown whose answer takes away most doubt."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from services.partners.matching.results import Contribution, Ranking, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One fact to ask for: `fact` as in `Contribution.missing`, asked of a congregation or agency.

    `offering_id` is None for a fact of the congregation; `narrows` is the doubt in hundredths of
    a point that the answer takes away, summed over the `offerings` it is about; `conditions`
    counts the offerings for which the answer decides a condition.
    """

    fact: str
    offering_id: str | None
    narrows: int
    conditions: int
    offerings: tuple[str, ...]

    @property
    def asked_of(self) -> str:
        """Who can answer: `congregation` or `offering`."""
        return self.fact.partition(".")[0]


def best_question(rankings: Iterable[Ranking]) -> Question | None:
    """The one unknown whose answer narrows most over these rankings, or None when all is known."""
    doubts: dict[tuple[str, str | None], list[tuple[Ranking, Contribution]]] = defaultdict(list)
    for ranking in rankings:
        for contribution in ranking.contributions:
            if contribution.verdict is Verdict.UNKNOWN:
                _note(doubts, ranking, contribution)
    questions = [_question(fact, about, found) for (fact, about), found in doubts.items()]
    return min(questions, key=_urgency, default=None)


def _note(
    doubts: dict[tuple[str, str | None], list[tuple[Ranking, Contribution]]],
    ranking: Ranking,
    contribution: Contribution,
) -> None:
    for fact in contribution.missing:
        about = None if fact.startswith("congregation.") else ranking.offering_id
        doubts[fact, about].append((ranking, contribution))


def _question(fact: str, about: str | None, found: list[tuple[Ranking, Contribution]]) -> Question:
    return Question(
        fact=fact,
        offering_id=about,
        narrows=sum((c.high - c.low) // len(c.missing) for _, c in found),
        conditions=sum(c.hard for _, c in found),
        offerings=tuple(sorted({ranking.offering_id for ranking, _ in found})),
    )


def _urgency(question: Question) -> tuple[int, int, str, str]:
    return (
        -question.narrows,
        -question.conditions,
        question.fact,
        question.offering_id or "",
    )
