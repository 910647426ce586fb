"""How it goes: asked by mail, answered without signing in; roles, home team, a page to print."""

import io
import re
from datetime import timedelta
from uuid import UUID

import pytest
from pypdf import PdfReader

from services.host import Host
from shared.clock import new_id
from shared.contracts.partners import AgreementActivated
from shared.events.outbox import record
from tests import askers
from tests.askers import Asker, call

FINE = {"progress": "good", "goes_well": "Drie avonden", "next_step": "Adventsactie"}


@pytest.fixture
def coach(host: Host) -> Asker:
    return askers.person(host, "coach", language="en", name="Ruben Coach")


@pytest.fixture
def ark(host: Host, coach: Asker) -> str:
    """A congregation that carries out its plan since today."""
    profile = {"name": "De Ark", "place": "Zwolle"}
    made = call(host, coach, "congregations", "POST", "/congregations", profile).json["id"]
    path = f"/congregations/{made}/journeys"
    journey = call(host, coach, "congregations", "POST", path, {"template": "brochure-8"}).json
    (track,) = [one for one in journey["tracks"] if one["kind"] == "implementation"]
    for to in ("agreed", "running"):
        call(host, coach, "congregations", "POST", f"/tracks/{track['id']}/states", {"to": to})
    host.settle()
    return made


@pytest.fixture
def leader(host: Host, ark: str) -> Asker:
    found = askers.person(host, "leader", UUID(ark), language="en", name="Hanneke")
    host.settle()
    return found


@pytest.fixture
def contact(host: Host, ark: str) -> Asker:
    """Somebody of an agency without an account, with whom there is an agreement."""
    found = askers.person(host, "contact", new_id(), language="en", name="Maria")
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


def six_weeks(host: Host) -> None:
    host.clock.advance(timedelta(weeks=6))
    # the first time the job asks, the second time its mails go out
    host.settle()
    host.settle()


def link_to(host: Host, reader: Asker) -> str:
    """Return the address in the newest mail to somebody, without the host."""
    listed = call(host, None, "notifications", "GET", "/mailbox").json["items"]
    mine = [one["id"] for one in listed if reader.email in one["to"]]
    mails = [call(host, None, "notifications", "GET", f"/mailbox/{one}").json for one in mine]
    found = [m[0] for m in (re.findall(r"/check-in/[\w-]+", str(mail)) for mail in mails) if m]
    return found[0]


def test_a_leader_answers_from_the_mail_and_the_link_then_says_so(pages, host, ark, leader):
    six_weeks(host)
    link = link_to(host, leader)
    looked = pages.open(link, language="nl")
    looked_again = pages.open(link, language="nl")
    pages.send(link, reads="nl", **FINE)
    done = pages.follow()

    assert "Hoe gaat het?" in looked
    assert "Twee minuten, drie vragen" in looked_again
    assert "Your answer is in" in done
    assert "Drie avonden" in done
    assert 'name="progress"' not in done


def test_an_answer_sent_twice_is_told_that_it_is_in(pages, host, ark, leader):
    six_weeks(host)
    link = link_to(host, leader)
    second = pages.another()
    page = second.open(link)
    pages.send(link, **FINE)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    late = second.browser.post(
        link, data={"csrf_token": token, "progress": "stuck"}, headers={"Accept-Language": "en"}
    )

    assert late.status_code == 422
    assert "Your answer is in" in late.text
    assert "going well" in late.text


def test_an_answer_without_a_choice_is_shown_again_with_what_was_typed(pages, host, ark, leader):
    six_weeks(host)
    link = link_to(host, leader)
    again = pages.send(link, goes_well="Veel gebed")

    assert again.status_code == 422
    assert "Choose one" in again.text
    assert "Veel gebed" in again.text


def test_an_agency_is_asked_about_its_agreement_alone(pages, host, ark, leader, contact):
    six_weeks(host)
    ours, theirs = link_to(host, leader), link_to(host, contact)
    pages.send(ours, **FINE | {"blockers": "Geheim van de gemeente"})
    shown = pages.open(theirs)
    pages.send(theirs, progress="slow", blockers="Te weinig mail")
    done = pages.follow()
    pages.sign_in(leader)
    congregation = pages.open(f"/congregations/{ark}/implementation")

    assert ours != theirs
    assert "About your cooperation with De Ark" in shown
    assert "Geheim" not in shown + done
    assert "Te weinig mail" not in congregation


def test_a_link_ends_after_fourteen_days_and_another_was_never_one(pages, host, ark, leader):
    six_weeks(host)
    link = link_to(host, leader)
    host.clock.advance(timedelta(days=14))

    assert "no longer works" in pages.open(link, status=404)
    assert "no longer works" in pages.open("/check-in/mca_nothing", status=404)


def test_a_second_coach_hears_of_silence_by_mail_and_no_agency_does(
    pages, host, ark, coach, leader, contact
):
    second = askers.person(host, "coach", language="en")
    host.settle()
    call(host, coach, "congregations", "PUT", f"/congregations/{ark}/coaches/{second.id}")
    six_weeks(host)
    host.clock.advance(timedelta(days=10))
    host.settle()
    host.settle()
    mails = call(host, None, "notifications", "GET", "/mailbox").json["items"]
    told = [one["to"] for one in mails if one["subject"] == "A question was left unanswered"]

    assert [second.email in one for one in told] == [True]
    assert sum(contact.email in one["to"] for one in mails) == 1


def test_the_coach_writes_down_what_he_was_told(pages, host, ark, coach, leader):
    six_weeks(host)
    pages.sign_in(coach)
    page = f"/congregations/{ark}/implementation"
    number = re.search(r'name="check_in_id" value="([^"]+)"', pages.open(page))[1]
    silent = pages.send(page, act="answer", check_in_id=number, **FINE)
    pages.send(page, act="answer", check_in_id=number, told_by="scriba", **FINE)
    shown = pages.follow()

    assert silent.status_code == 422
    assert "Say who told you" in silent.text
    assert "told to the coach" in shown
    assert "scriba" in shown


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", ("Uitvoeren", "Hoe vaak vragen we?")), ("en", ("Carrying it out", "How often"))],
)
def test_the_page_speaks_both_languages(pages, host, ark, coach, language, words):
    pages.sign_in(askers.person(host, "leader", UUID(ark), language=language))
    page = pages.open(f"/congregations/{ark}/implementation")

    assert [one in page for one in words] == [True, True]


def test_roles_and_a_home_team_are_kept_on_the_page(pages, host, ark, leader):
    pages.sign_in(leader)
    page = f"/congregations/{ark}/implementation"
    role = {"title": "Penningmeester zending", "to": "vacant", "on": "2026-11-01"}
    pages.send(page, act="add_role", **role)
    assert "Penningmeester zending" in pages.follow()
    pages.send(page, act="found_team", title="Team zuid")
    shown = pages.follow()
    team = re.search(r'name="team_id" value="([^"]+)"', shown)[1]
    pages.send(page, act="revise_team", team_id=team, size="4", filled=["chair", "confidant"])
    shown = pages.follow()
    assert "you are fewer" in shown
    decided = {"text": "Wij steunen dit.", "body": "church_council", "held_on": "2026-11-20"}
    pages.send(page, act="move_team", team_id=team, to="approved", **decided)
    assert "approved by the council" in pages.follow()
    tomorrow = pages.send(page, act="add_role", **role | {"on": "2027-01-01"})

    assert tomorrow.status_code == 422
    assert "Not after today" in tomorrow.text


def test_a_working_group_sees_neither_rhythm_nor_protocol(pages, host, ark, leader):
    pages.sign_in(leader)
    page = f"/congregations/{ark}/implementation"
    pages.send(page, act="found_team", title="Team zuid")
    team = re.search(r'name="team_id" value="([^"]+)"', pages.follow())[1]
    pages.send(page, act="revise_team", team_id=team, calamity_protocol="Over land naar huis")
    assert "Over land naar huis" in pages.follow()
    group = pages.another()
    group.sign_in(askers.person(host, "working_group", UUID(ark), language="en"))
    shown = group.open(page)

    assert "Team zuid" in shown
    assert "Over land naar huis" not in shown
    assert "How often do we ask?" not in shown


def test_the_home_of_the_coach_says_who_is_stuck(pages, host, ark, coach, leader):
    six_weeks(host)
    pages.send(link_to(host, leader), progress="stuck", wish_to_talk="yes")
    pages.sign_in(coach)

    assert "They say that they are stuck." in pages.open("/coach")


@pytest.mark.parametrize(("language", "title"), [("nl", "Dit kwartaal"), ("en", "This quarter")])
def test_the_quarter_is_one_page_to_print(pages, host, ark, leader, language, title):
    six_weeks(host)
    pages.send(link_to(host, leader), **FINE)
    pages.sign_in(leader)
    path = f"/congregations/{ark}/implementation/quarter"
    view = pages.open(f"{path}?language={language}")
    read = PdfReader(io.BytesIO(pages.browser.get(f"{path}.pdf?language={language}").data))

    assert title in view
    assert "Drie avonden" in view
    assert len(read.pages) == 1
    assert title in read.pages[0].extract_text()


def test_an_older_question_that_was_missed_stands_in_the_log(pages, host, ark, coach, leader):
    six_weeks(host)
    six_weeks(host)
    pages.sign_in(coach)
    shown = pages.open(f"/congregations/{ark}/implementation")

    assert shown.count('name="check_in_id"') == 1
    assert "asked on 15 February 2027" in shown
    assert "4 January 2027" in shown
    assert "not answered" in shown


def test_somebody_else_finds_no_such_page(pages, host, ark):
    pages.sign_in(askers.person(host, "leader"))

    pages.open(f"/congregations/{ark}/implementation", status=404)
    pages.open(f"/congregations/{ark}/implementation/quarter", status=404)


def test_what_the_coach_types_stays_under_the_question_it_answers(pages, host, ark, coach, contact):
    six_weeks(host)
    pages.sign_in(coach)
    page = f"/congregations/{ark}/implementation"
    asked = re.findall(r'name="check_in_id" value="([^"]+)"', pages.open(page))
    for number in asked:
        typed = {"check_in_id": number, "goes_well": "Veel post", "told_by": "x" * 81}
        refused = pages.send(page, act="answer", **typed)
        cards = refused.text.split('<form class="card"')[1:]
        mine = [card for card in cards if number in card]

        assert refused.status_code == 422
        assert [card for card in cards if "Veel post" in card] == mine
    assert len(asked) == 2


def test_a_paper_made_after_midnight_bears_the_new_day(pages, host, ark, leader):
    host.clock.advance(timedelta(hours=14, minutes=30))
    pages.sign_in(leader)

    assert "Made on 24 November 2026" in pages.open(f"/congregations/{ark}/implementation/quarter")


def test_a_number_that_only_looks_like_one_is_refused_on_the_page(pages, ark, leader):
    pages.sign_in(leader)
    page = f"/congregations/{ark}/implementation"
    profile = f"/congregations/{ark}/profile"
    rhythm = pages.send(page, act="rhythm", weeks="²")
    long = pages.send(page, act="rhythm", weeks="9" * 5000)
    version = pages.send(profile, version="²")

    assert [one.status_code for one in (rhythm, long, version)] == [422, 422, 422]


@pytest.mark.parametrize(
    ("part", "act", "field"),
    [
        ("implementation", "drop_role", "role_id"),
        ("implementation", "do_duty", "duty_id"),
        ("evaluation", "discuss", "evaluation_id"),
        ("evaluation", "revise", "apk_id"),
    ],
)
def test_nothing_but_an_id_passes_into_an_address_inside(
    pages, ark, leader, wire, part, act, field
):
    pages.sign_in(leader)
    page = f"/congregations/{ark}/{part}"
    answer = pages.send(page, act=act, **{field: f"../congregations/{ark}"})

    assert answer.status_code == 404
    assert not [call for call in wire.calls if ".." in call]
