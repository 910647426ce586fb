"""What a coach sees beforehand, an operator afterwards, and anybody in a sample's mailbox."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from services import mailcatcher
from services.host import Host
from services.notifications.smtp import Refused
from shared.clock import StillClock, new_id
from shared.config import Settings
from tests import askers
from tests.askers import Asker
from tests.notifications.conftest import Church, church_of
from tests.notifications.test_sending import Wire, use

SIGN_IN = {"code": "123456", "minutes": 30, "link": "https://missionscoach.example/sign-in/x"}
MEETING = {
    "title": "Les 3",
    "start": "2026-11-12T18:30:00+00:00",
    "zone": "Europe/Amsterdam",
    "minutes": 120,
    "coach": "Pieter Bos",
    "link": "https://missionscoach.example/sessions/x",
    "discreet": False,
}

# fixed, so that every worker collects the same tests
NOBODYS = "01a208a3-deef-793a-902a-6e46e1401b93"


def ask(host: Host, who: Asker | None, method: str, path: str, json: object = None) -> TestResponse:
    return askers.call(host, who, "notifications", method, path, json)


def wish(letter: str, facts: dict[str, Any], language: str = "nl") -> dict[str, Any]:
    return {"letter": letter, "language": language, "facts": facts}


def test_a_coach_reads_a_letter_before_it_is_sent(host: Host) -> None:
    coach = askers.person(host, "coach")
    shown = ask(host, coach, "POST", "/previews", wish("session_planned", MEETING))

    assert shown.status_code == 200
    assert shown.get_json()["subject"] == "Afspraak op donderdag 12 november 2026"
    assert "19:30–21:30 uur" in shown.get_json()["plain"]
    assert "19:30–21:30 uur" in shown.get_json()["html"]


def test_the_letter_of_a_run_can_be_looked_at_too(host: Host) -> None:
    coach = askers.person(host, "coach")
    facts = {name: MEETING[name] for name in ("zone", "coach", "link", "discreet")} | {
        "congregation": "De Bron, Ede",
        "calendar_link": "https://missionscoach.example/account",
        "evenings": [{"start": MEETING["start"], "minutes": 150}],
    }
    shown = ask(host, coach, "POST", "/previews", wish("run_planned", facts, "en"))

    assert "Thursday 12 November 2026, 19:30–22:00" in shown.get_json()["plain"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (SIGN_IN | {"minutes": -1}, "minutes"),
        (SIGN_IN | {"minutes": 10**15}, "minutes"),
        (SIGN_IN | {"minutes": "30"}, "minutes"),
        (SIGN_IN | {"link": "javascript:alert(1)"}, "link"),
        (SIGN_IN | {"link": None}, "link"),
        (SIGN_IN | {"code": ["1"]}, "code"),
        (SIGN_IN | {"password": "x"}, "password"),
        ({"code": "1"}, "link"),
        ({}, "code"),
    ],
)
def test_a_wrong_fact_of_a_preview_is_named(host: Host, facts: dict[str, Any], field: str) -> None:
    coach = askers.person(host, "coach")
    refused = ask(host, coach, "POST", "/previews", wish("sign_in", facts))

    assert refused.status_code == 422
    assert field in refused.get_json()["fields"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": "gisteren"},
        {"start": "2026-11-12T18:30:00"},
        {"start": "0001-01-01T00:00:00+14:00"},
        {"start": "9999-12-31T23:59:00-12:00"},
        {"start": {"at": 1}},
        {"zone": "Mars/Olympus"},
        {"zone": 3},
        {"discreet": "no"},
    ],
)
def test_a_meeting_that_cannot_be_is_refused(host: Host, wrong: dict[str, Any]) -> None:
    coach = askers.person(host, "coach")
    refused = ask(host, coach, "POST", "/previews", wish("session_planned", MEETING | wrong))

    assert refused.status_code == 422
    assert refused.get_json()["fields"]


@pytest.mark.parametrize(
    "body", [{}, wish("no_such_letter", {}), wish("sign_in", SIGN_IN, "de"), {"facts": []}]
)
def test_a_preview_of_nothing_is_refused(host: Host, body: dict[str, Any]) -> None:
    coach = askers.person(host, "coach")

    assert ask(host, coach, "POST", "/previews", body).status_code == 422


def test_anybody_reads_the_mailbox_of_a_sample(church: Church) -> None:
    church.plan()
    church.host.settle()
    first = ask(church.host, None, "GET", "/mailbox?limit=2").get_json()
    rest = ask(church.host, None, "GET", f"/mailbox?after={first['next']}").get_json()
    lines = [*first["items"], *rest["items"]]
    line = next(line for line in lines if line["to"] == church.anna.email)
    mail = ask(church.host, None, "GET", f"/mailbox/{line['id']}").get_json()

    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
    assert len({line["id"] for line in lines}) == 3
    assert line["subject"] == mail["subject"] == "Afspraak op donderdag 14 januari 2027"
    assert "De Ark, Lindelaan 3" in mail["plain"]
    assert "De Ark, Lindelaan 3" in mail["html"]
    assert mail["calendar"]["method"] == "REQUEST"
    assert "BEGIN:VEVENT" in mail["calendar"]["text"]
    assert ["To", church.anna.email] in mail["headers"]
    assert "text/calendar" in mail["raw"]


@pytest.mark.parametrize("path", ["/mailbox", "/mailbox/x", f"/mailbox/{NOBODYS}"])
def test_there_is_no_mailbox_outside_a_sample(tmp_path: Path, clock: StillClock, path: str) -> None:
    house = Host(Settings(data_dir=tmp_path, public_url="http://localhost:8000"), clock)
    house.migrate()
    house.create_apps()
    operator = askers.person(house, "operator")
    answers = [ask(house, who, "GET", path).status_code for who in (None, operator)]
    house.stop()

    assert answers == [404, 404]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/mailbox/x", 404),
        (f"/mailbox/{NOBODYS}", 404),
        ("/mailbox?after=x", 422),
        ("/mailbox?limit=0", 422),
    ],
)
def test_a_mail_that_is_not_there_is_not_found(host: Host, path: str, status: int) -> None:
    assert ask(host, None, "GET", path).status_code == status


def test_an_operator_sees_where_mails_stand_and_never_what_they_say(church: Church) -> None:
    wire = Wire(before=[Refused("550 5.1.1 <jan@bron.example> unknown", "recipient")])
    use(church.host, wire)
    church.plan()
    church.host.settle()
    operator = askers.person(church.host, "operator")
    answer = ask(church.host, operator, "GET", "/deliveries")
    found = answer.get_json()
    refused = ask(church.host, operator, "GET", "/deliveries?state=refused").get_json()["items"]
    annas = ask(church.host, operator, "GET", f"/deliveries?person_id={church.anna.id}")

    assert sorted(item["state"] for item in found["items"]) == ["refused", "sent", "sent"]
    assert [item["reason"] for item in refused] == ["550 5.1.1 <***> unknown"]
    assert [item["person_id"] for item in annas.get_json()["items"]] == [str(church.anna.id)]
    assert found["paused"] is None
    for secret in ("Lindelaan", "De Bron", church.anna.email, "jan@bron.example"):
        assert secret not in answer.get_data(as_text=True)


def test_deliveries_are_read_page_by_page(church: Church) -> None:
    church.plan()
    church.host.settle()
    operator = askers.person(church.host, "operator")
    seen, path = [], "/deliveries?limit=1"
    for _ in range(3):
        page = ask(church.host, operator, "GET", path).get_json()
        seen += [item["id"] for item in page["items"]]
        path = f"/deliveries?limit=1&after={page['next']}"

    assert len(set(seen)) == 3
    assert seen == sorted(seen, reverse=True)
    assert page["next"] is None


def test_an_operator_sees_that_the_relay_refuses_us(church: Church) -> None:
    use(church.host, Wire(before=[Refused("554 5.7.1 no relaying", "transport")]))
    church.plan()
    church.host.settle()
    operator = askers.person(church.host, "operator")

    paused = ask(church.host, operator, "GET", "/deliveries").get_json()["paused"]
    assert paused["reason"] == "554 5.7.1 no relaying"
    assert paused["until"] > "2026-11-23T09:00"


def test_what_was_sent_is_not_sent_again(church: Church) -> None:
    church.plan()
    church.host.settle()
    operator = askers.person(church.host, "operator")
    path = f"/deliveries/{church.delivery(church.anna).id}/resend"
    refused = ask(church.host, operator, "POST", path)
    missing = ask(church.host, operator, "POST", f"/deliveries/{new_id()}/resend")

    assert (refused.status_code, missing.status_code) == (409, 404)
    assert len(church.mails(church.anna)) == 1


@pytest.mark.parametrize("route", ["GET /deliveries", f"POST /deliveries/{NOBODYS}/resend"])
def test_only_operators_see_deliveries(church: Church, route: str) -> None:
    method, path = route.split()
    askings = [None, church.coach, church.anna, askers.service(church.host, "portal")]

    answers = [ask(church.host, who, method, path).status_code for who in askings]
    assert answers == [401, 403, 403, 403]


def test_only_coaches_look_at_letters_beforehand(church: Church) -> None:
    body = wish("sign_in", SIGN_IN)

    answers = [
        ask(church.host, who, "POST", "/previews", body).status_code
        for who in (None, church.anna, church.coach)
    ]
    assert answers == [401, 403, 200]


@contextmanager
def catching() -> Iterator[tuple[str, str]]:
    """A mail catcher as sample installations run it: (where it takes mail, where it shows it)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    catcher = mailcatcher.Catcher()
    taking = mailcatcher.listen(catcher, "127.0.0.1", port)
    showing = make_server("127.0.0.1", 0, mailcatcher.create_app(catcher))
    thread = threading.Thread(target=showing.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"smtp://127.0.0.1:{port}", f"http://127.0.0.1:{showing.server_port}"
    finally:
        showing.shutdown()
        thread.join(timeout=10)
        taking.stop()


def test_a_sample_with_a_mail_catcher_shows_what_it_caught(
    settings: Settings, clock: StillClock
) -> None:
    with catching() as (smtp, shown_at):
        house = Host(replace(settings, smtp_url=smtp, mail_catcher_url=shown_at), clock)
        house.migrate()
        house.create_apps()
        church = church_of(house)
        church.plan()
        house.settle()
        first = ask(house, None, "GET", "/mailbox?limit=2").get_json()
        rest = ask(house, None, "GET", f"/mailbox?after={first['next']}").get_json()
        line = next(
            line for line in [*first["items"], *rest["items"]] if line["to"] == church.anna.email
        )
        mail = ask(house, None, "GET", f"/mailbox/{line['id']}").get_json()
        statuses = [
            ask(house, None, "GET", f"/mailbox/{wrong}").status_code for wrong in ("99", "x", "1e3")
        ]
        house.stop()

    assert [item["id"] for item in first["items"]] == ["3", "2"]
    assert [item["id"] for item in rest["items"]] == ["1"]
    assert "De Ark, Lindelaan 3" in mail["plain"]
    assert mail["to"] == church.anna.email
    assert mail["calendar"]["method"] == "REQUEST"
    assert statuses == [404, 404, 404]


def test_a_mail_catcher_that_is_away_is_said_to_be_away(
    settings: Settings, clock: StillClock
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{probe.getsockname()[1]}"
    house = Host(replace(settings, mail_catcher_url=nobody), clock)
    house.migrate()
    house.create_apps()
    answer = ask(house, None, "GET", "/mailbox")
    house.stop()

    assert answer.status_code == 503


def test_a_wrong_relay_address_keeps_the_service_from_starting(
    settings: Settings, clock: StillClock
) -> None:
    house = Host(replace(settings, smtp_url="http://relay.example"), clock)

    with pytest.raises(ValueError, match="SMTP_URL"):
        house.create_apps()
    house.stop()
