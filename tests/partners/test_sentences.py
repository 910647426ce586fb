"""A ranking in sentences: complete in both languages, without figures, in the coach's words."""

import re
from dataclasses import replace
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.partners.matching import (
    Exclusion,
    Facets,
    OfferingFacts,
    Policy,
    Ranking,
    best_question,
    explain,
    rank,
)
from services.partners.matching.criteria import CRITERIA
from services.partners.sentences import tell, tell_exclusion, tell_question
from services.partners.sentences.explaining import parts
from services.partners.sentences.questions import QUESTIONS
from services.partners.sentences.reasons import NOTHING, REASONS
from shared.reference.vocabulary import label, lists
from tests.partners.matching_cases import (
    FACETS_TO_FORGET,
    congregation,
    congregations,
    forgetting,
    offering,
    offerings,
)

POLICY = Policy()
TEXTS = [
    *[reason.text for reason in REASONS.values()],
    *QUESTIONS.values(),
    *NOTHING.values(),
]


def ranking(facets: Facets, facts: OfferingFacts) -> Ranking:
    found = explain(facets, facts, POLICY)
    assert isinstance(found, Ranking)
    return found


def test_three_parts_are_told_in_dutch() -> None:
    facets = congregation(
        talents={"medical": "some"},
        themes=frozenset({"refugees"}),
        wish_role="co_leader",
    )
    facts = offering(
        talents_asked=frozenset({"medical"}),
        themes=frozenset({"refugees"}),
        role_given="supporter",
    )
    told = tell(ranking(facets, facts), language="nl", label=label)

    assert told.why == (
        "De gemeente heeft de mensen in huis die deze partner zoekt: medisch.",
        "Beide hebben hart voor hetzelfde: Vluchtelingen en nieuwkomers.",
    )
    assert told.why_not == (
        "De gemeente wil veel meer meebeslissen; de partner biedt een andere rol: "
        "steunen: meebidden en meegeven.",
    )
    assert len(told.to_ask) == 3


def test_the_same_parts_are_told_in_english() -> None:
    facets = congregation(gifts={"pray": "many", "give": "none"})
    facts = offering(means_asked=frozenset({"pray", "give"}), capacity_left=2)
    told = tell(ranking(facets, facts), language="en", label=label)

    assert told.why == (
        "The congregation can take part in some of it: praying (not in: giving).",
        "There is still room.",
    )
    assert told.why_not == ("So far we see nothing that stands in the way.",)


@settings(max_examples=200, deadline=None)
@given(congregations, offerings)
def test_everything_that_can_be_found_can_be_said_in_both_languages(
    facets: Facets, facts: OfferingFacts
) -> None:
    blank = forgetting(facets, frozenset(FACETS_TO_FORGET))
    for asked in (facets, blank):
        found = explain(asked, facts, POLICY)
        for language in ("nl", "en"):
            said = (
                tell_exclusion(found, language=language, label=label)
                if isinstance(found, Exclusion)
                else _all(found, language)
            )

            assert said
            assert all(re.fullmatch(r"[A-Z][^{}]*[.]", sentence) for sentence in said)


def _all(found: Ranking, language: str) -> tuple[str, ...]:
    told = tell(found, language=language, label=label, most=99)
    assert told.why
    assert told.why_not
    assert told.to_ask
    return (*told.why, *told.why_not, *told.to_ask)


def test_both_languages_are_complete_and_differ() -> None:
    for text in TEXTS:
        assert text.nl.strip()
        assert text.en.strip()
        assert text.nl != text.en
        assert _placeholders(text.nl) == _placeholders(text.en)


def test_every_code_named_in_a_sentence_comes_from_a_list_that_exists() -> None:
    named = {name for text in TEXTS for name in _placeholders(text.nl)}

    assert {name.removesuffix("_missing") for name in named} <= set(lists())


def test_no_sentence_contains_a_figure() -> None:
    assert not [text for text in TEXTS if re.search(r"\d", text.nl + text.en)]


def test_every_criterion_has_its_sentences() -> None:
    told = {code.partition(".")[0] for code in REASONS}

    assert told == {criterion.name for criterion in CRITERIA} | {"balance"}


def test_every_fact_that_can_be_missing_can_be_asked_for() -> None:
    blank = ranking(congregation(), offering(kind="something new"))
    full = explain(
        congregation(),
        offering(
            talents_asked=frozenset({"ict"}),
            means_asked=frozenset({"go"}),
            themes=frozenset({"students"}),
            people_groups=frozenset({"500001NL"}),
            countries=frozenset({"MA"}),
            regions=frozenset({"145"}),
            languages=frozenset({"fra"}),
            required_denominations=frozenset({"baptist"}),
            required_conditions=frozenset({"vog"}),
        ),
        POLICY,
    )
    missing = {fact for found in (blank, full) for c in found.contributions for fact in c.missing}

    assert missing <= set(QUESTIONS)
    assert {fact.partition(":")[0] for fact in QUESTIONS} == missing


def test_a_fact_is_asked_once_though_two_criteria_need_it() -> None:
    told = tell(ranking(congregation(), offering()), language="en", label=label, most=99)

    assert len(told.to_ask) == len(set(told.to_ask))


def test_the_weightiest_reason_comes_first() -> None:
    facets = congregation(themes=frozenset({"students"}), languages_spoken=frozenset({"fra"}))
    facts = offering(themes=frozenset({"students"}), languages=frozenset({"fra"}))
    told = tell(ranking(facets, facts), language="en", label=label, most=1)

    assert told.why == ("Both have a heart for the same thing: Students.",)


def test_labels_that_hold_an_and_themselves_are_kept_apart() -> None:
    themes = frozenset({"refugees", "muslims"})
    told = tell(
        ranking(congregation(themes=themes), offering(themes=themes)), language="en", label=label
    )

    assert told.why[0].endswith(": Muslims; Refugees and newcomers.")


def test_when_all_is_known_nothing_is_asked() -> None:
    known = ranking(congregation(), offering())
    answered = tuple(c for c in known.contributions if not c.missing)
    told = tell(replace(known, contributions=answered), language="nl", label=label)

    assert told.to_ask == ("Er zijn geen open vragen meer: het gesprek kan beginnen.",)


def test_the_best_question_can_be_said() -> None:
    facts = offering(talents_asked=frozenset({"ict"}))
    question = best_question(rank(congregation(), [facts], policy=POLICY).ranked)

    assert question is not None
    assert (
        tell_question(question, language="nl") == "Vraag de gemeente wat haar mensen goed kunnen."
    )


def test_a_language_without_sentences_is_refused() -> None:
    with pytest.raises(ValueError, match="'de'"):
        tell(ranking(congregation(), offering()), language="de", label=label)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@settings(max_examples=100, deadline=None)
@given(congregations, offerings, st.frozensets(st.sampled_from(FACETS_TO_FORGET)))
def test_the_parts_of_an_explanation_add_up_to_the_score_in_both_languages(
    facets: Facets, facts: OfferingFacts, forgotten: frozenset[str]
) -> None:
    found = explain(forgetting(facets, forgotten), facts, POLICY)
    if isinstance(found, Exclusion):
        return
    for language in ("nl", "en"):
        told = parts(found, language=language, label=label)

        assert sum(part.points for part in told) == found.mid
        assert all(part.points == sum(line.points for line in part.lines) for part in told)
        assert all(line.sentence for part in told for line in part.lines)
        assert all(
            line.points >= 0 for part in told if part.code != "balance" for line in part.lines
        )
