from collections import Counter
from datetime import date, timedelta

import pytest
from dateutil.easter import easter

from shared.reference.calendar import (
    days_on,
    known_from,
    known_until,
    public_holidays,
    school_holidays,
)
from shared.reference.places import REGIONS


@pytest.mark.parametrize("year", range(2025, 2036))
def test_the_movable_holidays_follow_easter(year):
    sunday = easter(year)
    dates = {day.dutch: day.on for day in public_holidays(year)}

    assert dates["Eerste paasdag"] == sunday
    assert dates["Tweede paasdag"] == sunday + timedelta(days=1)
    assert dates["Hemelvaartsdag"] == sunday + timedelta(days=39)
    assert dates["Eerste pinksterdag"] == sunday + timedelta(days=49)


def test_kings_day_is_moved_from_a_sunday_to_the_saturday_before():
    assert date(2025, 4, 26) in {day.on for day in public_holidays(2025)}
    assert date(2031, 4, 26) in {day.on for day in public_holidays(2031)}


def test_a_year_outside_the_table_has_no_holidays():
    assert public_holidays(2024) == ()
    assert public_holidays(2036) == ()


def test_thanksgiving_day_is_a_church_day_and_no_public_holiday():
    (day,) = days_on(date(2027, 11, 3))

    assert (day.kind, day.english) == ("church", "Thanksgiving Day for crops and labour")
    assert day.on not in {other.on for other in public_holidays(2027)}


def test_the_regions_have_their_autumn_break_in_different_weeks():
    window = (date(2027, 10, 1), date(2027, 11, 15))
    firsts = {region: school_holidays(region, *window)[0].first for region in REGIONS}

    assert firsts == {
        "north": date(2027, 10, 16),
        "middle": date(2027, 10, 16),
        "south": date(2027, 10, 23),
    }


def test_a_period_counts_on_its_first_and_its_last_day_but_not_beside_them():
    first, last = date(2027, 12, 25), date(2028, 1, 9)

    assert school_holidays("north", first, first)[0].kind == "christmas"
    assert school_holidays("north", last, last)[0].kind == "christmas"
    assert school_holidays("north", first - timedelta(days=1), first - timedelta(days=1)) == ()
    assert school_holidays("north", last + timedelta(days=1), last + timedelta(days=1)) == ()


@pytest.mark.parametrize("region", REGIONS)
def test_every_school_year_has_five_holidays_of_which_three_are_binding(region):
    periods = school_holidays(region, date(2025, 1, 1), date(2031, 1, 1))
    binding = Counter(period.kind for period in periods if period.binding)
    advised = Counter(period.kind for period in periods if not period.binding)

    assert binding == {"christmas": 5, "may": 5, "summer": 5}
    assert advised == {"autumn": 5, "spring": 5}
    assert all(one.first.weekday() == 5 and one.last.weekday() == 6 for one in periods)


@pytest.mark.parametrize("region", ["", "North", "noord", "west"])
def test_an_unknown_region_is_refused_and_not_taken_for_one_without_holidays(region):
    with pytest.raises(ValueError, match="north, middle, south"):
        school_holidays(region, date(2027, 1, 1), date(2027, 12, 31))


def test_the_calendar_says_how_far_it_knows():
    assert known_from() == date(2025, 10, 18)
    assert known_until() == date(2030, 8, 18)
