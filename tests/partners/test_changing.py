"""What would change a place: claimed only where ranking anew shows it, said in both languages."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from services.partners.matching import Exclusion, Facets, OfferingFacts, Policy, outlook, rank
from services.partners.matching.answers import Change, better, worse
from services.partners.matching.changing import MOST, applied, place_of
from services.partners.sentences.changes import BETTER, WORSE, tell_change
from tests.partners.matching_cases import (
    FACETS_TO_FORGET,
    FACTS_TO_FORGET,
    congregation,
    congregations,
    forgetting,
    offering,
    offerings,
)

POLICY = Policy(fair_list=2)
markets = st.lists(offerings, min_size=1, max_size=8, unique_by=lambda found: found.offering_id)


def facts_of(changes: tuple[Change, ...]) -> list[str]:
    return [change.fact for change in changes]


@settings(max_examples=150, deadline=None)
@given(congregations, markets, st.data())
def test_every_change_that_is_claimed_has_its_effect_when_all_are_ranked_anew(
    facets: Facets, facts: list[OfferingFacts], data: st.DataObject
) -> None:
    facets = forgetting(facets, data.draw(st.frozensets(st.sampled_from(FACETS_TO_FORGET))))
    lost = data.draw(st.frozensets(st.sampled_from(FACTS_TO_FORGET)))
    facts = [forgetting(each, lost) for each in facts]
    asked = data.draw(st.sampled_from(facts))
    seen = outlook(facets, asked.offering_id, facts, POLICY)

    assert len(seen.changes) <= MOST
    assert seen.place == place_of(rank(facets, facts, policy=POLICY), asked.offering_id)
    if seen.changes:
        then, changed = applied((facets, asked), seen.changes)
        others = [each for each in facts if each is not asked]
        place = place_of(rank(then, [changed, *others], policy=POLICY), asked.offering_id)

        assert (place is not None and place <= POLICY.fair_list) is not seen.inside


@settings(max_examples=100, deadline=None)
@given(congregations, offerings, st.data())
def test_an_answer_only_answers_and_everything_that_may_change_can_be_said(
    facets: Facets, facts: OfferingFacts, data: st.DataObject
) -> None:
    facets = forgetting(facets, data.draw(st.frozensets(st.sampled_from(FACETS_TO_FORGET))))
    facts = forgetting(facts, data.draw(st.frozensets(st.sampled_from(FACTS_TO_FORGET))))
    possible = [*better(facets, facts, POLICY), *worse(facets, facts, POLICY)]
    sides = {"congregation": facets, "offering": facts}
    for change in possible:
        side, _, name = change.fact.partition(".")

        assert change.answers == (getattr(sides[side], name) is None)
        assert tell_change(change, language="nl").startswith("Als ")
        assert tell_change(change, language="en").startswith("If ")


@settings(max_examples=100, deadline=None)
@given(congregations, markets)
def test_other_ids_and_other_agencies_give_the_same_scores(
    facets: Facets, facts: list[OfferingFacts]
) -> None:
    renamed = [
        replace(each, offering_id=f"x-{number}", agency_id="one-large-agency")
        for number, each in enumerate(facts)
    ]
    before, after = (rank(facets, each, policy=POLICY).ranked for each in (facts, renamed))

    scores = [
        sorted((found.low, found.mid, found.high, found.rank_value) for found in each)
        for each in (before, after)
    ]
    assert scores[0] == scores[1]


def test_the_role_that_is_wished_lifts_an_offering_by_one_change() -> None:
    wish = congregation(wish_role="co_leader", themes=frozenset({"students"}))
    known = {"capacity_left": 1, "period_to": wish.as_of}
    far = {"role_given": "co_leader", "themes": frozenset({"refugees"})}
    near = {"role_given": "supporter", "themes": frozenset({"students"})}
    giving = [offering(offering_id=f"o-{n}", **known, **far) for n in range(2)]
    seen = outlook(wish, "apart", [*giving, offering(offering_id="apart", **known, **near)], POLICY)

    assert (seen.place, seen.inside) == (3, False)
    assert facts_of(seen.changes) == ["offering.role_given"]


def test_a_condition_that_is_known_not_to_be_met_is_what_would_have_to_change() -> None:
    facets = congregation(risk_appetite="low")
    seen = outlook(facets, "o-1", [offering(risk_level="high")], POLICY)

    assert seen.place is None
    assert facts_of(seen.changes) == ["congregation.risk_appetite"]


def test_an_offering_without_a_known_place_left_would_drop_out_if_all_were_taken() -> None:
    seen = outlook(congregation(), "o-1", [offering()], POLICY)

    assert seen.inside
    assert facts_of(seen.changes) == ["offering.capacity_left"]


def test_a_congregation_is_never_told_to_have_another_heart_or_to_wish_less() -> None:
    facets = congregation(themes=frozenset({"students"}), wish_role="co_leader", denomination="x")
    facts = offering(
        themes=frozenset({"refugees"}),
        role_given="supporter",
        required_denominations=frozenset({"baptist"}),
    )
    asked = facts_of(better(facets, facts, POLICY))

    assert not {"congregation.themes", "congregation.wish_role", "congregation.denomination"} & set(
        asked
    )
    assert "offering.role_given" in asked


def test_where_nothing_can_be_changed_nothing_is_claimed() -> None:
    facets = congregation(denomination="reformed")
    closed = offering(required_denominations=frozenset({"baptist"}))
    seen = outlook(facets, "o-1", [closed], POLICY)

    assert seen.changes == ()
    assert isinstance(seen.found, Exclusion)


def test_conditions_are_said_in_both_languages_without_figures() -> None:
    for text in (*BETTER.values(), *WORSE.values()):
        assert re.fullmatch(r"Als [^\d]+\.", text.nl)
        assert re.fullmatch(r"If [^\d]+\.", text.en)
