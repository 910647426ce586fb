"""The operator's look and decisions over HTTP, which every service offers alike."""

import json
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update
from werkzeug.test import TestResponse

from services.host import Host
from shared.audit import audit
from shared.clock import new_id
from shared.contracts.congregations import CongregationRegistered
from shared.contracts.envelope import seal, source_of
from shared.events.outbox import record
from shared.events.tables import inbox, outbox
from tests import askers

NOBODYS = "01a20a31-daf7-7ac0-9b30-94cb990bcabf"  # the id of no event

REASON = "RuntimeError: the cupboard is bare"
SINCE = "2026-11-23T00:00:00Z"


@pytest.fixture
def operator(host: Host) -> askers.Asker:
    return askers.person(host, "operator")


def ask(
    host: Host, who: askers.Asker, route: str, body: Any = None, service: str = "partners"
) -> TestResponse:
    method, _, path = route.partition(" ")
    return askers.call(host, who, service, method, path, body)


def park(host: Host, reason: str = REASON) -> UUID:
    """Leave a parked event with partners."""
    event_id, at = new_id(), host.clock.now()
    event = CongregationRegistered(congregation_id=new_id())
    body = seal(event, event_id=event_id, subjectseq=1, at=at, traceparent=None)
    values = {
        "source": source_of("congregations"),
        "event_id": event_id,
        "type": event.type_name(),
        "subject": event.subject,
        "state": "parked",
        "attempts": 7,
        "reason": reason,
        "body": body,
        "received_at": at,
    }
    with host.tools["partners"].db.write() as db:
        db.execute(insert(inbox).values(values))
    return event_id


def states(host: Host) -> list[str]:
    with host.tools["partners"].db.read() as db:
        return list(db.scalars(select(inbox.c.state).order_by(inbox.c.received_at)))


def sent(host: Host, number: int = 1) -> None:
    """Leave events in the outbox of partners that every reader has read."""
    with host.tools["partners"].db.write() as db:
        for _ in range(number):
            record(db, CongregationRegistered(congregation_id=new_id()), at=host.clock.now())
        db.execute(update(outbox).values(published_at=host.clock.now()))


def audited(host: Host) -> list[tuple[str, str, dict[str, str]]]:
    with host.tools["partners"].db.read() as db:
        rows = db.execute(select(audit.c.actor_kind, audit.c.act, audit.c.objects)).all()
    return [tuple(row) for row in rows]


def test_the_operator_sees_numbers_and_events_and_never_what_is_in_them(
    host: Host, operator: askers.Asker
) -> None:
    event_id = park(host)
    told = ask(host, operator, "GET /events").get_json()

    assert told["standing"] == {
        "waiting": 0,
        "oldest_at": None,
        "refused": 0,
        "open": {"trying": 0, "retry": 0, "held": 0, "parked": 1},
    }
    assert told["count"] == 1
    (item,) = told["items"]
    assert item["event_id"] == str(event_id)
    assert (item["state"], item["reason"], item["attempts"]) == ("parked", REASON, 7)
    assert item["replayable"]
    assert "body" not in json.dumps(told)


def test_a_reason_finds_its_events_and_signs_in_it_mean_themselves(
    host: Host, operator: askers.Asker
) -> None:
    park(host)
    park(host, "100 % wrong")

    for error, count in (("cupboard", 1), ("%25", 1), ("_", 0), ("nothing", 0)):
        assert ask(host, operator, f"GET /events?error={error}").get_json()["count"] == count


def test_a_dry_run_tells_what_a_replay_then_does(host: Host, operator: askers.Asker) -> None:
    park(host)
    park(host)
    park(host, "something else")
    wish = {"error": "cupboard", "since": SINCE}
    dry = ask(host, operator, "POST /events/replay", {**wish, "dry_run": True})
    kept = (states(host), audited(host))
    done = ask(host, operator, "POST /events/replay", {**wish, "dry_run": False})

    assert kept == (["parked"] * 3, [])
    assert (dry.get_json()["count"], dry.get_json()["dry_run"]) == (2, True)
    assert (done.get_json()["count"], done.get_json()["dry_run"]) == (2, False)
    assert dry.get_json()["items"] == done.get_json()["items"]
    assert sorted(states(host)) == ["parked", "retry", "retry"]
    ((kind, act, objects),) = audited(host)
    assert (kind, act) == ("person", "POST /events/replay")
    assert (objects["error"], objects["events"]) == ("cupboard", "2")


def test_what_was_sent_is_sent_again_and_the_audit_log_tells_since_when(
    host: Host, operator: askers.Asker
) -> None:
    sent(host, 3)
    wish = {"since": SINCE, "type": "congregations"}
    dry = ask(host, operator, "POST /events/resend", {**wish, "dry_run": True})
    done = ask(host, operator, "POST /events/resend", {**wish, "dry_run": False})

    assert (dry.get_json()["count"], done.get_json()["count"]) == (3, 3)
    assert ask(host, operator, "GET /events").get_json()["standing"]["waiting"] == 3
    assert audited(host)[0][2] == {
        "since": "2026-11-23T00:00:00+00:00",
        "type": "congregations",
        "events": "3",
    }


def test_an_event_is_given_up_with_who_when_and_why(host: Host, operator: askers.Asker) -> None:
    event_id = park(host)
    route = f"POST /events/{event_id}/discard"
    done = ask(host, operator, route, {"reason": "the congregation left"})
    again = ask(host, operator, route, {"reason": "the congregation left"})

    assert (done.status_code, done.get_json()) == (200, {"state": "discarded"})
    assert again.status_code == 404
    assert states(host) == ["discarded"]
    ((kind, act, objects),) = audited(host)
    assert (kind, act) == ("person", "POST /events/<uuid:event_id>/discard")
    assert objects == {"event_id": str(event_id), "reason": "the congregation left"}


@pytest.mark.parametrize(
    ("route", "body", "field"),
    [
        ("GET /events?state=done", None, "state"),
        ("GET /events?since=yesterday", None, "since"),
        ("GET /events?since=2026-11-23", None, "since"),
        ("GET /events?since=2026-13-23T00:00:00Z", None, "since"),
        ("GET /events?since=2026-11-23T00:00:00Z&until=2026-11-22T00:00:00Z", None, "until"),
        ("GET /events?event_id=7", None, "event_id"),
        ("GET /events?limit=201", None, "limit"),
        ("GET /events?dry_run=1", None, "dry_run"),
        ("POST /events/replay", {}, "dry_run"),
        ("POST /events/replay", {"dryrun": True, "dry_run": False}, "dryrun"),
        ("POST /events/replay", {"dry_run": "yes"}, "dry_run"),
        ("POST /events/replay", {"dry_run": False, "state": "held"}, "state"),
        ("POST /events/replay", {"dry_run": False, "error": "\u202e"}, "error"),
        ("POST /events/replay", {"dry_run": False, "type": "x" * 121}, "type"),
        ("POST /events/resend", {"dry_run": False}, "since"),
        ("POST /events/resend", {"dry_run": False, "since": "0001-01-01T00:00:00Z"}, "since"),
        ("POST /events/resend", {"dry_run": False, "error": "x", "type": "x"}, "error"),
        (f"POST /events/{NOBODYS}/discard", {}, "reason"),
        (f"POST /events/{NOBODYS}/discard", {"reason": " "}, "reason"),
        (f"POST /events/{NOBODYS}/discard", {"reason": "x" * 301}, "reason"),
        (f"POST /events/{NOBODYS}/discard", {"reason": "one\nBcc: two"}, "reason"),
    ],
)
def test_what_makes_no_sense_is_refused_by_the_field_and_changes_nothing(
    host: Host, operator: askers.Asker, route: str, body: Any, field: str
) -> None:
    park(host)
    sent(host)
    answer = ask(host, operator, route, body)

    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert field in answer.get_json()["fields"]
    assert (states(host), audited(host)) == (["parked"], [])


@pytest.mark.parametrize("role", ["coach", "leader", "agency_staff"])
def test_nobody_else_sees_or_decides(host: Host, role: Any) -> None:
    event_id, other = park(host), askers.person(host, role)
    for route, body in (
        ("GET /events", None),
        (f"POST /events/{event_id}/replay", None),
        (f"POST /events/{event_id}/discard", {"reason": "x"}),
        ("POST /events/replay", {"dry_run": False}),
        ("POST /events/resend", {"dry_run": False, "type": "partners"}),
    ):
        assert ask(host, other, route, body).status_code == 403

    assert states(host) == ["parked"]
