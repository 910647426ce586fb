"""The pages about support, for coach, leader, working group and whoever holds a slip."""

import re
from html import unescape
from typing import Any
from uuid import UUID

import pytest

from services.host import Host
from tests import askers
from tests.askers import Asker, call


class Ark:
    """A congregation on its way, with its people."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.coach = askers.person(host, "coach", language="en")
        made = call(host, self.coach, "congregations", "POST", "/congregations", {"name": "De Ark"})
        self.id = made.json["id"]
        host.settle()
        self.leader = askers.person(host, "leader", UUID(self.id), language="en")
        self.group = askers.person(host, "working_group", UUID(self.id), language="nl")
        host.settle()
        path = f"/congregations/{self.id}/journeys"
        self.journey = self.do("POST", path, {"template": "brochure-8"})["id"]
        self.page = f"/congregations/{self.id}/support"

    def do(self, method: str, path: str, body: object = None, who: Asker | None = None) -> Any:
        answer = call(self.host, who or self.coach, "congregations", method, path, body)
        assert answer.status_code < 300, answer.text
        return answer.get_json() if answer.is_json else None

    def measures(self) -> Any:
        return self.do("GET", self.page)["measures"]

    def survey(self, people: int = 20) -> str:
        body = {
            "kind": "survey",
            "groups": [{"name": "De gemeente", "invited": people}],
            "questions": [{"nl": "Doen wij dit?", "en": "Shall we do this?"}],
        }
        made = self.do("POST", f"/journeys/{self.journey}/support/measures", body)
        found: str = made["id"]
        self.do("POST", f"/support/{found}/thresholds", {"share": 70, "response": 50})
        self.do("POST", f"/support/{found}/opening")
        return found

    def slips(self, measure_id: str, number: int) -> list[str]:
        group = self.measures()[0]["groups"][0]["id"]
        body = {"group_id": group, "number": number}
        tokens: list[str] = self.do("POST", f"/support/{measure_id}/slips", body)["tokens"]
        return tokens


@pytest.fixture
def ark(host: Host) -> Ark:
    return Ark(host)


def test_a_plan_is_written_and_what_was_done_is_noted(pages, ark):
    pages.sign_in(ark.group)
    group = {"name": "Jeugd", "influence": "high", "size": "30", "stance_now": "reserved"}
    assert pages.send(ark.page, **group).status_code == 303
    page = pages.follow()
    href = re.search(rf"{ark.page}/groups/[0-9a-f-]+", page)[0]
    step = {"act": "step", "work": "house_group", "text": "Kringavond", "role": "jeugdleider"}
    assert pages.send(href, **step).status_code == 303
    step_id = re.search(r'name="step_id" value="([^"]+)"', pages.follow())[1]
    done = {"act": "done", "step_id": step_id, "done_on": "2026-11-22", "stance_after": "neutral"}
    assert pages.send(href, **done).status_code == 303

    page = pages.follow()

    assert "gedaan op 22 november 2026" in page
    assert "Afwachtend" in page


def test_a_group_without_a_name_is_asked_again(pages, ark):
    pages.sign_in(ark.leader)

    answer = pages.send(ark.page, influence="high", size="0")

    assert answer.status_code == 422
    assert "Error:" in answer.text
    assert 'name="name"' in answer.text


def test_a_meeting_is_counted_from_threshold_to_decision(pages, ark):
    pages.sign_in(ark.leader)
    chosen = {"kind": "counted", "own-name": "De gemeente", "own-invited": "120"}
    assert pages.send(f"{ark.page}/new", **chosen).status_code == 303
    here = pages.last.headers["Location"]
    unset = pages.send(here, act="open")
    threshold = {"act": "threshold", "share": "70", "response": "30", "no_grave": "y"}
    pages.send(here, **threshold)
    pages.send(here, act="open")
    pages.send(here, **threshold)
    late = pages.last
    group = ark.measures()[0]["groups"][0]["id"]
    counted = {
        "held_on": "2026-11-22",
        f"present-{group}": "60",
        f"in_favour-{group}": "50",
        f"against-{group}": "6",
    }
    assert pages.send(f"{here}/enter", **counted).status_code == 303
    pages.send(here, act="close")
    page = pages.follow()
    decided = {
        "act": "decide",
        "outcome": "go",
        "decision": "Wij gaan door.",
        "body": "church_council",
        "held_on": "2026-11-23",
    }
    assert pages.send(here, **decided).status_code == 303

    assert (unset.status_code, late.status_code) == (409, 422)
    assert "Advice: go" in page
    assert "<svg" in page
    assert "Wij gaan door." in pages.follow()


def test_numbers_that_cannot_be_stand_beside_their_group(pages, ark):
    pages.sign_in(ark.group)
    body = {"kind": "counted", "groups": [{"name": "Oud", "invited": 10}]}
    made = ark.do("POST", f"/journeys/{ark.journey}/support/measures", body)
    ark.do("POST", f"/support/{made['id']}/thresholds", {"share": 70, "response": 50})
    ark.do("POST", f"/support/{made['id']}/opening")
    group = made["groups"][0]["id"]
    typed = {"held_on": "2026-11-22", f"present-{group}": "8", f"in_favour-{group}": "9"}

    answer = pages.send(f"{ark.page}/{made['id']}/enter", reads="nl", **typed)

    assert answer.status_code == 422
    assert "Oud: Meer stemmen dan er mensen aanwezig zijn." in unescape(answer.text)
    assert 'value="9"' in answer.text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_slip_is_handed_in_without_an_account_and_once(pages, ark, language):
    measure_id = ark.survey()
    (token,) = ark.slips(measure_id, 1)
    page = pages.open(f"/s/{token}", language=language)
    question = {"nl": "Doen wij dit?", "en": "Shall we do this?"}[language]
    answer = pages.send(f"/s/{token}", reads=language, q0="5", objection="Te duur")
    again = pages.open(f"/s/{token}", language=language)

    assert question in page
    assert answer.status_code == 200
    assert {"nl": "al gebruikt", "en": "used already"}[language] in again
    assert ark.measures()[0]["answers"] == 1


def test_an_unanswered_slip_is_asked_again_and_a_guess_finds_nothing(pages, ark):
    (token,) = ark.slips(ark.survey(), 1)
    empty = pages.send(f"/s/{token}", objection="Te duur")

    assert empty.status_code == 422
    assert "Answer each question." in empty.text
    assert "Te duur" in empty.text
    pages.open("/s/" + "0" * 26, status=404)


def test_who_is_signed_in_hands_a_slip_in_as_nobody(pages, ark):
    (token,) = ark.slips(ark.survey(), 1)
    pages.sign_in(ark.leader)

    page = pages.open(f"/s/{token}")

    assert pages.wire.calls == ["POST congregations/support/slips/check"]
    assert "Sign out" not in page


def test_slips_are_shown_once_and_kept_by_no_browser(pages, ark):
    measure_id = ark.survey()
    group = ark.measures()[0]["groups"][0]["id"]
    pages.sign_in(ark.leader)
    here = f"{ark.page}/{measure_id}"
    answer = pages.send(here, f"{here}/slips", group_id=group, number="3")
    tokens = re.findall(r"/s/([0-9a-z]{26})", answer.text)
    more = pages.send(here, f"{here}/slips", group_id=group, number="18")

    assert answer.headers["Cache-Control"] == "no-store"
    assert len(set(tokens)) == 3
    assert more.status_code == 422


def test_the_working_group_sees_the_result_and_no_objections(pages, ark):
    measure_id = ark.survey()
    for number, token in enumerate(ark.slips(measure_id, 18)):
        slip = {"token": token, "answers": [5 if number > 5 else 2], "objection": "Te duur"}
        assert (
            call(ark.host, None, "congregations", "POST", "/support/slips", slip).status_code == 204
        )
    ark.do("POST", f"/support/{measure_id}/closing")
    pages.sign_in(ark.group)
    group_reads = pages.open(f"{ark.page}/{measure_id}")
    pages.sign_in(ark.leader)
    leader_reads = pages.open(f"{ark.page}/{measure_id}")

    assert "18 van 20" in group_reads
    assert "Te duur" not in group_reads
    assert "Te duur" in leader_reads
    assert "eerst aanpassen" in group_reads


@pytest.mark.parametrize(
    ("language", "title"), [("nl", "Draagvlakverslag"), ("en", "Support report")]
)
def test_the_report_prints_in_both_languages(pages, ark, language, title):
    measure_id = ark.survey()
    for number, token in enumerate(ark.slips(measure_id, 18)):
        slip = {"token": token, "answers": [5 if number > 5 else 2]}
        call(ark.host, None, "congregations", "POST", "/support/slips", slip)
    ark.do("POST", f"/support/{measure_id}/closing")
    pages.sign_in(ark.leader)

    page = pages.open(f"{ark.page}/{measure_id}/report?language={language}")

    pdf = pages.browser.get(f"{ark.page}/{measure_id}/report.pdf?language={language}")

    assert f"<h1>{title}</h1>" in page
    assert "18" in page
    assert pdf.status_code == 303 or pdf.data.startswith(b"%PDF")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_opens_in_both_languages_for_all_three(pages, ark, language):
    body = {"kind": "counted", "groups": [{"name": "Oud", "invited": 10}]}
    made = ark.do("POST", f"/journeys/{ark.journey}/support/measures", body)
    here = f"{ark.page}/{made['id']}"
    for who in (ark.coach, ark.leader, ark.group):
        pages.sign_in(who)
        for path in (ark.page, f"{ark.page}/new", here, f"{here}/enter"):
            pages.open(path, language=language)
        pages.open(f"{here}/sheet?language={language}")


def test_the_code_of_the_sheet_leads_to_the_page_for_typing(pages, ark):
    body = {"kind": "counted", "groups": [{"name": "Oud", "invited": 10}]}
    made = ark.do("POST", f"/journeys/{ark.journey}/support/measures", body)
    code = ark.measures()[0]["code"]
    pages.sign_in(ark.group)

    assert code in pages.open(f"{ark.page}/{made['id']}/sheet")
    pages.send("/paper", code=code)
    assert pages.last.headers["Location"].endswith(f"{ark.page}/{made['id']}/enter")


def test_strangers_find_no_page(pages, ark, host):
    pages.sign_in(askers.person(host, "coach"))

    pages.open(ark.page, status=404)
