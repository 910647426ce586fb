from collections import Counter

import pytest

from shared.reference.places import (
    REGIONS,
    municipalities,
    municipalities_named,
    places,
    places_named,
    school_region,
)
from shared.reference.vocabulary import is_code


@pytest.mark.parametrize(
    ("municipality", "region"),
    [
        ("Groningen", "north"),
        ("Amsterdam", "north"),
        ("Rotterdam", "middle"),
        ("Den Haag", "middle"),
        ("GM0796", "south"),
        ("'s-hertogenbosch", "south"),
        ("’s-Hertogenbosch", "south"),
        ("Sudwest Fryslan", "north"),
    ],
)
def test_a_municipality_has_its_holidays_in_one_region(municipality, region):
    assert school_region(municipality) == region


@pytest.mark.parametrize("municipality", ["", "Atlantis", "\x00"])
def test_an_unknown_municipality_has_no_region(municipality):
    assert school_region(municipality) is None


def test_the_two_municipalities_called_bergen_are_told_apart_by_code_only():
    both = municipalities_named("Bergen")

    assert {one.province for one in both} == {"NL-NH", "NL-LI"}
    assert school_region("Bergen") is None
    assert {school_region(one.cbs_code) for one in both} == {"north", "south"}


def test_the_four_municipalities_split_between_regions_carry_a_note():
    noted = {one.name for one in municipalities() if one.note}

    assert noted == {"Altena", "De Ronde Venen", "Montferland", "Neder-Betuwe"}


def test_a_place_name_that_occurs_twice_gives_both_the_largest_first():
    found = places_named("hengelo")

    assert [one.province for one in found] == ["NL-OV", "NL-GE"]
    assert found[0].population > found[1].population


def test_every_place_and_municipality_has_a_region_and_a_known_province():
    everything = [*places(), *municipalities()]

    assert len(everything) == 1966 + 342
    assert set(Counter(one.school_region for one in everything)) == set(REGIONS)
    assert all(is_code("provinces", one.province) for one in everything)


def test_a_place_lies_in_the_region_of_its_municipality():
    differing = {
        one.name
        for one in places()
        if one.municipality and school_region(one.municipality) not in (None, one.school_region)
    }

    assert differing == set()
