"""A coach puts any agency or offering on a shortlist, found by words of its name."""

import re

import pytest

from tests import askers
from tests.askers import call
from tests.portal.conftest import Pages
from tests.portal.test_partnering import Partners, partners

__all__ = ["partners"]


@pytest.fixture
def here(partners: Partners) -> str:
    """Return the path of a shortlist on which nothing stands yet."""
    wish = {"congregation_id": partners.congregation_id, "title": "Met wie?"}
    made = partners.api(
        partners.leader, "POST /shortlists", {**wish, "criteria": [{"name": "Taal"}]}
    )
    return f"{partners.home}/shortlists/{made['id']}"


@pytest.fixture
def unsuggested(partners: Partners) -> str:
    """Return the id of an offering of another agency that nobody proposed."""
    other = partners.api(partners.coach, "POST /agencies", {"name": "Stille Haven"})["id"]
    content = {"kind": "prayer", "title_nl": "Bidden voor zeelieden", "state": "open"}
    made = partners.api(partners.coach, f"POST /agencies/{other}/offerings", content)
    return str(made["id"])


def on_list(partners: Partners, here: str) -> list[tuple[str, str | None]]:
    found = partners.api(partners.coach, f"GET /shortlists/{here.rsplit('/', 1)[1]}")
    return [(one["kind"], one["agency_name"]) for one in found["candidates"]]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Een organisatie of aanbod zoeken", "Druk op een naam")),
        ("en", ("Find an agency or an offering", "Press one to put it on the list")),
    ],
)
def test_a_coach_finds_what_was_not_suggested_in_both_languages(
    partners: Partners, pages: Pages, here: str, unsuggested: str, language: str, words: list[str]
) -> None:
    coach = askers.person(partners.host, "coach", language=language)
    partners.host.settle()
    path = f"/congregations/{partners.congregation_id}/coaches/{coach.id}"
    call(partners.host, partners.coach, "congregations", "PUT", path)
    partners.host.settle()
    pages.sign_in(coach)
    page = pages.open(f"{here}?find=haven+ZEE", language=language)

    assert all(word in page for word in words)
    assert f'value="offering:{unsuggested}"' in page
    assert "Bidden voor zeelieden" in page
    assert page.count('name="chosen"') == 1


def test_an_offering_and_an_agency_that_were_found_stand_beside_each_other(
    partners: Partners, pages: Pages, here: str, unsuggested: str
) -> None:
    pages.sign_in(partners.coach)
    page = pages.open(f"{here}?find=haven")
    (agency,) = re.findall(r'value="(agency:[^"]+)"', page)
    for chosen in (agency, f"offering:{unsuggested}"):
        assert pages.send(here, act="choose", chosen=chosen).status_code == 303
    page = pages.follow()

    assert on_list(partners, here) == [("agency", "Stille Haven"), ("offering", "Stille Haven")]
    assert "Stille Haven – Bidden voor zeelieden" in page


def test_the_same_one_is_not_put_there_twice(
    partners: Partners, pages: Pages, here: str, unsuggested: str
) -> None:
    pages.sign_in(partners.coach)
    pages.send(here, act="choose", chosen=f"offering:{unsuggested}")
    again = pages.send(here, act="choose", chosen=f"offering:{unsuggested}")

    assert again.status_code == 422
    assert "This one stands on the list already." in again.text
    assert len(on_list(partners, here)) == 1


@pytest.mark.parametrize(
    ("chosen", "status"),
    [
        ("offering:01a209c0-277c-7741-98fa-408474a06f5e", 422),
        ("agency:nothing", 422),
        ("person:1", 404),
        ("", 404),
    ],
)
def test_what_nobody_could_find_is_not_put_on_the_list(
    partners: Partners, pages: Pages, here: str, chosen: str, status: int
) -> None:
    pages.sign_in(partners.coach)

    assert pages.send(here, act="choose", chosen=chosen).status_code == status
    assert on_list(partners, here) == []


def test_a_draft_of_an_agency_is_not_found(partners: Partners, pages: Pages, here: str) -> None:
    content = {"kind": "visit", "title_nl": "Nog geheim plan", "state": "draft"}
    partners.api(partners.staff, f"POST /agencies/{partners.agency_id}/offerings", content)
    pages.sign_in(partners.coach)
    page = pages.open(f"{here}?find=geheim")

    assert "Nog geheim plan" not in page
    assert "Nothing of that name" in page


def test_signs_in_the_words_are_taken_as_they_are(
    partners: Partners, pages: Pages, here: str
) -> None:
    pages.sign_in(partners.coach)

    assert "Nothing of that name" in pages.open(f"{here}?find=%25")
    assert "Nothing of that name" in pages.open(f"{here}?find=_")


def test_only_a_coach_looks_through_all_agencies(
    partners: Partners, pages: Pages, here: str, unsuggested: str
) -> None:
    pages.sign_in(partners.leader)
    page = pages.open(f"{here}?find=haven")
    asked = call(partners.host, partners.leader, "partners", "GET", "/choices?words=haven")
    empty = call(partners.host, partners.coach, "partners", "GET", "/choices?words=")

    assert "Stille Haven" not in page
    assert "Find an agency or an offering" not in page
    assert (asked.status_code, empty.status_code) == (403, 422)
