"""Says a ranking in sentences a coach would say: why, why not, and what to ask, in two languages.

Figures stay out; they stand in the contributions themselves.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from string import Formatter

from services.partners.matching import Contribution, Exclusion, Question, Ranking, Verdict
from services.partners.matching.results import Params
from services.partners.sentences.questions import QUESTIONS
from services.partners.sentences.reasons import NOTHING, REASONS, Section, Text

Label = Callable[[str, str, str], str]

LANGUAGES = ("nl", "en")
AND = Text(" en ", " and ")
CONDITION_WEIGHT = 400
PLAIN_WORDS = frozenset({"skills", "means", "wish_roles", "cost_bands", "commitment_bands"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A ranking in full sentences, the weightiest first; no part is ever empty."""

    why: tuple[str, ...]
    why_not: tuple[str, ...]
    to_ask: tuple[str, ...]


def tell(ranking: Ranking, *, language: str, label: Label, most: int = 3) -> Told:
    """Tells at most `most` sentences a part; `label(list, code, language)` names the codes.

    Raises ValueError for a language other than `nl` and `en`.
    """
    _must_speak(language)
    said = ranking.contributions
    why = sorted(_in(Section.WHY, said), key=lambda c: -c.points)
    why_not = sorted(_in(Section.WHY_NOT, said), key=lambda c: (not c.hard, c.points - c.of))
    return Told(
        why=_reasons(why, language, label)[:most] or _nothing("why", language),
        why_not=_reasons(why_not, language, label)[:most] or _nothing("why_not", language),
        to_ask=_asked(said, language, label)[:most] or _nothing("to_ask", language),
    )


def tell_exclusion(exclusion: Exclusion, *, language: str, label: Label) -> tuple[str, ...]:
    """Tells each condition because of which an offering cannot be."""
    _must_speak(language)
    return _reasons(exclusion.contributions, language, label)


def said_of(each: Contribution, *, language: str, label: Label) -> tuple[str, ...]:
    """Tell one contribution: its reason, or what to ask where it is not yet known."""
    _must_speak(language)
    if each.verdict is Verdict.UNKNOWN:
        return _asked([each], language, label)
    return _reasons([each], language, label)


def tell_question(question: Question, *, language: str) -> str:
    """Puts the one question that narrows most into words."""
    _must_speak(language)
    return QUESTIONS[question.fact].said(language)


def _must_speak(language: str) -> None:
    if language not in LANGUAGES:
        raise ValueError(f"sentences exist in {' and '.join(LANGUAGES)}, not in {language!r}")


def _nothing(part: str, language: str) -> tuple[str, ...]:
    return (NOTHING[part].said(language),)


def _in(section: Section, contributions: Iterable[Contribution]) -> list[Contribution]:
    known = (c for c in contributions if c.verdict is not Verdict.UNKNOWN)
    return [c for c in known if REASONS[c.reason_code].section is section]


def _reasons(said: Iterable[Contribution], language: str, label: Label) -> tuple[str, ...]:
    return tuple(
        _filled(REASONS[c.reason_code].text.said(language), c.params, language, label) for c in said
    )


def _asked(said: Iterable[Contribution], language: str, label: Label) -> tuple[str, ...]:
    """One sentence per fact, the weightiest doubt first; a fact is asked once."""
    unknown = [c for c in said if c.verdict is Verdict.UNKNOWN]
    sentences: dict[str, str] = {}
    for contribution in sorted(unknown, key=_doubt, reverse=True):
        for fact in contribution.missing:
            if fact not in sentences:
                sentences[fact] = _question(fact, contribution.params, language, label)
    return tuple(sentences.values())


def _doubt(contribution: Contribution) -> int:
    """What hangs on an unknown, in hundredths; a condition weighs more, for it decides alone."""
    return contribution.high - contribution.low + CONDITION_WEIGHT * contribution.hard


def _question(fact: str, params: Params, language: str, label: Label) -> str:
    for vocabulary, _ in params:
        if f"{fact}:{vocabulary}" in QUESTIONS:
            template = QUESTIONS[f"{fact}:{vocabulary}"].said(language)
            return _filled(template, params, language, label)
    return QUESTIONS[fact].said(language)


def _filled(template: str, params: Params, language: str, label: Label) -> str:
    wanted = {name for _, name, _, _ in Formatter().parse(template) if name}
    words = {
        name: _listed([_word(name, code, language, label) for code in codes], language)
        for name, codes in params
        if name in wanted
    }
    return template.format_map(words)


def _word(name: str, code: str, language: str, label: Label) -> str:
    vocabulary = name.removesuffix("_missing")
    word = label(vocabulary, code, language)
    plain = vocabulary in PLAIN_WORDS and word[1:2].islower()
    return word[:1].lower() + word[1:] if plain else word


def _listed(words: list[str], language: str) -> str:
    if any(AND.said(language) in word for word in words):
        return "; ".join(words)
    first, last = words[:-1], words[-1]
    return ", ".join(first) + AND.said(language) + last if first else last
