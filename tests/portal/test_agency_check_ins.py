"""An agency with an account answers how it goes on the page, without the link of the mail."""

from uuid import UUID

import pytest

from services.host import Host
from shared.clock import new_id
from shared.contracts.partners import AgreementActivated
from shared.events.outbox import record
from tests import askers
from tests.askers import Asker, call
from tests.portal.conftest import Pages
from tests.portal.test_implementation import FINE, ark, coach, leader, link_to, six_weeks

__all__ = ["ark", "coach", "leader"]


@pytest.fixture
def staff(host: Host, ark: str) -> Asker:
    """Somebody of an agency that has an agreement with the congregation."""
    by = askers.person(host, "coach")
    made = call(host, by, "partners", "POST", "/agencies", {"name": "Wijdebron"}).json["id"]
    host.settle()
    found = askers.person(host, "agency_staff", UUID(made), language="en")
    agreed = AgreementActivated(
        agreement_id=new_id(),
        match_id=new_id(),
        congregation_id=UUID(ark),
        agency_id=found.organisation_id,
    )
    with host.tools["partners"].db.write() as db:
        record(db, agreed, at=host.clock.now())
    host.settle()
    return found


def question(host: Host, staff: Asker) -> str:
    """Return the path of the page of the question that waits."""
    path = f"/agencies/{staff.organisation_id}/check-ins"
    listed = call(host, staff, "congregations", "GET", path).json["items"]
    return f"/agency/check-ins/{listed[0]['check_in']['id']}"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Hoe gaat het?", "Vertel hoe het gaat", "Over uw samenwerking met De Ark")),
        ("en", ("How is it going?", "Say how it goes", "About your cooperation with De Ark")),
    ],
)
def test_what_an_agency_is_asked_waits_on_its_page_in_both_languages(
    pages: Pages, host: Host, ark: str, staff: Asker, language: str, words: tuple[str, str, str]
) -> None:
    six_weeks(host)
    there = askers.person(host, "agency_staff", staff.organisation_id, language=language)
    host.settle()
    pages.sign_in(there)
    listed = pages.open(f"/agency/{staff.organisation_id}/partnerships", language=language)
    asked = pages.open(question(host, staff), language=language)

    assert question(host, staff) in listed
    assert all(word in listed for word in words[:2])
    assert all(word in asked for word in (words[0], words[2]))


def test_an_agency_answers_on_the_page_and_sees_its_answer(
    pages: Pages, host: Host, ark: str, staff: Asker
) -> None:
    six_weeks(host)
    pages.sign_in(staff)
    here = question(host, staff)
    pages.send(here, progress="slow", goes_well="", blockers="Te weinig mail")
    done = pages.follow()
    listed = pages.open(f"/agency/{staff.organisation_id}/partnerships")

    assert "Your answer is in" in done
    assert "Te weinig mail" in done
    assert 'name="progress"' not in done
    assert "No question waits for you" in listed
    assert "going slowly" in listed


def test_a_form_without_a_choice_is_shown_again_with_what_was_typed(
    pages: Pages, host: Host, ark: str, staff: Asker
) -> None:
    six_weeks(host)
    pages.sign_in(staff)
    again = pages.send(question(host, staff), goes_well="Veel gebed")

    assert again.status_code == 422
    assert "Choose one" in again.text
    assert "Veel gebed" in again.text


def test_who_answers_after_the_mail_was_answered_is_told_that_it_is_in(
    pages: Pages, host: Host, ark: str, staff: Asker
) -> None:
    six_weeks(host)
    pages.sign_in(staff)
    here = question(host, staff)
    open_form = pages.open(here)
    by_mail = pages.another()
    by_mail.send(link_to(host, staff), **FINE)
    token = open_form.split('name="csrf_token" value="')[1].split('"')[0]
    late = pages.browser.post(
        here, data={"csrf_token": token, "progress": "stuck"}, headers={"Accept-Language": "en"}
    )

    assert late.status_code == 422
    assert "Your answer is in" in late.text
    assert "going well" in late.text


def test_another_agency_finds_no_question_and_cannot_answer_it(
    pages: Pages, host: Host, ark: str, staff: Asker
) -> None:
    six_weeks(host)
    here = question(host, staff)
    pages.sign_in(askers.person(host, "agency_staff", language="en"))
    pages.open(here, status=404)
    pages.open("/account")
    token = pages.last.text.split('name="csrf_token" value="')[1].split('"')[0]
    sent = pages.browser.post(here, data={"csrf_token": token, "progress": "stuck"})
    ours = call(host, staff, "congregations", "GET", here.replace("/agency", "", 1)).json

    assert sent.status_code == 404
    assert ours["check_in"]["state"] == "due"


def test_the_congregations_own_question_is_no_page_of_an_agency(
    pages: Pages, host: Host, ark: str, leader: Asker, staff: Asker
) -> None:
    six_weeks(host)
    path = f"/congregations/{ark}/implementation"
    told = call(host, leader, "congregations", "GET", path).json["check_ins"]
    own = next(one["id"] for one in told if one["side"] == "congregation")
    pages.sign_in(staff)

    assert "De Ark" not in pages.open(f"/agency/check-ins/{own}", status=404)
