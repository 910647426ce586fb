"""The intake as coach and leaders walk through it, page by page."""

import io
import re
from uuid import UUID

import pytest
from pypdf import PdfReader

from services.host import Host
from tests import askers
from tests.askers import Asker, call

TALK = {
    "talked_on": "2026-11-05",
    "talked_how": "visit",
    "present": "2 ouderlingen\npredikant\njongeren: 12",
    "hopes": "Dat jongeren meedoen.",
}
PLAN = {
    "template": "brochure-8",
    "take-discover": "yes",
    "evenings-discover": "3",
    "dates-discover": "dinsdagen in maart",
    "opening": "Samen ontdekken waar uw gemeente staat.",
    "costs": "Reiskosten",
}
ANSWER = {
    "act": "answer",
    "answer": "yes",
    "text": "Akkoord met het voorstel.",
    "body": "church_council",
    "held_on": "2026-11-20",
}


@pytest.fixture
def coach(host: Host) -> Asker:
    return askers.person(host, "coach", language="en", name="Ruben Coach")


@pytest.fixture
def ark(host: Host, coach: Asker) -> str:
    profile = {"name": "De Ark", "place": "Zwolle"}
    found = call(host, coach, "congregations", "POST", "/congregations", profile).json["id"]
    host.settle()
    return found


@pytest.fixture
def leader(host: Host, ark: str) -> Asker:
    found = askers.person(host, "leader", UUID(ark), language="en")
    host.settle()
    return found


@pytest.fixture
def offered(host: Host, coach: Asker, ark: str, leader: Asker) -> str:
    body = {"tracks": [{"kind": "discover", "evenings": 3}], "costs": "Reiskosten"}
    path = f"/congregations/{ark}/proposals"
    proposal_id = call(host, coach, "congregations", "POST", path, body).json["id"]
    call(host, coach, "congregations", "POST", f"/proposals/{proposal_id}/offer")
    host.settle()
    return proposal_id


def test_a_coach_goes_from_the_question_to_the_offer(pages, host, coach, ark, leader):
    pages.sign_in(coach)
    page = f"/congregations/{ark}/intake"
    enquiry = {"asked_on": "2026-11-01", "asked_how": "call", "asked_by_role": "predikant"}
    pages.send(page, act="enquiry", question="Hoe beginnen we?", **enquiry)
    assert "Hoe beginnen we?" in pages.follow()
    pages.send(page, act="conversation", **TALK)
    assert "2 ouderlingen, 1 predikant, 12 jongeren" in pages.follow()
    pages.send(f"{page}/proposal", proposal_id="", **PLAN)
    shown = pages.follow()
    assert "dinsdagen in maart" in shown
    proposal_id = re.search(r'name="proposal_id" value="([^"]+)"', shown)[1]
    pages.send(page, act="offer", proposal_id=proposal_id)
    shown = pages.follow()

    assert "waits for an answer" in shown
    host.settle()
    mails = [
        one
        for one in call(host, None, "notifications", "GET", "/mailbox").json["items"]
        if one["subject"] == "A plan lies ready for you"
    ]
    assert len(mails) == 1


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "Waar het voor is"), ("en", "What it is for")]
)
def test_the_page_speaks_both_languages(pages, host, ark, offered, language, words):
    pages.sign_in(askers.person(host, "leader", UUID(ark), language=language))

    assert words in pages.open(f"/congregations/{ark}/intake")


def test_a_leader_reads_the_plan_and_says_yes(pages, leader, ark, offered):
    pages.sign_in(leader)
    page = f"/congregations/{ark}/intake"
    assert "Reiskosten" in pages.open(page)
    pages.send(page, proposal_id=offered, **ANSWER)

    assert "The yes is kept" in pages.follow()
    assert "Discover" in pages.open(f"/congregation/{ark}")


def test_a_coach_writes_down_the_yes_as_reported(pages, coach, ark, offered):
    pages.sign_in(coach)
    page = f"/congregations/{ark}/intake"
    pages.send(page, proposal_id=offered, reported="yes", by_role="leader", **ANSWER)

    assert "have not confirmed it yet" in pages.follow()


def test_a_contested_yes_is_said_on_the_page(pages, host, coach, leader, ark, offered):
    body = {**{k: ANSWER[k] for k in ("answer", "text", "body", "held_on")}}
    told = {**body, "as_reported": {"by_role": "leader"}}
    path = f"/proposals/{offered}/answers"
    decision = call(host, coach, "congregations", "POST", path, told).json["decision"]["id"]
    contested = {"answer": "contested", "note": "Zo was het niet."}
    call(host, leader, "congregations", "POST", f"/decisions/{decision}/answers", contested)
    pages.sign_in(coach)

    assert "A leader contested this decision" in pages.open(f"/congregations/{ark}/intake")
    assert "Discover" in pages.open(f"/coach/congregations/{ark}")


@pytest.mark.parametrize("held_on", ["2030-01-01", "2026-02-30", ""])
def test_an_impossible_day_is_said_beside_the_form(pages, leader, ark, offered, held_on):
    pages.sign_in(leader)
    page = f"/congregations/{ark}/intake"
    answer = pages.send(page, proposal_id=offered, **{**ANSWER, "held_on": held_on})

    assert answer.status_code == 422
    assert "needs another look" in answer.text
    assert "Akkoord met het voorstel." in answer.text


def test_a_plan_without_parts_is_shown_again(pages, coach, ark):
    pages.sign_in(coach)
    page = f"/congregations/{ark}/intake/proposal"
    answer = pages.send(page, proposal_id="", template="brochure-8", costs="Niets")

    assert answer.status_code == 422
    assert "Niets" in answer.text


def test_the_paper_is_one_page_in_either_language(pages, leader, ark, offered):
    pages.sign_in(leader)
    page = f"/congregations/{ark}/intake/proposals/{offered}"

    assert "Proposal for a journey" in pages.open(page)
    assert "Trajectvoorstel" in pages.open(f"{page}?language=nl")


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("language", "title"), [("nl", "Trajectvoorstel"), ("en", "Proposal for a journey")]
)
def test_the_whole_journey_fits_on_one_a4(pages, host, coach, leader, ark, language, title):
    kinds = [
        one["kind"]
        for one in call(host, coach, "congregations", "GET", "/templates").json["items"][0][
            "tracks"
        ]
    ]
    body = {
        "tracks": [{"kind": kind, "dates": "dinsdagen, in overleg"} for kind in kinds],
        "opening": "Samen ontdekken waar uw gemeente staat en waar haar hart ligt.",
        "takes_part": "Kerkenraad, zendingscommissie en twee jongeren",
        "costs": "Reiskosten en materiaal, samen ongeveer vijftig euro per avond.",
    }
    path = f"/congregations/{ark}/proposals"
    proposal = call(host, coach, "congregations", "POST", path, body).json
    call(host, coach, "congregations", "POST", f"/proposals/{proposal['id']}/offer")
    pages.sign_in(leader)
    page = f"/congregations/{ark}/intake/proposals/{proposal['id']}.pdf"
    content = pages.browser.get(f"{page}?language={language}").get_data()
    document = PdfReader(io.BytesIO(content))
    text = " ".join(document.pages[0].extract_text().split())

    assert len(document.pages) == 1
    assert round(float(document.pages[0].mediabox.height)) == 842
    assert document.trailer["/Root"]["/Lang"] == language
    assert document.metadata.title == f"{title} · De Ark"
    assert all(words in text for words in (title, "dinsdagen, in overleg", body["costs"]))


def test_other_peoples_intake_is_not_there(pages, host, ark, offered):
    pages.sign_in(askers.person(host, "leader", language="nl"))
    page = f"/congregations/{ark}/intake"

    pages.open(page, status=404)
    pages.open(f"{page}/proposals/{offered}", status=404)
    pages.open(f"{page}/proposals/{offered}.pdf", status=404)


def test_the_journey_page_leads_to_the_intake(pages, coach, ark):
    pages.sign_in(coach)

    assert f"/congregations/{ark}/intake" in pages.open(f"/coach/congregations/{ark}")
