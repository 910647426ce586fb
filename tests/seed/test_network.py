from collections import Counter
from datetime import date
from random import Random

import pytest

from services.seed.inventing import criteria
from services.seed.network import Network, network

TODAY = date(2026, 11, 23)


def invented(*, congregations: int = 20, offerings: int = 60, seed: int = 1) -> Network:
    return network(
        congregations=congregations, agencies=12, offerings=offerings, seed=seed, today=TODAY
    )


@pytest.mark.parametrize("number", [1, 3, 20, 60, 2000])
def test_each_criterion_is_filled_in_for_most_of_any_number_of_offerings(number: int) -> None:
    offerings = [one for agency in invented(offerings=number).agencies for one in agency.offerings]

    filled = Counter(name for offering in offerings for name in offering)
    names = criteria(Random(1), "145", TODAY)
    assert len(offerings) == number
    assert {name: filled[name] for name in names if filled[name] < 0.6 * number} == {}


def test_some_offerings_leave_something_open() -> None:
    offerings = [one for agency in invented().agencies for one in agency.offerings]

    assert any("talents" not in offering for offering in offerings)


def test_the_same_seed_gives_the_same_network() -> None:
    assert invented() == invented()
    assert invented() != invented(seed=2)


def test_every_row_says_that_it_is_invented() -> None:
    made = invented()

    rows = [one.profile for one in made.congregations]
    rows += [offering for agency in made.agencies for offering in agency.offerings]
    assert all(row["invented"] is True for row in rows)


def test_people_live_at_addresses_that_cannot_exist_and_each_has_his_own() -> None:
    made = invented(congregations=200)

    people = [made.operator, *made.coaches, *(agency.person for agency in made.agencies)]
    for congregation in made.congregations:
        people += [*congregation.leaders, *congregation.working_group]
    assert all(person.email.endswith(".example") for person in people)
    assert len({person.email for person in people}) == len(people)


def test_the_practical_coach_guides_ten_and_every_coach_has_work() -> None:
    made = invented(congregations=200)

    guided = Counter(congregation.coach for congregation in made.congregations)
    assert guided[0] == 10
    assert set(guided) == set(range(len(made.coaches)))


def test_a_quarter_of_the_agencies_has_not_joined() -> None:
    assert [agency.joined for agency in invented().agencies].count(False) == 3


def test_there_are_leaders_who_read_dutch_and_leaders_who_read_english() -> None:
    read = Counter(leader.language for one in invented().congregations for leader in one.leaders)

    assert read["nl"] > read["en"] > 0
