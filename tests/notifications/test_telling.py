"""Whoever an event concerns is told of it once, in his own language, in words that are true."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from services.host import Host
from services.notifications.actions import borrowing
from services.notifications.model import Message
from services.notifications.render import LETTERS
from services.notifications.rules import contracts, rules
from services.notifications.writing import _WRITERS
from shared.clock import StillClock, new_id
from shared.contracts.congregations import DecisionReported
from shared.contracts.event import NETWORK
from shared.contracts.scheduling import SessionPlanned
from shared.events.tables import inbox, outbox
from tests import askers
from tests.notifications.conftest import Agency, Church, Mail


def field(calendar: str | None, name: str) -> str:
    assert calendar is not None
    found = [line for line in calendar.splitlines() if line.split(":")[0].split(";")[0] == name]
    return found[-1].partition(":")[2]


def test_everybody_expected_gets_one_mail_in_his_own_language(church: Church) -> None:
    church.plan()
    church.host.settle()

    (anna,), (bert,) = church.mails(church.anna), church.mails(church.bert)
    assert anna.subject == "Afspraak op donderdag 14 januari 2027"
    assert bert.subject == "Meeting on Thursday 14 January 2027"
    assert "19:30–21:30 uur (tijd in Amsterdam)" in anna.text
    assert "De Ark, Lindelaan 3" in bert.text
    assert str(anna.message["reply-to"]) == church.coach.email
    assert "http://localhost:8000/sessions/" in anna.text


def test_leaders_get_one_letter_even_when_the_event_arrives_twice(church: Church) -> None:
    church.plan()
    church.host.settle()
    tools = church.host.tools["notifications"]
    with church.host.tools["scheduling"].db.read() as db:
        body = db.scalars(
            select(outbox.c.body).where(outbox.c.type.like("%session.planned%"))
        ).one()
    with tools.db.write() as db:
        # as if the note that it was handled had been lost
        db.execute(inbox.delete())
    receiving = church.host.buses["notifications"]._inbox
    ended = [receiving.receive(body), receiving.receive(body)]
    church.host.settle()

    assert ended == ["done", "duplicate"]
    assert len(church.mails(church.anna)) == 1
    assert church.states(church.anna) == [("session_planned", "sent")]


def test_a_move_updates_the_same_entry_with_a_higher_sequence(church: Church) -> None:
    session = church.plan()
    church.host.settle()
    church.move(session, "2027-01-21T19:30")
    church.host.settle()
    church.cancel(session)
    church.host.settle()

    planned, moved, cancelled = church.mails(church.anna)
    entries = [mail.calendar for mail in (planned, moved, cancelled)]
    assert len({field(entry, "UID") for entry in entries}) == 1
    assert [field(entry, "SEQUENCE") for entry in entries] == ["0", "1", "2"]
    assert [field(entry, "METHOD") for entry in entries] == ["REQUEST", "REQUEST", "CANCEL"]
    assert field(moved.calendar, "DTSTART") == "20270121T183000Z"
    assert "donderdag 14 januari 2027" in moved.text
    assert str(moved.message["in-reply-to"]) == planned.message_id
    assert str(cancelled.message["in-reply-to"]) == moved.message_id


def test_who_reads_his_dates_in_a_feed_gets_no_invitation(church: Church) -> None:
    church.choose(church.anna, "feed")
    church.choose(church.bert, "none")
    church.plan()
    church.host.settle()

    assert church.mails(church.anna) == []
    assert church.states(church.anna) == [("session_planned", "suppressed")]
    assert church.states(church.bert) == [("session_planned", "suppressed")]
    assert church.states(church.coach) == [("session_planned", "sent")]


def test_a_change_within_two_days_reaches_feed_readers_too_without_an_entry(
    church: Church, clock: StillClock
) -> None:
    church.choose(church.anna, "feed")
    session = church.plan()
    church.host.settle()
    clock.at = datetime(2027, 1, 13, 12, tzinfo=UTC)
    church.cancel(session)
    church.host.settle()

    (mail,) = church.mails(church.anna)
    assert "gaat niet door" in mail.text
    assert mail.calendar is None
    assert church.mails(church.bert)[-1].calendar is not None


def test_a_sensitive_session_is_told_without_place_title_or_people(church: Church) -> None:
    session = church.plan(label=2, title="Bezoek Tunis", paragraph="Tot in Tunis!")
    church.host.settle()

    (mail,) = church.mails(church.anna)
    assert session["code"] in mail.text
    assert f"/sessions/{session['id']}" in mail.text
    assert field(mail.calendar, "SUMMARY") == "Afspraak"
    assert mail.calendar is not None
    assert "LOCATION" not in mail.calendar
    assert mail.message["reply-to"] is None
    for secret in ("Tunis", "Ark", "Lindelaan", "Koffie", "Pieter", "De Bron", church.coach.email):
        assert secret not in mail.everything


def test_a_letter_overtaken_by_a_move_is_not_sent(church: Church) -> None:
    session = church.plan()
    church.move(session, "2027-01-21T19:30")
    church.host.settle()

    assert church.states(church.anna) == [
        ("session_planned", "superseded"),
        ("session_moved", "sent"),
    ]
    (mail,) = church.mails(church.anna)
    assert "21 januari" in mail.subject


def test_only_the_calling_off_is_told_of_a_session_called_off_at_once(church: Church) -> None:
    session = church.plan()
    church.cancel(session)
    church.host.settle()

    assert church.states(church.anna) == [
        ("session_planned", "superseded"),
        ("session_cancelled", "sent"),
    ]


def test_who_left_the_congregation_is_not_written_to_any_more(
    church: Church, agency: Agency
) -> None:
    agency.propose()
    church.host.buses["notifications"].deliver()
    path = f"/memberships/{church.bert.membership_id}"
    church.call(church.bert, "identity", "DELETE", path)
    church.host.settle()

    assert church.states(church.bert) == [("proposal_to_congregation", "superseded")]
    assert church.states(church.anna) == [("proposal_to_congregation", "sent")]


def test_nobody_is_told_of_what_another_letter_tells(church: Church) -> None:
    church.tell(
        SessionPlanned(
            session_id=new_id(),
            congregation_id=church.id,
            kind="apk",
            label=1,
            start=datetime(2027, 5, 1, tzinfo=UTC),
            revision=0,
            participants=(church.anna.id,),
            announced=False,
        )
    )
    church.host.settle()

    assert church.states() == []


def test_a_course_run_is_told_in_one_letter_with_all_its_evenings(church: Church) -> None:
    wish = {
        "congregation_id": str(church.id),
        "first": "2027-01-12",
        "time": "19:30",
        "format": "weekly",
        "place": "De Ark",
        "count": 9,
    }
    run = church.call(church.coach, "scheduling", "POST", "/runs", wish)
    church.host.settle()

    (anna,), (bert,) = church.mails(church.anna), church.mails(church.bert)
    assert church.states(church.anna) == [("run_planned", "sent")]
    assert anna.text.count("19:30–22:00 uur") == 9
    assert "- Tuesday 12 January 2027, 19:30–22:00" in bert.text
    assert "De Bron, Ede" in anna.text
    assert anna.text.count(run["sessions"][0]["id"]) == 1
    assert anna.calendar is None


def test_a_proposal_goes_to_the_leaders_and_a_request_to_the_agencys_staff(
    church: Church, agency: Agency
) -> None:
    match_id = agency.propose()
    church.host.settle()
    asked = [mail.to for mail in church.mails()]
    agency.congregation_says_yes(match_id)
    church.host.settle()

    assert sorted(asked) == sorted([church.anna.email, church.bert.email])
    proposal = church.mails(church.anna)[0]
    assert "Zomerweek onder nieuwkomers" in proposal.text
    assert "Dit past bij jullie." in proposal.text
    assert f"http://localhost:8000/congregation/proposals/{match_id}" in proposal.text
    (request,) = church.mails(agency.staff)
    assert "Summer week among newcomers" in request.text
    assert f"http://localhost:8000/agency/requests/{match_id}" in request.text
    for secret in ("De Bron", "Ede", "Anna", "Dit past"):
        assert secret not in request.everything


def test_both_sides_are_introduced_by_name(church: Church, agency: Agency) -> None:
    match_id = agency.propose()
    agency.congregation_says_yes(match_id)
    agency.agency_says_yes(match_id)
    church.host.settle()

    assert agency.staff is not None
    to_anna, to_staff = church.mails(church.anna)[-1], church.mails(agency.staff)[-1]
    assert agency.staff.email in to_anna.text
    assert "Verre Naasten" in to_anna.text
    assert "De Bron, Ede" in to_staff.text
    assert "Anna de Wit" in to_staff.text
    assert church.anna.email not in to_staff.everything
    assert church.states(church.anna) == [
        ("proposal_to_congregation", "superseded"),
        ("introduction_to_leaders", "sent"),
    ]


def test_a_contact_person_gets_a_link_that_answers_without_an_account(
    church: Church, unclaimed: Agency
) -> None:
    match_id = unclaimed.propose()
    unclaimed.congregation_says_yes(match_id)
    church.host.settle()

    (mail,) = [mail for mail in church.mails() if mail.to == unclaimed.contact_email]
    token = mail.text.partition("/answer/")[2].split()[0]
    check = {"token": token, "audience": "partners"}
    held = church.call(None, "identity", "POST", "/links/check", check)
    assert (held["purpose"], held["subject"]) == ("answer", match_id)


def test_a_sensitive_offering_is_told_with_a_code_only(church: Church, agency: Agency) -> None:
    match_id = agency.propose(label=2, title_nl="Taalschool Tunis", title_en="School in Tunis")
    church.host.settle()

    (mail,) = church.mails(church.anna)
    assert mail.subject == "Er staat een bericht voor u klaar"
    assert match_id in mail.text
    for secret in ("Tunis", "Verre Naasten", "De Bron", "Pieter", "Dit past", church.coach.email):
        assert secret not in mail.everything


def test_leaders_are_asked_whether_a_reported_decision_is_right(church: Church) -> None:
    opened = church.call(
        church.coach,
        "congregations",
        "POST",
        f"/congregations/{church.id}/journeys",
        {"template": "brochure-8", "tracks": "entry"},
    )
    decision = church.call(
        church.coach,
        "congregations",
        "POST",
        f"/congregations/{church.id}/decisions",
        {
            "about": "journey",
            "about_id": opened["id"],
            "body": "church_council",
            "held_on": "2026-11-20",
            "text": "Wij gaan verder",
            "as_reported": {"by_role": "scriba"},
        },
    )
    church.host.settle()

    (anna,), (bert,) = church.mails(church.anna), church.mails(church.bert)
    assert "Wij gaan verder" in anna.text
    assert "Kerkenraad" in anna.text
    assert "Church council" in bert.text
    assert "Pieter Bos" in anna.text
    assert f"/congregation/decisions/{decision['id']}" in anna.text


def test_a_sign_in_letter_opens_the_door(church: Church) -> None:
    church.call(None, "identity", "POST", "/sign-ins", {"email": church.anna.email})
    church.host.settle()

    (mail,) = church.mails(church.anna)
    token = mail.text.partition("/sign-in/")[2].split()[0]
    entered = church.call(None, "identity", "POST", "/sign-ins/check", {"token": token})
    assert entered["person"]["id"] == str(church.anna.id)


@pytest.mark.parametrize("role", ["leader", "operator"])
def test_an_invitation_names_who_invites_and_where_to(church: Church, role: str) -> None:
    operator = askers.person(church.host, "operator", name="Olga")
    place = church.id if role == "leader" else NETWORK
    invited = {"email": "cor@bron.example", "name": "Cor", "role": role, "language": "nl"}
    path = f"/organisations/{place}/invitations"
    church.call(operator, "identity", "POST", path, invited)
    church.host.settle()

    (mail,) = [mail for mail in church.mails() if mail.to == "cor@bron.example"]
    assert "Olga" in mail.text
    assert ("De Bron, Ede" if role == "leader" else "Missionscoach") in mail.text
    token = mail.text.partition("/invitation/")[2].split()[0]
    found = church.call(None, "identity", "POST", "/invitations/check", {"token": token})
    assert found["role"] == role


def test_an_invitation_to_an_agency_names_the_agency(church: Church, unclaimed: Agency) -> None:
    invited = {"email": "eva@naasten.example", "name": "Eva", "role": "agency_staff"}
    path = f"/organisations/{unclaimed.id}/invitations"
    church.call(church.coach, "identity", "POST", path, invited)
    church.host.settle()

    (mail,) = [mail for mail in church.mails() if mail.to == "eva@naasten.example"]
    assert "Verre Naasten" in mail.text


def test_an_event_that_is_ahead_of_the_memberships_waits_for_them(
    host: Host, clock: StillClock
) -> None:
    church_id, decision = new_id(), new_id()
    happened = DecisionReported(decision_id=decision, congregation_id=church_id, coach_id=new_id())
    church = Church(host, church_id, *[askers.person(host, "coach")] * 3)
    church.tell(happened)
    host.settle()
    anna = askers.person(host, "leader", church_id)
    host.buses["notifications"].deliver()
    clock.advance(timedelta(seconds=6))
    host.settle()

    assert [letter for letter, _ in church.states(anna)] == ["decision_reported"]


def test_an_event_that_concerns_nobody_is_let_go_after_a_while(
    host: Host, clock: StillClock
) -> None:
    church = Church(host, new_id(), *[askers.person(host, "coach")] * 3)
    church.tell(
        DecisionReported(decision_id=new_id(), congregation_id=church.id, coach_id=new_id())
    )
    host.settle()
    for seconds in (6, 67, 661):
        clock.advance(timedelta(seconds=seconds))
        host.settle()

    with host.tools["notifications"].db.read() as db:
        rows = db.execute(
            select(inbox.c.state).where(inbox.c.type.like("%decision.reported%"))
        ).all()
    assert [row.state for row in rows] == ["skipped"]


def test_no_address_or_name_stands_on_events_or_messages_or_deliveries(
    church: Church, agency: Agency, capsys: pytest.CaptureFixture[str]
) -> None:
    match_id = agency.propose()
    agency.congregation_says_yes(match_id)
    church.plan()
    church.call(None, "identity", "POST", "/sign-ins", {"email": church.anna.email})
    church.host.settle()

    kept: list[str] = []
    for name in ("identity", "congregations", "partners", "scheduling"):
        with church.host.tools[name].db.read() as db:
            kept += [body.decode() for body in db.scalars(select(outbox.c.body))]
    with church.host.tools["notifications"].db.read() as db:
        for table in ("message", "delivery", "delivery_change", "audit"):
            kept += [
                json.dumps([str(v) for v in row])
                for row in db.execute(text(f"SELECT * FROM {table}"))
            ]
    printed = "".join(capsys.readouterr())
    whole = "\n".join([*kept, printed])
    assert len(kept) > 20
    assert church.mails(church.anna) != []
    for secret in (church.anna.email, church.coach.email, "Anna de Wit", "De Bron", "Lindelaan"):
        assert secret not in whole


def test_every_letter_has_a_rule_and_a_writer_and_every_event_of_a_rule_a_handler() -> None:
    letters = {rule.letter for rule in rules()}
    # a person asks for this one, for an address that is known for one mail
    by_hand = {borrowing.LETTER}

    assert letters | by_hand == {kind.name for kind in LETTERS}
    assert set(_WRITERS) <= letters | by_hand
    assert {rule.contract for rule in rules()} == set(contracts())


def test_the_same_person_is_never_twice_in_one_event_and_letter(church: Church) -> None:
    church.plan()
    church.host.settle()

    with church.host.tools["notifications"].db.read() as db:
        keys = db.execute(select(Message.event_id, Message.letter, Message.person_id)).all()
    assert len(keys) == len(set(keys)) == 3


def test_mails_say_that_a_machine_wrote_them(church: Church) -> None:
    church.plan()
    church.host.settle()

    mail: Mail = church.mails(church.anna)[0]
    assert str(mail.message["auto-submitted"]) == "auto-generated"
    assert str(mail.message["to"]) == church.anna.email
    assert mail.message_id.endswith("@localhost.localdomain>")
