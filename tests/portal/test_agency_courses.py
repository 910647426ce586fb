"""Open courses as an agency reads them, and what it offers for courses."""

from typing import Any
from uuid import UUID

import pytest

from services.host import Host
from tests import askers
from tests.askers import Asker, call
from tests.portal.conftest import Pages

SECRET_TITLE = "Kairos bij ons thuis"


@pytest.fixture
def agency_id(host: Host) -> str:
    body = {"name": "Wijdebron"}
    coach = askers.person(host, "coach")
    made: str = call(host, coach, "partners", "POST", "/agencies", body).json["id"]
    host.settle()
    return made


@pytest.fixture
def staff(host: Host, agency_id: str) -> Asker:
    found = askers.person(host, "agency_staff", UUID(agency_id), language="en")
    host.settle()
    return found


def open_course(host: Host, open_to: str = "all", day: str = "2027-01-05") -> None:
    """Let a congregation in Gelderland open a course of two places."""
    coach = askers.person(host, "coach")
    profile = {"name": "De Zwaluwkerk", "place": "Ede"}
    church = call(host, coach, "congregations", "POST", "/congregations", profile).json["id"]
    host.settle()
    wish = {"title": SECRET_TITLE, "open_to": open_to, "capacity": 2}
    course = _do(host, coach, "POST", f"/congregations/{church}/courses", wish)["id"]
    team = {"items": [{"role": "Geheim hoofd", "level": "head"}]}
    _do(host, coach, "PUT", f"/courses/{course}/facilitators", team)
    days = {"items": [{"number": 1, "on": day}]}
    _do(host, coach, "PUT", f"/courses/{course}/lessons", days)
    _do(host, coach, "POST", f"/courses/{course}/states", {"to": "open"})


def _do(host: Host, who: Asker, method: str, path: str, body: Any) -> Any:
    done = call(host, who, "congregations", method, path, body)
    assert done.status_code < 300, done.text
    return done.json


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Cursussen die nu open staan", "5 januari 2027", "een paar plaatsen vrij")),
        ("en", ("Courses that are open now", "5 January 2027", "a few places free")),
    ],
)
def test_an_agency_reads_when_and_where_about_courses_are_open(
    pages: Pages, host: Host, agency_id: str, language: str, words: tuple[str, ...]
) -> None:
    open_course(host)
    found = askers.person(host, "agency_staff", UUID(agency_id), language=language)
    host.settle()
    pages.sign_in(found)
    home = pages.open("/agency/" + agency_id, language=language)
    page = pages.open(f"/agency/{agency_id}/courses", language=language)

    assert f"/agency/{agency_id}/courses" in home
    assert all(word in page for word in (*words, "Gelderland"))


def test_neither_the_congregation_nor_its_people_are_named_to_an_agency(
    pages: Pages, host: Host, staff: Asker, agency_id: str
) -> None:
    open_course(host)
    pages.sign_in(staff)
    page = pages.open(f"/agency/{agency_id}/courses")

    assert not [one for one in ("Zwaluwkerk", "Geheim hoofd", SECRET_TITLE, ">Ede<") if one in page]


def test_a_course_for_its_own_congregation_only_is_not_shown(
    pages: Pages, host: Host, staff: Asker, agency_id: str
) -> None:
    open_course(host, open_to="own")
    pages.sign_in(staff)
    page = pages.open(f"/agency/{agency_id}/courses")

    assert "No course is open to others now" in page
    assert "Gelderland" not in page


def test_what_an_agency_offers_for_courses_stands_beside_them(
    pages: Pages, host: Host, staff: Asker, agency_id: str
) -> None:
    path = f"/agencies/{agency_id}/offerings"
    for kind, title in (("facilitator", "Docent Kairos"), ("visit", "Reis naar het zuiden")):
        body = {"kind": kind, "title_nl": title, "state": "draft"}
        made = call(host, staff, "partners", "POST", path, body)
        assert made.status_code == 201, made.text
    pages.sign_in(staff)
    page = pages.open(f"/agency/{agency_id}/courses")

    assert "Docent Kairos" in page
    assert "Reis naar het zuiden" not in page


def test_offering_a_facilitator_begins_with_that_kind(
    pages: Pages, staff: Asker, agency_id: str
) -> None:
    pages.sign_in(staff)
    page = pages.open(f"/agency/{agency_id}/courses")
    form = pages.open(f"/agency/{agency_id}/offerings/new?kind=facilitator")
    unknown = pages.open(f"/agency/{agency_id}/offerings/new?kind=nothing")

    assert f"/agency/{agency_id}/offerings/new?kind=facilitator" in page
    assert '<option value="facilitator" selected>' in form
    assert '<option value="" selected>' in unknown


def test_only_this_agency_finds_its_page(pages: Pages, host: Host, agency_id: str) -> None:
    tried = {}
    for role in ("agency_staff", "leader"):
        pages.sign_in(askers.person(host, role, language="en"))
        tried[role] = pages.browser.get(f"/agency/{agency_id}/courses").status_code

    assert tried == {"agency_staff": 404, "leader": 403}


def test_offerings_of_a_kind_that_is_none_are_refused(host: Host, staff: Asker) -> None:
    some = call(host, staff, "partners", "GET", "/offerings?kind=course&kind=facilitator")
    none = call(host, staff, "partners", "GET", "/offerings?kind=nonsense")

    assert (some.status_code, none.status_code) == (200, 422)
