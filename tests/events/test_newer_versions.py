"""An older installation beside a newer one: more is ignored, what is new is kept for later."""

import json

import pytest
from sqlalchemy import insert

from shared.clock import new_id
from shared.contracts import EVENTS
from shared.contracts.congregations import CongregationRegistered
from shared.events.local import LocalBus
from shared.events.tables import outbox
from tests.events.deciding import replay
from tests.events.receiving import come, note

TYPE = CongregationRegistered.type_name()
NEWER = TYPE.replace(".v1", ".v2")


def newer_minor(body):
    told = json.loads(body)
    told["dataschema"] = told["dataschema"].replace("/1.0", "/1.9")
    told["correlationid"] = "17"
    told["data"] |= {"since": "2026-11-23", "parts": [{"share": 0.5}], "note": None}
    return json.dumps(told).encode()


def newer_major(body):
    told = json.loads(body)
    told |= {"type": NEWER, "data": {"congregation": told["data"]["congregation_id"]}}
    return json.dumps(told).encode()


@pytest.mark.parametrize("again", [False, True])
def test_a_newer_minor_version_is_read(receiver, again):
    congregation = new_id()

    receiver.inbox().receive_all(
        come(newer_minor(receiver.sealed(congregation)), receiver.sealed(), again=again)
    )

    assert str(congregation) in receiver.effects()
    assert receiver.states() == ["done", "done"]


@pytest.mark.parametrize("again", [False, True])
def test_a_newer_major_version_is_parked_and_its_neighbours_are_not(receiver, again):
    strange = newer_major(receiver.sealed())

    receiver.inbox().receive_all(
        come(receiver.sealed(), strange, receiver.sealed(), strange, again=again)
    )

    assert len(receiver.effects()) == 2
    parked = [row for row in receiver.rows() if row.state == "parked"]
    assert [(row.type, row.reason) for row in parked] == [(NEWER, f"unknown type {NEWER}")]
    assert parked[0].body == strange


def test_a_newer_major_version_is_handled_once_its_contract_is_there(receiver, monkeypatch):
    congregation = new_id()
    strange = receiver.sealed(congregation).replace(TYPE.encode(), NEWER.encode())
    inbox = receiver.inbox()
    inbox.receive_all(come(strange))

    monkeypatch.setitem(EVENTS, NEWER, CongregationRegistered)
    with receiver.db.write() as db:
        assert replay(db, receiver.rows()[0].event_id, at=receiver.clock.now())

    assert receiver.wait(inbox) == 1
    assert receiver.effects() == [str(congregation)]


def test_in_one_process_a_newer_major_version_is_parked_and_not_passed_over(receiver, sender):
    sender.record(new_id())
    told(sender, newer_major(receiver.sealed()), NEWER)
    told(sender, receiver.sealed(), "org.missionscoach.congregations.track.changed.v2")
    sender.record(new_id())

    bus = LocalBus(receiver.inbox(note), {"congregations": sender.db})
    while bus.deliver():
        pass

    assert len(receiver.effects()) == 2
    assert sorted(receiver.states()) == ["done", "done", "parked"]


def told(sender, body, type_name):
    with sender.db.write() as db:
        subject = json.loads(body)["subject"]
        values = {"subject": subject, "subjectseq": 1, "bucket": 0, "body": body}
        db.execute(
            insert(outbox).values(
                event_id=new_id(), type=type_name, recorded_at=sender.clock.now(), **values
            )
        )


@pytest.mark.parametrize(
    ("type_name", "wanted"),
    [
        (TYPE, True),
        (NEWER, True),
        (TYPE.replace(".v1", ".v17"), True),
        (TYPE.replace("registered", "profiled"), False),
        (TYPE.replace("registered", "registered-again"), False),
        ("", False),
        ("registered.v1", False),
    ],
)
def test_a_service_wants_every_version_of_what_it_handles_and_nothing_else(
    receiver, type_name, wanted
):
    assert receiver.inbox().wants(type_name) is wanted
