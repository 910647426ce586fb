"""One trace leads from a request to the mail, through logs that say nothing of anybody."""

import io
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from werkzeug.test import Client as Browser

from services.host import Host
from services.portal.session import COOKIE
from shared import log
from shared.contracts.identity import SignInAsked
from shared.events.inbox import Inbox
from tests import askers
from tests.notifications.conftest import Agency, Church

TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
WRITTEN = (
    *("Anna de Wit", "Pieter Bos", "Bert Vos", "Maria Smit", "De Bron", "Verre Naasten"),
    *("Lindelaan", "Gaven ontdekken", "Koffie", "Dit past bij jullie", "Zomerweek"),
    *("Summer week", "@"),
)


class Lines:
    """What a process logged, line for line."""

    def __init__(self, file: io.StringIO) -> None:
        self._file = file

    @property
    def text(self) -> str:
        return self._file.getvalue()

    def of(self, trace: str) -> list[dict[str, Any]]:
        every = [json.loads(line) for line in self.text.splitlines()]
        return [line for line in every if line.get("trace") == trace]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    file = io.StringIO()
    monkeypatch.setattr(sys, "stderr", file)
    log.configure("DEBUG")
    yield Lines(file)
    monkeypatch.undo()
    log.configure("ERROR")


def ask_sign_in(browser: Browser, church: Church, trace: str) -> str:
    body = {"email": church.anna.email}
    answer = browser.post("/api/identity/sign-ins", json=body, headers={"traceparent": trace})
    assert answer.status_code < 300, answer.text
    return str(answer.headers["traceparent"])


def test_one_trace_leads_from_the_request_to_the_mail(
    browser: Browser, church: Church, lines: Lines
) -> None:
    returned = ask_sign_in(browser, church, TRACE)
    church.host.settle()

    told = lines.of(TRACE)
    assert returned == TRACE
    assert church.mails(church.anna)
    steps = [(line["part"], line["event"]) for line in told]
    wanted = [
        ("web", "answered"),
        ("notifications", "mail queued"),
        ("events", "handled"),
        ("notifications", "mail sent"),
    ]
    assert list(dict.fromkeys(step for step in steps if step in wanted)) == wanted
    assert {line["type"] for line in told if "type" in line} == {SignInAsked.type_name()}
    queued, sent = (
        next(line for line in told if line["event"] == what)
        for what in ("mail queued", "mail sent")
    )
    assert queued["message"] == sent["message"]
    # what is asked of identity while the mail is written belongs to the same trace
    assert {line.get("service") for line in told if line["event"] == "answered"} == {"identity"}
    assert len([line for line in told if line["event"] == "answered"]) > 1


def test_the_portal_hands_the_trace_on_to_the_services_it_asks(
    browser: Browser, church: Church, lines: Lines
) -> None:
    browser.set_cookie(COOKIE, "mcs_unknown")
    answer = browser.get("/sign-in")
    bad = browser.get("/sign-in", headers={"traceparent": "Anna de Wit"})
    asked = browser.get("/sign-in/mcl_unknown", headers={"traceparent": TRACE})

    assert lines.of(answer.headers["traceparent"])
    assert bad.headers["traceparent"] not in ("Anna de Wit", answer.headers["traceparent"])
    assert asked.headers["traceparent"] == TRACE
    assert {line.get("service") for line in lines.of(TRACE)} == {"portal", "identity"}
    assert "_unknown" not in lines.text


def test_no_line_of_a_whole_run_holds_a_name_an_address_or_what_somebody_wrote(
    browser: Browser, church: Church, agency: Agency, lines: Lines
) -> None:
    match_id = agency.propose()
    agency.congregation_says_yes(match_id)
    agency.agency_says_yes(match_id)
    session = church.plan()
    church.move(session, "2027-01-15T19:30")
    ask_sign_in(browser, church, TRACE)
    church.host.settle()
    refused = askers.call(
        church.host, church.anna, "congregations", "POST", "/congregations", {"name": "De Bron"}
    )
    askers.call(church.host, church.coach, "scheduling", "POST", "/sessions", {"title": "Koffie"})
    church.plan()
    stumble(browser, church.host, lines)

    assert refused.status_code >= 400
    assert church.mails()
    assert len(lines.text.splitlines()) > 40
    assert [word for word in WRITTEN if word in lines.text] == []


def stumble(browser: Browser, host: Host, lines: Lines) -> None:
    """Let a handler and a page fail with words of somebody's in the fault."""

    def quoting(*_: object) -> None:
        raise ValueError(" wrote: ".join(WRITTEN))

    bus = host.buses["notifications"]
    every = dict.fromkeys(bus._inbox.handlers, quoting)
    bus._inbox = replace(bus._inbox, handlers=every)
    assert isinstance(bus._inbox, Inbox)
    host.apps["portal"].view_functions["live"] = quoting
    assert browser.get("/health/live").status_code == 500
    bus.deliver()
    assert "fault in a page" in lines.text
    assert "handler failed" in lines.text
    assert "ValueError" in lines.text
