import re

import pytest

from shared.reference.countries import countries
from shared.reference.denominations import denomination, denominations
from shared.reference.vocabulary import codes, is_code, label, lists, rank


def test_the_six_means_stand_in_their_order():
    means = [term.code for term in codes("means")]

    assert means == ["pray", "give", "go", "send", "welcome", "mobilise"]


@pytest.mark.parametrize("name", lists())
def test_every_code_has_both_labels_and_its_own_place(name):
    terms = codes(name)

    assert [term.order for term in terms] == list(range(1, len(terms) + 1))
    assert all(term.dutch.strip() and term.english.strip() for term in terms)
    assert (
        len({term.dutch for term in terms}) == len({term.english for term in terms}) == len(terms)
    )


@pytest.mark.parametrize("name", sorted({*lists()} - {"provinces"}))
def test_codes_are_plain_words_that_may_stand_in_an_address(name):
    assert [term.code for term in codes(name) if not re.fullmatch(r"[a-z0-9_]+", term.code)] == []


def test_a_label_is_dutch_or_english():
    assert label("means", "welcome", "nl") == "Verwelkomen"
    assert label("means", "welcome", "en") == "Welcoming"
    assert label("gift_bands", "few", "en") == "1-5 people"


def test_what_is_no_code_is_told_from_what_is_no_list():
    assert is_code("means", "pray")
    assert not is_code("means", "Pray")
    with pytest.raises(KeyError):
        is_code("no_such_list", "pray")
    with pytest.raises(KeyError):
        label("means", "no_such_code", "nl")


def test_bands_rise_so_that_they_can_be_compared():
    assert rank("size_bands", "under_50") < rank("size_bands", "150_400")
    assert rank("risk_appetites", "low") < rank("risk_appetites", "high")
    assert rank("wish_roles", "supporter") < rank("wish_roles", "co_leader")


def test_what_an_agency_asks_is_measured_on_the_ladder_of_what_a_church_can_give():
    asked = [term.code for term in codes("commitment_bands")]

    assert asked == [term.code for term in codes("capacity_bands")]


def test_every_subregion_of_a_country_is_a_region_of_the_world():
    used = {one.subregion for one in countries() if one.subregion}

    assert used == {term.code for term in codes("world_regions")}


def test_a_denomination_knows_its_own_words():
    army = denomination("LDH")

    assert army is not None
    assert (army.local_unit, army.leaders) == ("korps", "officieren")
    assert denomination("XYZ") is None
    assert len(denominations()) == 22
