"""What a process tells Prometheus about its services."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from child_programs import free_port
from sqlalchemy import insert

from services.host import Host
from shared.clock import StillClock, new_id
from shared.config import Settings
from shared.contracts.congregations import CongregationRegistered
from shared.db import Database
from shared.events.outbox import record
from shared.events.tables import inbox
from shared.metrics import Metrics
from shared.telling import Telling, address
from tests.events.receiving import Receiver, failing

TYPE = CongregationRegistered.type_name()


def line(text: bytes, name: str, **labels: str) -> float | None:
    """Return the value of one figure; None when it is not told."""
    inside = ",".join(f'{key}="{value}"' for key, value in sorted(labels.items()))
    wanted = f"missionscoach_{name}{{{inside}}} " if labels else f"missionscoach_{name} "
    found = [row for row in text.decode().split("\n") if row.startswith(wanted)]
    return float(found[0].rsplit(" ", 1)[1]) if found else None


@contextmanager
def telling(metrics: Metrics, *faults: str) -> Iterator[str]:
    port = free_port()
    thread = Telling(str(port), metrics, lambda: faults)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    thread.stop()


def register(host: Host) -> None:
    with host.tools["congregations"].db.write() as db:
        event = CongregationRegistered(congregation_id=new_id())
        record(db, event, at=host.clock.now())


def test_one_process_tells_what_its_readers_have_not_taken_in_yet(
    host: Host, clock: StillClock
) -> None:
    register(host)
    clock.advance(timedelta(seconds=30))
    register(host)

    before = host.metrics.text()
    host.settle()
    after = host.metrics.text()

    assert line(before, "outbox_waiting", service="congregations") == 2
    assert line(before, "outbox_oldest_seconds", service="congregations") == 30
    assert line(after, "outbox_waiting", service="congregations") == 0
    assert line(after, "outbox_oldest_seconds", service="congregations") == 0
    handled = {"service": "identity", "type": TYPE}
    assert line(after, "events_handled_total", **handled, ending="done") == 2
    assert line(after, "handler_seconds_count", **handled) == 2


def test_what_a_service_no_other_reads_records_waits_for_nobody(host: Host) -> None:
    told = host.metrics.text()

    assert {line(told, "outbox_waiting", service=name) for name in host.buses} == {0}


def test_every_house_counts_for_itself(host: Host, tmp_path) -> None:
    register(host)
    host.settle()
    other = Host(Settings(sample=True, data_dir=tmp_path / "other"))
    other.migrate()

    told = other.metrics.text()
    other.stop()

    assert b"events_handled_total{" not in told


def test_a_relay_s_service_tells_what_waits_and_what_the_broker_refused(receiver: Receiver) -> None:
    metrics = Metrics()
    metrics.watch("congregations", receiver.db, receiver.clock)
    with receiver.db.write() as db:
        for _ in range(3):
            record(db, CongregationRegistered(congregation_id=new_id()), at=receiver.clock.now())
        db.connection().exec_driver_sql("UPDATE outbox SET refused = 'no' WHERE position = 1")
    receiver.clock.advance(timedelta(minutes=2))

    told = metrics.text()

    assert line(told, "outbox_waiting", service="congregations") == 2
    assert line(told, "outbox_refused", service="congregations") == 1
    assert line(told, "outbox_oldest_seconds", service="congregations") == 120


def test_rows_of_the_inbox_are_told_by_state_and_those_that_are_done_are_not(
    receiver: Receiver,
) -> None:
    metrics = Metrics()
    metrics.watch("identity", receiver.db, receiver.clock)
    with receiver.db.write() as db:
        for state in ("done", "retry", "parked", "parked"):
            db.execute(
                insert(inbox).values(
                    source="urn:x",
                    event_id=new_id(),
                    type=TYPE,
                    subject="s",
                    state=state,
                    attempts=1,
                    received_at=receiver.clock.now(),
                )
            )

    told = metrics.text()

    counts = {s: line(told, "inbox_rows", service="identity", state=s) for s in ("retry", "parked")}
    assert counts == {"retry": 1, "parked": 2}
    assert line(told, "inbox_rows", service="identity", state="held") == 0
    assert line(told, "inbox_rows", service="identity", state="done") is None


def test_an_event_that_is_tried_again_is_counted_at_each_of_its_endings(receiver: Receiver) -> None:
    metrics = Metrics()
    receiving = receiver.inbox(failing(1, lambda: ValueError("no")))
    receiving.__dict__["observe"] = metrics.handled("identity")

    receiving.receive(receiver.sealed())
    receiver.wait(receiving, seconds=10)

    endings = {"service": "identity", "type": TYPE}
    told = metrics.text()
    assert line(told, "events_handled_total", **endings, ending="retry") == 1
    assert line(told, "events_handled_total", **endings, ending="done") == 1


def test_a_database_that_does_not_answer_hides_no_other_figure(
    receiver: Receiver, tmp_path
) -> None:
    metrics = Metrics()
    metrics.watch("identity", Database(f"sqlite:///{tmp_path}/empty.sqlite3"), receiver.clock)
    metrics.watch("partners", receiver.db, receiver.clock)

    told = metrics.text()

    assert line(told, "database_up", service="identity") == 0
    assert line(told, "database_up", service="partners") == 1
    assert line(told, "outbox_waiting", service="identity") is None
    assert line(told, "outbox_waiting", service="partners") == 0


def test_figures_are_told_at_an_address_of_their_own_and_nothing_else_is() -> None:
    metrics = Metrics()
    metrics.on_broker("identity", sound=True, unrouted=4, dead=0)
    with telling(metrics) as url:
        answer = urllib.request.urlopen(f"{url}/metrics")
        told, kind = answer.read(), answer.headers["Content-Type"]
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{url}/events")

    assert line(told, "unrouted_messages") == 4
    assert kind.startswith("text/plain; version=0.0.4")


def test_readiness_names_what_keeps_the_process_from_its_work() -> None:
    with telling(Metrics()) as url:
        assert urllib.request.urlopen(f"{url}/health/ready").status == 200
    with telling(Metrics(), "the queue is gone") as url:
        with pytest.raises(urllib.error.HTTPError, match="503") as refused:
            urllib.request.urlopen(f"{url}/health/ready")
        assert json.load(refused.value)["faults"] == ["the queue is gone"]


def test_a_port_alone_is_reached_from_this_machine_only() -> None:
    assert address("9100") == ("127.0.0.1", 9100)
    assert address("10.0.0.5:9100") == ("10.0.0.5", 9100)
