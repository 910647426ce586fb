from html import unescape
from uuid import UUID

import pytest
from sqlalchemy import insert, select

from services.host import Host
from shared.audit import audit
from shared.clock import new_id
from shared.contracts.congregations import CongregationRegistered
from shared.contracts.envelope import seal, source_of
from shared.events.outbox import record
from shared.events.tables import inbox, outbox
from tests import askers
from tests.portal.conftest import Pages

NOBODYS = "01a20a31-daf7-7ac0-9b30-94cb990bcabf"  # the id of no event

PAGE = "/operator/events?service=partners"
REASON = "RuntimeError: the cupboard is <bare> & 100% empty"


@pytest.fixture
def operator(pages: Pages, host: Host) -> Pages:
    pages.sign_in(askers.person(host, "operator", name="Ida Wilgenhorst", language="en"))
    return pages


def park(host: Host, reason: str = REASON, *, state: str = "parked") -> UUID:
    """Leave an event with partners that could not be handled."""
    event_id, at = new_id(), host.clock.now()
    event = CongregationRegistered(congregation_id=new_id())
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    values = {
        "source": source_of("congregations"),
        "event_id": event_id,
        "type": event.type_name(),
        "subject": event.subject,
        "state": state,
        "attempts": 7,
        "reason": reason,
        "body": seal(event, event_id=event_id, subjectseq=1, at=at, traceparent=trace),
        "received_at": at,
    }
    with host.tools["partners"].db.write() as db:
        db.execute(insert(inbox).values(values))
    return event_id


def states(host: Host) -> list[str]:
    with host.tools["partners"].db.read() as db:
        return sorted(db.scalars(select(inbox.c.state)))


def words(text: str) -> str:
    return " ".join(unescape(text).split())


def test_the_page_tells_what_waits_since_when_and_why(operator: Pages, host: Host) -> None:
    event_id = park(host)
    park(host, "not yet", state="retry")
    with host.tools["partners"].db.write() as db:
        record(db, CongregationRegistered(congregation_id=new_id()), at=host.clock.now())
    text = words(operator.open(PAGE))

    assert "<dt>to be sent</dt><dd>1 (the oldest for 0 seconds)</dd>" in text
    assert "<dt>parked</dt><dd>1</dd>" in text
    assert "<dt>is tried again</dt><dd>1</dd>" in text
    assert "congregations.congregation.registered.v1" in text
    assert REASON in text
    assert "4bf92f3577b34da6a3ce929d0e0e4736" in text
    assert str(event_id) in text


def test_the_pages_are_there_in_dutch(pages: Pages, host: Host) -> None:
    event_id = park(host)
    pages.sign_in(askers.person(host, "operator", language="nl"))
    told = {
        PAGE: ("nog te versturen", "Alle met deze reden", "Opgeven", "Spoor in het logboek"),
        "/operator/events/partners/replay": ("Eén bericht opnieuw proberen?",),
        f"/operator/events/partners/{event_id}/discard": ("Geef het op", "zonder namen van"),
    }

    for path, sentences in told.items():
        text = words(pages.open(path))
        assert all(each in text for each in sentences)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("state=parked", True),
        ("state=held", False),
        ("type=congregations.congregation", True),
        ("type=identity", False),
        ("error=CUPBOARD", True),
        ("error=larder", False),
        ("state=&type=&error=", True),
    ],
)
def test_the_list_can_be_narrowed_down(
    operator: Pages, host: Host, query: str, shown: bool
) -> None:
    event_id = park(host)

    assert (str(event_id) in operator.open(f"{PAGE}&{query}")) is shown


def test_all_with_one_reason_are_counted_first_and_then_tried_again(
    operator: Pages, host: Host
) -> None:
    park(host)
    park(host)
    park(host, "something else")
    text = operator.open(PAGE)
    link = unescape(text.split('href="/operator/events/partners/replay?error=')[1].split('"')[0])
    address = f"/operator/events/partners/replay?error={link}"
    asked = words(operator.open(address))
    assert "Try 2 events again?" in asked
    assert REASON in asked
    assert states(host) == ["parked"] * 3

    answer = operator.send(address, "/operator/events/partners/replay", error=REASON)
    assert answer.headers["Location"] == PAGE
    assert "2 events are tried again now." in operator.follow()
    assert states(host) == ["parked", "retry", "retry"]


def test_a_reason_of_many_lines_finds_its_like(operator: Pages, host: Host) -> None:
    park(host, "first line\nsecond line" + "x" * 400)
    text = operator.open(PAGE)
    link = unescape(text.split('href="/operator/events/partners/replay?error=')[1].split('"')[0])

    assert "Try one event again?" in operator.open(f"/operator/events/partners/replay?error={link}")


def test_a_reason_that_nothing_has_offers_nothing_to_try(operator: Pages, host: Host) -> None:
    park(host)
    text = operator.open("/operator/events/partners/replay?error=larder")

    assert "Nothing is parked with this reason" in text
    assert 'action="/operator/events/partners/replay"' not in text


def test_an_event_is_given_up_with_a_reason_that_is_kept_with_who_gave_it(
    operator: Pages, host: Host
) -> None:
    event_id = park(host)
    page = f"/operator/events/partners/{event_id}/discard"
    asked = words(operator.open(page))
    assert REASON in asked
    assert "cannot be brought back" in asked

    operator.send(page, reason="the congregation left")
    assert "The event is given up" in operator.follow()
    assert states(host) == ["discarded"]
    assert str(event_id) not in operator.open(PAGE)
    with host.tools["partners"].db.read() as db:
        (row,) = db.execute(select(audit)).all()
    assert (row.actor_kind, row.objects["reason"]) == ("person", "the congregation left")


def test_nothing_is_given_up_without_a_reason(operator: Pages, host: Host) -> None:
    page = f"/operator/events/partners/{park(host)}/discard"
    answer = operator.send(page, reason=" ")

    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert states(host) == ["parked"]


def test_what_cannot_be_read_can_only_be_given_up(operator: Pages, host: Host) -> None:
    inbox_ = host.buses["partners"]._inbox
    inbox_.receive(b"no event")
    text = operator.open(PAGE)

    assert "Give up" in text
    assert "Try again</button>" not in text


def test_what_was_refused_by_the_broker_is_shown_and_sent_again(
    operator: Pages, host: Host
) -> None:
    with host.tools["partners"].db.write() as db:
        record(db, CongregationRegistered(congregation_id=new_id()), at=host.clock.now())
        db.execute(outbox.update().values(refused="no queue takes it"))
    text = operator.open(PAGE)
    assert "One message was refused by the broker." in text
    assert "no queue takes it" in text

    operator.send("/operator/events/partners/replay", "/operator/events/partners/replay")
    assert "One event is tried again now." in operator.follow()
    assert "no queue takes it" not in operator.open(PAGE)


@pytest.mark.parametrize(
    "path",
    [
        "/operator/events?service=portal",
        "/operator/events?service=partners&state=done",
        f"/operator/events?service=partners&type={'x' * 200}",
        "/operator/events?service=partners&error=%e2%80%ae",
        "/operator/events/portal/replay",
        f"/operator/events/partners/replay?error={'x' * 2000}",
        f"/operator/events/portal/{NOBODYS}/discard",
        f"/operator/events/partners/{NOBODYS}/discard",
    ],
)
def test_an_address_that_leads_nowhere_says_so(operator: Pages, path: str) -> None:
    operator.open(path, status=404)


def test_the_decisions_are_for_operators(pages: Pages, host: Host) -> None:
    event_id = park(host)
    pages.sign_in(askers.person(host, "coach", language="en"))

    for path in (
        f"/operator/events/partners/{event_id}/discard",
        "/operator/events/partners/replay",
    ):
        pages.open(path, status=403)
