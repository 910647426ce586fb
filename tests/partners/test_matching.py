"""The ranking: intervals, sums, conditions, fairness, and what must never count."""

import random
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.partners.matching import (
    Exclusion,
    Facets,
    OfferingFacts,
    Policy,
    Ranking,
    Verdict,
    best_question,
    explain,
    rank,
)
from services.partners.matching.policy import Weight, published_weights
from tests.partners.matching_cases import (
    FACETS_TO_FORGET,
    FACTS_TO_FORGET,
    SKILLS,
    congregation,
    congregations,
    forgetting,
    offering,
    offerings,
    without_codes,
)

POLICY = Policy()
unique_offerings = st.lists(offerings, max_size=12, unique_by=lambda found: found.offering_id)


def ranked(facets: Facets, facts: OfferingFacts) -> Ranking:
    found = explain(facets, facts, POLICY)
    assert isinstance(found, Ranking)
    return found


def reason(found: Ranking | Exclusion, criterion: str) -> str:
    return next(c.reason_code for c in found.contributions if c.criterion == criterion)


@settings(max_examples=300, deadline=None)
@given(congregations, offerings, st.data())
def test_answering_an_unknown_never_widens_the_interval(
    facets: Facets, facts: OfferingFacts, data: st.DataObject
) -> None:
    forgotten = data.draw(st.frozensets(st.sampled_from(FACETS_TO_FORGET)))
    answered = data.draw(st.frozensets(st.sampled_from(FACETS_TO_FORGET)))
    hidden = data.draw(st.frozensets(st.sampled_from(FACTS_TO_FORGET)))
    shown = data.draw(st.frozensets(st.sampled_from(FACTS_TO_FORGET)))
    codes = data.draw(st.frozensets(st.sampled_from((*SKILLS, "pray", "go", "vog"))))
    before = explain(
        without_codes(forgetting(facets, forgotten), codes), forgetting(facts, hidden), POLICY
    )
    after = explain(
        forgetting(facets, forgotten - answered), forgetting(facts, hidden - shown), POLICY
    )

    if isinstance(before, Exclusion):
        assert isinstance(after, Exclusion)
    elif isinstance(after, Ranking):
        assert before.low <= after.low <= after.mid <= after.high <= before.high


@settings(max_examples=200, deadline=None)
@given(congregations, offerings, st.frozensets(st.sampled_from(FACETS_TO_FORGET)))
def test_contributions_add_up_exactly_to_every_shown_score(
    facets: Facets, facts: OfferingFacts, forgotten: frozenset[str]
) -> None:
    found = explain(forgetting(facets, forgotten), facts, POLICY)

    if isinstance(found, Ranking):
        parts = found.contributions
        assert sum(c.points for c in parts) == found.mid
        assert sum(c.low for c in parts) == found.low
        assert sum(c.high for c in parts) == found.high
        assert sum(c.for_congregation for c in parts) == found.for_congregation.mid
        assert sum(c.for_agency for c in parts) == found.for_agency.mid
        assert sum(c.of for c in parts) == 10_000
    else:
        assert all(c.hard and c.verdict is Verdict.NO for c in found.contributions)


@settings(max_examples=100, deadline=None)
@given(congregations, unique_offerings, st.randoms(use_true_random=False))
def test_the_order_depends_on_neither_input_order_nor_the_time_of_asking(
    facets: Facets, facts: list[OfferingFacts], dice: random.Random
) -> None:
    shuffled = dice.sample(facts, len(facts))

    assert rank(facets, shuffled, policy=POLICY) == rank(facets, facts, policy=POLICY)
    assert rank(facets, facts, policy=POLICY) == rank(facets, facts, policy=POLICY)


@settings(max_examples=50, deadline=None)
@given(congregations, unique_offerings)
def test_ranking_many_says_of_each_what_explaining_it_alone_says(
    facets: Facets, facts: list[OfferingFacts]
) -> None:
    result = rank(facets, facts, policy=POLICY)
    alone = {each.offering_id: explain(facets, each, POLICY) for each in facts}

    together: dict[str, Ranking | Exclusion] = {each.offering_id: each for each in result.ranked}
    together |= {each.offering_id: each for each in result.excluded}

    assert together == alone


def test_a_known_no_on_a_condition_excludes_with_its_reason() -> None:
    facets = congregation(risk_appetite="low", stage="discover")
    result = rank(facets, [offering(risk_level="high", earliest_stage="launch")], policy=POLICY)

    assert result.ranked == ()
    reasons = [c.reason_code for c in result.excluded[0].contributions]
    assert reasons == ["stage.too_early", "risk.too_high"]


@pytest.mark.parametrize(
    ("known", "asked", "reason_code"),
    [
        ({"risk_appetite": "low"}, {"risk_level": "high"}, "risk.too_high"),
        ({"capacity_budget": "free"}, {"cost_band": "under_100"}, "costs.too_high"),
        (
            {"capacity_people": "none"},
            {"minimum_commitment": "hours_under_10"},
            "commitment.too_few_people",
        ),
        (
            {"capacity_hours": "hours_under_10"},
            {"minimum_commitment": "hours_40_160"},
            "commitment.too_few_hours",
        ),
        (
            {"denomination": "baptist"},
            {"required_denominations": frozenset({"reformed"})},
            "denomination.not_named",
        ),
        (
            {"conditions_met": {"vog": False}},
            {"required_conditions": frozenset({"vog", "child_safe"})},
            "conditions.not_met",
        ),
        ({"stage": "kairos"}, {"earliest_stage": "partner"}, "stage.too_early"),
        ({}, {"capacity_left": 0}, "room.full"),
        ({}, {"period_to": date(2026, 11, 22)}, "period.over"),
        ({"gifts": {"go": "none"}}, {"means_asked": frozenset({"go"})}, "goers.absent"),
    ],
)
def test_each_condition_excludes_when_it_is_known_not_to_be_met(
    known: dict[str, object], asked: dict[str, object], reason_code: str
) -> None:
    found = explain(congregation(**known), offering(**asked), POLICY)

    assert isinstance(found, Exclusion)
    assert [c.reason_code for c in found.contributions] == [reason_code]


def test_an_unknown_condition_keeps_the_offering_and_stays_an_open_question() -> None:
    found = ranked(congregation(), offering(risk_level="high"))

    assert "risk" in [c.criterion for c in found.open_questions]
    assert found.low < found.mid < found.high


def test_a_code_that_is_on_no_scale_counts_as_not_yet_known() -> None:
    found = ranked(congregation(risk_appetite="daring"), offering(risk_level="high"))

    assert reason(found, "risk") == "risk.unknown"


def test_an_offering_that_lasts_until_today_is_still_open() -> None:
    found = ranked(congregation(), offering(period_to=date(2026, 11, 23)))

    assert reason(found, "period") == "period.open"


def test_nothing_asked_is_knowledge_and_not_an_unknown() -> None:
    found = ranked(congregation(), offering(talents_asked=frozenset()))

    assert reason(found, "talents") == "talents.none_asked"


def test_talents_asked_for_and_present_count_as_a_criterion_of_their_own() -> None:
    asked = offering(talents_asked=frozenset({"medical", "ict"}))
    both = ranked(congregation(talents={"medical": "many", "ict": "many"}), asked)
    one = ranked(congregation(talents={"medical": "many", "ict": "none"}), asked)
    none = ranked(congregation(talents={"medical": "none", "ict": "none"}), asked)
    points = [
        next(c.points for c in found.contributions if c.criterion == "talents")
        for found in (both, one, none)
    ]

    assert points == [1900, 950, 0]
    assert both.mid > one.mid > none.mid


def test_a_skill_not_yet_asked_after_is_named_in_the_question() -> None:
    asked = offering(talents_asked=frozenset({"medical", "ict"}))
    found = ranked(congregation(talents={"medical": "many"}), asked)
    talents = next(c for c in found.contributions if c.criterion == "talents")

    assert talents.verdict is Verdict.UNKNOWN
    assert talents.params == (("skills", ("ict",)),)
    assert (talents.low, talents.high) == (950, 1900)


@pytest.mark.parametrize(
    ("given_role", "outcome"),
    [
        ("partner", "role.as_wished"),
        ("co_leader", "role.more"),
        ("contributor", "role.less"),
        ("supporter", "role.far_less"),
    ],
)
def test_the_say_an_agency_gives_is_compared_with_the_say_a_congregation_wishes(
    given_role: str, outcome: str
) -> None:
    found = ranked(congregation(wish_role="partner"), offering(role_given=given_role))

    assert reason(found, "role") == outcome


@pytest.mark.parametrize(
    ("countries", "regions", "outcome"),
    [
        ({"MA"}, {"015"}, "places.same_country"),
        ({"DZ"}, {"015"}, "places.same_region"),
        ({"IN"}, {"034"}, "places.other"),
        (set(), set(), "places.any"),
    ],
)
def test_the_same_country_says_more_than_the_same_region(
    countries: set[str], regions: set[str], outcome: str
) -> None:
    facets = congregation(countries=frozenset({"MA"}), regions=frozenset({"015"}))
    place = offering(countries=frozenset(countries), regions=frozenset(regions))

    assert reason(ranked(facets, place), "places") == outcome


def test_long_work_does_not_suit_a_congregation_that_thinks_of_a_visit() -> None:
    kinds = ("visit", "mid_term", "long_term")
    found = [ranked(congregation(horizon="visit"), offering(kind=kind)) for kind in kinds]

    assert [reason(each, "horizon") for each in found] == [
        "horizon.long_enough",
        "horizon.short",
        "horizon.too_short",
    ]


def test_a_match_that_is_good_for_one_side_only_scores_below_an_even_one() -> None:
    weights = dict.fromkeys(published_weights(), Weight(0, 0))
    weights |= {"themes": Weight(5000, 0), "talents": Weight(0, 5000)}
    policy = Policy(weights=weights)
    facts = offering(themes=frozenset({"students"}), talents_asked=frozenset({"ict"}))
    lopsided = explain(
        congregation(themes=frozenset({"students"}), talents={"ict": "none"}), facts, policy
    )

    assert isinstance(lopsided, Ranking)
    assert (lopsided.for_congregation.mid, lopsided.for_agency.mid, lopsided.mid) == (5000, 0, 0)
    assert lopsided.contributions[-1].reason_code == "balance.congregation_gains_more"


def test_what_was_introduced_often_of_late_steps_back_in_proportion_to_its_places() -> None:
    shown = offering(offering_id="shown", capacity=2, recent_introductions=2)
    fresh = offering(offering_id="fresh", capacity=2, recent_introductions=0)
    large = offering(offering_id="large", capacity=20, recent_introductions=2)
    result = rank(congregation(), [shown, fresh, large], policy=POLICY)

    assert [found.offering_id for found in result.ranked] == ["fresh", "large", "shown"]
    values = {found.offering_id: found.rank_value for found in result.ranked}
    assert values["shown"] * 2 == values["fresh"]
    assert len({found.mid for found in result.ranked}) == 1


def test_no_lambda_no_penalty() -> None:
    often = offering(capacity=1, recent_introductions=9)
    found = explain(congregation(), often, Policy(exposure_lambda=0))

    assert isinstance(found, Ranking)
    assert found.rank_value == found.mid * 1000


def test_equal_offerings_are_drawn_by_lot_and_the_lot_differs_per_congregation() -> None:
    twins = [offering(offering_id=f"o-{number}") for number in range(8)]
    orders = {
        tuple(
            found.offering_id
            for found in rank(
                replace(congregation(), congregation_id=name), twins, policy=POLICY
            ).ranked
        )
        for name in ("c-1", "c-2", "c-3")
    }

    assert len(orders) == 3


def test_the_last_place_of_the_first_list_goes_to_one_that_was_hardly_shown() -> None:
    often = [
        offering(
            offering_id=f"often-{number}",
            capacity=100,
            recent_introductions=10,
            themes=frozenset({"students"}),
        )
        for number in range(6)
    ]
    seldom = [
        offering(
            offering_id=f"seldom-{number}",
            themes=frozenset({"students"}),
            capacity=100,
            recent_introductions=1,
            languages=frozenset({"fra"}),
        )
        for number in range(3)
    ]
    facets = congregation(themes=frozenset({"students"}), languages_spoken=frozenset({"nld"}))
    policy = Policy(exposure_lambda=0)
    first = [found.offering_id for found in rank(facets, often + seldom, policy=policy).ranked]
    strict = Policy(exposure_lambda=0, fair_margin=0)
    unlifted = [found.offering_id for found in rank(facets, often + seldom, policy=strict).ranked]

    assert [name.split("-")[0] for name in first[:5]] == ["often"] * 4 + ["seldom"]
    assert [name.split("-")[0] for name in unlifted[:5]] == ["often"] * 5
    assert sorted(first) == sorted(unlifted)


def test_three_partners_are_three_agencies() -> None:
    facts = [
        offering(offering_id=f"o-{number}", agency_id=f"a-{number // 4}") for number in range(16)
    ]
    partners = rank(congregation(), facts, policy=POLICY).partners(3)

    assert len({found.agency_id for found in partners}) == 3


def test_payment_size_and_clicks_are_not_even_known_to_the_ranking() -> None:
    words = {"paid", "payment", "fee", "sponsor", "members", "size", "click", "views", "budget"}
    names = {part for field in fields(OfferingFacts) for part in field.name.split("_")}

    assert not words & names


def test_the_size_and_province_of_a_congregation_change_nothing() -> None:
    facts = [offering(offering_id=f"o-{number}", capacity=number + 1) for number in range(9)]
    small = rank(congregation(size_band="under_50", region="NL-ZE"), facts, policy=POLICY)
    large = rank(congregation(size_band="over_1000", region="NL-ZH"), facts, policy=POLICY)

    assert small == large


def test_both_sides_weigh_the_same_or_the_policy_is_refused() -> None:
    tilted = {**published_weights(), "themes": Weight(901, 200)}

    with pytest.raises(ValueError, match="each side"):
        Policy(weights=tilted)


def test_an_offering_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        rank(congregation(), [offering(), offering()], policy=POLICY)


def test_the_best_question_is_the_one_whose_answer_narrows_most() -> None:
    facts = [
        offering(offering_id=f"o-{number}", talents_asked=frozenset({"ict"}), themes=frozenset())
        for number in range(3)
    ]
    result = rank(congregation(), facts, policy=POLICY)
    question = best_question(result.ranked)

    assert question is not None
    assert (question.fact, question.asked_of) == ("congregation.talents", "congregation")
    assert question.offerings == ("o-0", "o-1", "o-2")

    doubt = sum(found.high - found.low for found in result.ranked)
    answered = rank(congregation(talents={"ict": "few"}), facts, policy=POLICY)

    assert sum(found.high - found.low for found in answered.ranked) < doubt


def test_where_nothing_is_open_there_is_no_question() -> None:
    assert best_question([]) is None


def test_of_ten_thousand_offerings_none_is_left_out() -> None:
    dice = random.Random(18)
    codes = [f"{number}XX" for number in range(500_000, 517_000)]
    facts = [
        offering(
            offering_id=f"o-{number}",
            agency_id=f"a-{number % 300}",
            talents_asked=frozenset(dice.sample(SKILLS, dice.randint(0, 3))),
            people_groups=frozenset(dice.sample(codes, 2)),
            themes=frozenset(dice.sample(("refugees", "students", "unreached"), 2)),
            role_given=dice.choice(POLICY.scales.wish_roles),
            recent_introductions=dice.randint(0, 4),
        )
        for number in range(10_000)
    ]
    facets = congregation(people_groups=frozenset(codes[:5]), wish_role="partner")
    result = rank(facets, facts, policy=POLICY)

    assert len(result.ranked) == 10_000
