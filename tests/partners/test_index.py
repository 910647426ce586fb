"""The index of offerings says what ranking all of them says, whatever the market."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.partners.matching import Facets, Index, OfferingFacts, Policy, Result, rank
from services.partners.matching.columns import COMPARED, Column
from services.partners.matching.criteria import CRITERIA
from tests.partners.matching_cases import (
    FACETS_TO_FORGET,
    FACTS_TO_FORGET,
    congregation,
    congregations,
    forgetting,
    offering,
    offerings,
    without_codes,
)

names = st.text("0123456789", min_size=1, max_size=3)
markets = st.lists(
    st.builds(
        forgetting,
        offerings,
        st.frozensets(st.sampled_from((*FACTS_TO_FORGET, "capacity", "period_from"))),
    ),
    max_size=40,
    unique_by=lambda found: found.offering_id,
)
askers = st.builds(
    without_codes,
    st.builds(forgetting, congregations, st.frozensets(st.sampled_from(FACETS_TO_FORGET))),
    st.frozensets(st.sampled_from(("medical", "ict", "pray", "go", "vog"))),
)
policies = st.builds(
    Policy,
    exposure_lambda=st.sampled_from((0, 1, 100)),
    fair_list=st.integers(0, 6),
    fair_margin=st.sampled_from((0, 10, 60)),
)


def beginnings(index: Index, facets: Facets, facts: list[OfferingFacts], policy: Policy) -> object:
    introduced = {each.offering_id: each.recent_introductions for each in facts}
    found = index.standing(facets, policy=policy, introduced=introduced)
    return [
        (found.ranked(count), found.partners(count), found.excluded(count))
        for count in (1, 3, 7, 50)
    ] + [len(found.eligible), len(found.refused)]


def of_all(result: Result) -> object:
    ranked = [each.offering_id for each in result.ranked]
    return [
        (
            ranked[:count],
            [each.offering_id for each in result.partners(count)],
            [each.offering_id for each in result.excluded][:count],
        )
        for count in (1, 3, 7, 50)
    ] + [len(ranked), len(result.excluded)]


@settings(max_examples=300, deadline=None)
@given(askers, markets, policies)
def test_the_first_places_are_those_of_ranking_all(
    facets: Facets, facts: list[OfferingFacts], policy: Policy
) -> None:
    index = Index.from_offerings(facts)

    assert beginnings(index, facets, facts, policy) == of_all(rank(facets, facts, policy=policy))


@settings(max_examples=100, deadline=None)
@given(askers, markets, markets, st.frozensets(names), policies)
def test_what_was_put_and_removed_leaves_no_trace_in_the_order(
    facets: Facets,
    before: list[OfferingFacts],
    after: list[OfferingFacts],
    gone: frozenset[str],
    policy: Policy,
) -> None:
    index = Index.from_offerings(before)
    for name in gone:
        index.remove(name)
    for each in after:
        index.put(each)
    left = {each.offering_id: each for each in before if each.offering_id not in gone}
    left |= {each.offering_id: each for each in after}
    now = list(left.values())

    assert len(index) == len(now)
    assert all(map(index.holds, now))
    assert beginnings(index, facets, now, policy) == of_all(rank(facets, now, policy=policy))


@settings(max_examples=50, deadline=None)
@given(askers, markets, st.frozensets(names))
def test_what_an_asker_may_not_see_is_as_if_it_were_not_there(
    facets: Facets, facts: list[OfferingFacts], hidden: frozenset[str]
) -> None:
    introduced = {each.offering_id: each.recent_introductions for each in facts}
    seen = [each for each in facts if each.offering_id not in hidden]
    found = Index.from_offerings(facts).standing(
        facets, policy=Policy(), introduced=introduced, without=hidden
    )
    alone = rank(facets, seen, policy=Policy())

    assert found.ranked(20) == [each.offering_id for each in alone.ranked][:20]
    assert found.excluded(20) == [each.offering_id for each in alone.excluded][:20]


@settings(max_examples=100, deadline=None)
@given(askers, markets)
def test_other_names_and_other_sizes_of_agencies_change_no_score(
    facets: Facets, facts: list[OfferingFacts]
) -> None:
    renamed = [replace(each, offering_id=f"x{each.offering_id}", agency_id="a-1") for each in facts]
    one, other = (
        Index.from_offerings(each).standing(facets, policy=Policy()) for each in (facts, renamed)
    )

    assert sorted(one.values[one.eligible]) == sorted(other.values[other.eligible])


def test_every_criterion_stands_in_one_column_and_only_known_ones_are_compared() -> None:
    known = {criterion.name: criterion.fields for criterion in CRITERIA}

    assert all(tuple(fields) == known[name] for name, fields in COMPARED.items())


def test_a_large_market_of_many_peoples_and_days_begins_like_ranking_all() -> None:
    dice = Random(5)
    codes = [f"{number}XX" for number in range(3_000)]
    facts = [
        offering(
            offering_id=f"o-{number}",
            agency_id=f"a-{int(dice.paretovariate(1)) % 50}",
            people_groups=frozenset(dice.sample(codes, 2)),
            languages=frozenset(dice.sample(("nld", "eng", "fra", "arb"), 2)),
            period_to=date.fromordinal(739_900 + dice.randint(0, 900)),
            recent_introductions=dice.randint(0, 2),
        )
        for number in range(4_000)
    ]
    facets = congregation(
        people_groups=frozenset(codes[:40]),
        languages=frozenset({"arb"}),
        languages_spoken=frozenset({"nld", "fra"}),
    )

    index = Index.from_offerings(facts)

    assert beginnings(index, facets, facts, Policy()) == of_all(
        rank(facets, facts, policy=Policy())
    )


def test_values_that_are_alike_are_judged_once_however_many_there_are() -> None:
    criterion = next(each for each in CRITERIA if each.name == "people_groups")
    judged = []

    def counted(*asked):
        judged.append(asked)
        return criterion.judge(*asked)

    column = Column([criterion._replace(judge=counted)])
    for number in range(500):
        column.code(offering(people_groups=frozenset({str(number)})))

    points = column.points(congregation(people_groups=frozenset({"3", "4"})), Policy())

    assert len(points) == 500
    assert len(judged) == 3


def test_an_offering_given_twice_is_refused_by_the_index_too() -> None:
    with pytest.raises(ValueError, match="twice"):
        Index.from_offerings([offering(), offering()])


def test_an_index_of_which_most_values_were_replaced_says_that_it_is_worn() -> None:
    index = Index.from_offerings([offering()])
    for number in range(10_100):
        index.put(offering(people_groups=frozenset({str(number)})))

    assert index.worn
    assert len(index) == 1
