"""Looking back on pages: verdicts, the decision, the stamp, and what is printed of them."""

import io
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from services.host import Host
from tests import askers
from tests.askers import Asker
from tests.congregations.conftest import Church
from tests.congregations.test_evaluations import Looking

DECIDED = {"text": "Wij stellen bij.", "body": "church_council", "held_on": "2026-11-20"}


@pytest.fixture
def looking(host: Host) -> Looking:
    """A congregation with an adopted strategy whose evaluation was begun."""
    coach = askers.person(host, "coach", language="en")
    profile = {"name": "De Brug", "place": "Ede"}
    made = askers.call(host, coach, "congregations", "POST", "/congregations", profile)
    number = UUID(made.json["id"])

    def one(role: Any) -> Asker:
        return askers.person(host, role, number, language="en")

    church = Church(
        host=host,
        id=number,
        coach=coach,
        leader=one("leader"),
        working_group=one("working_group"),
        other_coach=askers.person(host, "coach"),
        other_leader=askers.person(host, "leader"),
        operator=askers.person(host, "operator"),
    )
    host.settle()
    return Looking(church)


def here(looking: Looking) -> str:
    return f"{looking.church.path}/evaluation"


def judge_all(pages, looking: Looking) -> None:
    for goal in looking.page()["evaluations"][0]["goals"]:
        pages.send(
            here(looking),
            act="judge",
            evaluation_id=looking.id,
            goal_id=goal["id"],
            verdict="partly",
            lesson="Kleiner beginnen",
        )
        pages.follow()


def test_leaders_judge_talk_and_decide_page_by_page(pages, looking):
    pages.sign_in(looking.church.leader)
    judge_all(pages, looking)
    pages.send(here(looking), act="discuss", evaluation_id=looking.id)
    assert "waits for the decision" in pages.follow()
    decided = {"act": "decide", "evaluation_id": looking.id, "new_version": "yes", **DECIDED}
    pages.send(here(looking), **decided)
    shown = pages.follow()
    twice = pages.send(here(looking), **decided)

    assert "Wij stellen bij." in shown
    assert "A new version of the strategy is in work" in shown
    assert "partly reached" in shown
    assert twice.status_code == 422
    assert "This evaluation is decided" in twice.text


def test_a_decision_before_every_goal_is_judged_says_what_is_missing(pages, looking):
    pages.sign_in(looking.church.leader)
    pages.send(here(looking), act="discuss", evaluation_id=looking.id)
    refused = pages.send(here(looking), act="decide", evaluation_id=looking.id, **DECIDED)

    assert refused.status_code == 422
    assert "Give every goal a verdict first." in refused.text
    assert "Wij stellen bij." in refused.text


def test_the_coach_says_who_told_him(pages, looking):
    looking.ready()
    pages.sign_in(looking.church.coach)
    decided = {"act": "decide", "evaluation_id": looking.id, **DECIDED}
    silent = pages.send(here(looking), **decided)
    pages.send(here(looking), by_role="scriba", **decided)

    assert silent.status_code == 422
    assert "have not confirmed it yet" in pages.follow()


def test_a_check_up_gets_its_stamp_on_the_page(pages, looking):
    pages.sign_in(looking.church.leader)
    held = {"held_on": "2026-11-20", "participants": "18", "findings": "Gebed loopt\n\nTwee gaan"}
    pages.send(here(looking), act="hold", **held)
    shown = pages.follow()
    apk = re.search(r'name="apk_id" value="([^"]+)"', shown)[1]
    pages.send(here(looking), act="stamp", apk_id=apk, stamp="continue", **DECIDED)
    stamped = pages.follow()

    assert "18 people took part." in shown
    assert "Twee gaan" in shown
    assert "Valid until 20 November 2027." in stamped


def test_a_check_up_that_was_refused_stands_there_as_it_was_typed(pages, looking):
    pages.sign_in(looking.church.leader)
    held = {"held_on": "2027-02-03", "participants": "18", "findings": "Gebed loopt"}
    refused = pages.send(here(looking), act="hold", **held)

    assert refused.status_code == 422
    assert 'value="2027-02-03"' in refused.text
    assert 'value="18"' in refused.text
    assert "Gebed loopt" in refused.text


def test_leaders_are_reminded_by_mail_in_month_eleven(pages, host, looking):
    church = looking.church
    made = church.ok(church.leader, "POST", f"{church.path}/apks", {"held_on": "2026-11-20"})
    decided = {"stamp": "continue", **DECIDED}
    church.ok(church.leader, "POST", f"/apks/{made['id']}/stamp", decided)
    host.clock.advance(timedelta(days=331))
    host.settle()
    host.settle()
    mails = askers.call(host, None, "notifications", "GET", "/mailbox").json["items"]
    due = [one["to"] for one in mails if one["subject"] == "The yearly check-up is near"]

    assert [church.leader.email in one for one in due] == [True]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Terugkijken", "Beoordeel het resultaat")),
        ("en", ("Looking back", "Judge the result")),
    ],
)
def test_the_page_speaks_both_languages(pages, host, looking, language, words):
    pages.sign_in(askers.person(host, "leader", looking.church.id, language=language))
    page = pages.open(here(looking))

    assert [one in page for one in words] == [True, True]


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", ("Evaluatie", "Bij het begin")), ("en", ("Evaluation", "At the beginning"))],
)
def test_the_report_holds_the_slope_and_the_goals(pages, looking, language, words):
    looking.round("t0", 1, 1, 2, 2, 3)
    looking.round("m6", 3, 3, 4, 4, 5)
    looking.judge("met", "Samen eten helpt")
    pages.sign_in(looking.church.leader)
    path = f"{here(looking)}/report"
    view = pages.open(f"{path}?language={language}")
    paper = PdfReader(io.BytesIO(pages.browser.get(f"{path}.pdf?language={language}").data))
    text = "".join(one.extract_text() for one in paper.pages)

    assert [one in view for one in words] == [True, True]
    assert "Samen eten helpt" in view
    assert words[0] in text
    assert "Elke week gebed" in text


@pytest.mark.parametrize(("language", "words"), [("nl", "Het stempel"), ("en", "The stamp")])
def test_a_check_up_is_one_page(pages, looking, language, words):
    church = looking.church
    made = church.ok(church.leader, "POST", f"{church.path}/apks", {"held_on": "2026-11-20"})
    pages.sign_in(church.leader)
    path = f"{here(looking)}/apks/{made['id']}"
    view = pages.open(f"{path}?language={language}")
    read = PdfReader(io.BytesIO(pages.browser.get(f"{path}.pdf?language={language}").data))
    pages.open(f"{here(looking)}/apks/{UUID(int=0)}", status=404)

    assert words in view
    assert len(read.pages) == 1
    assert words in read.pages[0].extract_text()
