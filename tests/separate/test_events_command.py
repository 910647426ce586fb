import json
import time
from collections.abc import Callable

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import insert, select, update

from services.cli import main
from services.host import Host
from shared.audit import audit
from shared.backlog import backlog
from shared.clock import Clock, new_id
from shared.config import Settings
from shared.contracts.congregations import CongregationRegistered
from shared.contracts.envelope import seal, source_of
from shared.events.outbox import record
from shared.events.tables import inbox, outbox

REASON = "RuntimeError: the cupboard is bare"
TYPE = CongregationRegistered.type_name()
Run = Callable[..., Result]


@pytest.fixture
def run(host: Host, settings: Settings) -> Run:
    def run_(*words: object) -> Result:
        there = {"MISSIONSCOACH_DATA_DIR": str(settings.data_dir)}
        return CliRunner(env=there).invoke(main, ["events", *map(str, words)])

    return run_


def register(host: Host) -> str:
    """Record an event in congregations; returns its id."""
    event = CongregationRegistered(congregation_id=new_id())
    with host.tools["congregations"].db.write() as db:
        return str(record(db, event, at=host.clock.now()))


def park(host: Host, reason: str = REASON, *, type_name: str = TYPE) -> str:
    """Leave a parked event with partners; returns its id."""
    event_id, at = new_id(), host.clock.now()
    event = CongregationRegistered(congregation_id=new_id())
    body = json.loads(seal(event, event_id=event_id, subjectseq=1, at=at, traceparent=None))
    body["traceparent"] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    values = {
        "source": source_of("congregations"),
        "event_id": event_id,
        "type": type_name,
        "subject": body["subject"],
        "subjectseq": 1,
        "state": "parked",
        "attempts": 7,
        "reason": reason,
        "digest": None,
        "body": json.dumps({**body, "type": type_name}).encode(),
        "received_at": at,
    }
    with host.tools["partners"].db.write() as db:
        db.execute(insert(inbox).values(values))
    return str(event_id)


def state(host: Host, event_id: str) -> str:
    with host.tools["partners"].db.read() as db:
        found = db.execute(select(inbox.c.event_id, inbox.c.state)).all()
    return {str(row.event_id): row.state for row in found}[event_id]


def audited(host: Host, service: str) -> list[tuple[str, dict[str, str]]]:
    with host.tools[service].db.read() as db:
        return [(row.act, row.objects) for row in db.execute(select(audit.c.act, audit.c.objects))]


def test_the_list_tells_of_every_service_what_waits_since_when_and_why(
    host: Host, run: Run
) -> None:
    event_id = park(host)
    register(host)
    told = run()

    assert told.exit_code == 0, told.output
    assert "congregations: 1 to be sent (the oldest for " in told.output
    assert "partners: 0 to be sent, 1 parked" in told.output
    assert "notifications: 0 to be sent\n" in told.output
    assert f"parked {event_id} congregations.congregation.registered.v1" in told.output
    assert ", 7 tries, trace 4bf92f3577b34da6a3ce929d0e0e4736" in told.output
    assert REASON in told.output
    assert run("list").output == told.output


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        (("--service", "partners"), True),
        (("--service", "identity"), False),
        (("--state", "parked"), True),
        (("--state", "retry"), False),
        (("--type", "congregations.congregation"), True),
        (("--type", "partners"), False),
        (("--error", "cupboard"), True),
        (("--error", "larder"), False),
        (("--since", "2026-11-23"), True),
        (("--until", "2026-11-23T10:00+01:00"), False),
        (("--until", "2026-11-23T10:00:01+01:00"), True),
    ],
)
def test_the_list_can_be_narrowed_down(
    host: Host, run: Run, options: tuple[str, ...], shown: bool
) -> None:
    event_id = park(host)

    assert (event_id in run("list", *options).output) is shown


def test_a_dry_run_counts_and_lists_and_touches_nothing(host: Host, run: Run) -> None:
    ids = [park(host), park(host)]
    other = park(host, "something else")
    told = run("replay", "--error", "cupboard", "--dry-run")

    assert all(each in told.output for each in ids)
    assert other not in told.output
    assert told.output.endswith("2 events are meant; nothing was changed.\n")
    assert [state(host, each) for each in (*ids, other)] == ["parked"] * 3
    assert audited(host, "partners") == []


def test_what_is_replayed_is_handled_and_the_audit_log_tells_who_meant_what(
    host: Host, run: Run
) -> None:
    ids = [park(host), park(host)]
    other = park(host, "something else")
    told = run("replay", "--error", "cupboard", "--service", "partners")
    host.settle()

    assert told.output == "partners: 2\nevents replay: 2\n"
    assert [state(host, each) for each in (*ids, other)] == ["done", "done", "parked"]
    ((act, objects),) = audited(host, "partners")
    assert (act, objects["events"], objects["error"]) == ("events replay", "2", "cupboard")
    assert objects["at_the_command_line"]


def test_an_event_of_an_unknown_type_is_handled_after_a_replay_by_newer_code(
    host: Host, run: Run
) -> None:
    event_id = park(host, f"unknown type {TYPE}")
    told = run("replay", event_id)
    host.settle()

    assert told.exit_code == 0, told.output
    assert state(host, event_id) == "done"


def test_an_event_that_newer_code_does_not_know_either_is_parked_again(
    host: Host, run: Run
) -> None:
    event_id = park(host, type_name="org.missionscoach.congregations.congregation.registered.v9")
    run("replay", event_id)
    host.settle()

    assert state(host, event_id) == "parked"
    assert "unknown type" in run().output


def test_what_was_delivered_is_sent_again_and_does_nothing_twice(host: Host, run: Run) -> None:
    event_id = register(host)
    host.settle()
    with host.tools["congregations"].db.write() as db:
        db.execute(update(outbox).values(published_at=host.clock.now()))
    dry = run("resend", "--service", "congregations", "--type", TYPE, "--dry-run")
    told = run("resend", "--service", "congregations", "--type", TYPE)
    before = state(host, event_id)
    host.settle()

    assert dry.output.endswith("1 events are meant; nothing was changed.\n")
    assert told.output.endswith("events resend: 1\n")
    assert (before, state(host, event_id)) == ("done", "done")
    with host.tools["congregations"].db.read() as db:
        assert db.scalars(select(outbox.c.published_at)).all() == [None]


def test_what_a_reader_lost_comes_back_when_it_is_sent_again(host: Host, run: Run) -> None:
    event_id = register(host)
    host.settle()
    with host.tools["congregations"].db.write() as db:
        db.execute(update(outbox).values(published_at=host.clock.now()))
    with host.tools["partners"].db.write() as db:
        db.execute(inbox.delete())
    run("resend", event_id)
    host.settle()

    # its effect is still there
    assert state(host, event_id) == "skipped"


def test_an_event_is_given_up_with_a_reason_that_the_audit_log_keeps(host: Host, run: Run) -> None:
    event_id = park(host)
    told = run("discard", event_id, "--reason", "the congregation\nleft")
    host.settle()

    assert told.output == "partners: 1\nevents discard: 1\n"
    assert state(host, event_id) == "discarded"
    ((act, objects),) = audited(host, "partners")
    assert (act, objects["ids"], objects["reason"]) == (
        "events discard",
        event_id,
        "the congregation left",
    )
    assert event_id not in run().output


@pytest.mark.parametrize(
    "words",
    [
        ("replay",),
        ("resend",),
        ("replay", "no-id"),
        ("replay", "--since", "yesterday"),
        ("replay", "--state", "done"),
        ("replay", "--service", "portal"),
        ("discard", str(new_id())),
        ("discard", "--reason", "x"),
        ("discard", str(new_id()), "--reason", " "),
        ("discard", str(new_id()), "--reason", "x" * 301),
        ("list", "--limit", "0"),
        ("list", "--state", "done"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    host: Host, run: Run, words: tuple[str, ...]
) -> None:
    event_id = park(host)
    told = run(*words)

    assert told.exit_code == 2
    assert "Error: " in told.output
    assert state(host, event_id) == "parked"


@pytest.mark.parametrize("words", [("replay",), ("resend",), ("discard", "--reason", "gone")])
def test_an_id_that_nothing_has_is_said(run: Run, words: tuple[str, ...]) -> None:
    told = run(*words, new_id())

    assert told.exit_code == 1
    assert "There is no such event" in told.output


def test_all_that_is_parked_is_replayed_only_when_it_is_said(host: Host, run: Run) -> None:
    event_id = park(host)
    refused = run("replay")
    kept = state(host, event_id)
    run("replay", "--all")

    assert (refused.exit_code, kept) == (2, "parked")
    assert state(host, event_id) == "retry"


def test_a_folder_without_databases_is_said_and_stays_as_it_is(tmp_path, run: Run) -> None:
    empty = tmp_path / "nothing"
    there = {"MISSIONSCOACH_DATA_DIR": str(empty)}
    told = CliRunner(env=there).invoke(main, ["events"])

    assert told.exit_code == click.ClickException.exit_code
    assert "There is no database of identity" in told.output
    assert not empty.exists()


def test_a_database_that_is_away_keeps_nobody_from_seeing_the_others(
    host: Host, run: Run, settings: Settings
) -> None:
    event_id = park(host)
    host.tools["identity"].db.close()
    (settings.data_dir / "identity.sqlite3").unlink()
    told = run()

    assert told.exit_code == 1
    assert "identity: There is no database of identity" in told.output
    assert event_id in told.output


def test_a_database_that_does_not_answer_is_said_in_a_line(run: Run) -> None:
    nobody = "postgresql://somebody:secret@127.0.0.1:9/{service}"
    there = {"MISSIONSCOACH_DATABASE_URL": nobody}
    told = CliRunner(env=there).invoke(main, ["events"])

    assert told.exit_code == 1
    assert "The database of identity does not answer" in told.output
    assert "secret" not in told.output
    assert "Traceback" not in told.output


@pytest.mark.parametrize("clock", [Clock()])
def test_decisions_reach_a_house_that_runs(host: Host, run: Run) -> None:
    host.start()
    event_id, lost = park(host), register(host)
    run("replay", "--all")
    wait_for(lambda: known(host, event_id) and known(host, lost))
    wait_for(lambda: not waiting(host))
    with host.tools["partners"].db.write() as db:
        db.execute(inbox.delete())
    run("resend", lost)

    wait_for(lambda: known(host, lost))


def known(host: Host, event_id: str) -> bool:
    with host.tools["partners"].db.read() as db:
        ended = select(inbox.c.event_id).where(inbox.c.state.in_(("done", "skipped")))
        return event_id in {str(each) for each in db.scalars(ended)}


def waiting(host: Host) -> int:
    with host.tools["congregations"].db.read() as db:
        return backlog(db).waiting


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not what():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.05)
