import pytest

from shared.reference.countries import is_country
from shared.reference.languages import from_two_letters, language, languages, retired


def test_a_language_has_a_dutch_and_an_english_name():
    dutch = language("nld")

    assert dutch is not None
    assert (dutch.name("nl"), dutch.name("en"), dutch.two_letters) == ("Nederlands", "Dutch", "nl")


def test_a_language_without_a_dutch_name_keeps_its_english_one():
    ghotuo = language("aaa")

    assert ghotuo is not None
    assert ghotuo.name("nl") == "Ghotuo"


def test_a_merged_code_leads_to_its_successor_in_either_case():
    assert language("PRP") == language("guj")
    assert language("guj") is not None


@pytest.mark.parametrize("code", ["ais", "xxx", "bbz", "", "qqqq", "zho"])
def test_a_split_unknown_or_macro_code_is_no_language(code):
    assert language(code) is None


def test_a_retired_code_says_why_it_went():
    gone = retired("ais")

    assert gone is not None
    assert gone.reason == "split, choose by hand"
    assert retired("nld") is None


def test_every_successor_of_a_retired_code_exists():
    known = {one.code for one in languages()}
    successors = {
        gone.use_instead for code in ("ajp", "nte", "dek", "zua") if (gone := retired(code))
    }

    assert successors - {""} == {"apc", "eko", "sqm"}
    assert successors - {""} <= known


@pytest.mark.parametrize(
    ("short", "code"), [("nl", "nld"), ("EN", "eng"), ("ro", "ron"), ("ak", "aka")]
)
def test_two_letters_mean_the_language_and_not_its_dialect(short, code):
    found = from_two_letters(short)

    assert found is not None
    assert found.code == code


def test_the_countries_of_every_language_are_iso_codes():
    used = {iso2 for one in languages() for iso2 in one.countries}

    assert len(languages()) == 8167
    assert {iso2 for iso2 in used if not is_country(iso2)} == set()
