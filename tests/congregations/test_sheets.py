"""The code on a paper sheet leads to where its answers belong, for its own congregation only."""

import re

import pytest

from services.congregations.actions import sheets
from shared.clock import new_id
from tests.congregations.conftest import Church

SUBJECT = new_id()


@pytest.fixture
def code(church: Church) -> str:
    with church.host.tools["congregations"].db.write() as db:
        return sheets.code_for(db, church.id, "round", SUBJECT, at=church.host.clock.now())


def test_a_code_has_no_signs_that_look_alike(code: str) -> None:
    assert re.fullmatch(r"[A-Z0-9]{3}-[A-Z0-9]{3}", code)
    assert not set(code) & set("0OQ1IJL2Z5S8BU")


def test_the_same_thing_keeps_its_code(church: Church, code: str) -> None:
    with church.host.tools["congregations"].db.write() as db:
        at = church.host.clock.now()
        again = sheets.code_for(db, church.id, "round", SUBJECT, at=at)
        other = sheets.code_for(db, church.id, "support", SUBJECT, at=at)

    assert again == code
    assert other != code


def test_a_code_is_read_as_somebody_types_it(church: Church, code: str) -> None:
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", "%20")):
        found = church.ok(church.working_group, "GET", f"/sheets/{typed}")

        assert (found["kind"], found["subject_id"]) == ("round", str(SUBJECT))
        assert found["congregation_id"] == str(church.id)


def test_others_cannot_tell_a_code_from_no_code(church: Church, code: str) -> None:
    for who in (church.other_coach, church.other_leader):
        there = church.call(who, "GET", f"/sheets/{code}")
        nothing = church.call(who, "GET", "/sheets/AAA-AAA")

        assert (there.status_code, nothing.status_code) == (404, 404)
        assert there.get_json()["detail"] == nothing.get_json()["detail"]
