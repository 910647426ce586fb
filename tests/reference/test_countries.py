import pytest

from shared.reference.countries import countries, country, from_fips, is_country


@pytest.mark.parametrize(
    ("fips", "iso2"),
    [
        ("MO", "MA"),
        ("NI", "NG"),
        ("NG", "NE"),
        ("AS", "AU"),
        ("AU", "AT"),
        ("CH", "CN"),
        ("SZ", "CH"),
    ],
)
def test_two_letters_in_a_people_group_list_mean_another_country_than_in_iso(fips, iso2):
    found = from_fips(fips)

    assert found is not None
    assert found.iso2 == iso2


def test_a_fips_code_is_read_in_either_case_and_with_spaces():
    assert from_fips(" mo ") == country("MA")


@pytest.mark.parametrize("code", ["", "  ", "ZZZ", "\x00", "M" * 5000])
def test_an_unknown_fips_code_is_no_country(code):
    assert from_fips(code) is None


def test_a_country_has_a_dutch_and_an_english_name():
    morocco = country("MA")

    assert (morocco.iso3, morocco.name("nl"), morocco.name("en")) == ("MAR", "Marokko", "Morocco")


def test_namibia_is_a_code_and_not_a_missing_value():
    assert country("NA").english == "Namibia"
    assert not is_country("na")


def test_an_unknown_iso_code_is_refused():
    with pytest.raises(KeyError):
        country("XX")


def test_every_fips_code_leads_back_to_its_own_country():
    with_fips = [one for one in countries() if one.fips]

    assert len(countries()) == 250
    assert len(with_fips) == 247
    assert all(from_fips(one.fips) == one for one in with_fips)
