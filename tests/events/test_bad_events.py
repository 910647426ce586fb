"""Whatever lies in a queue: it is parked with a reason, once, and its neighbours are handled."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.contracts.congregations import CongregationRegistered
from shared.contracts.congregations.courses import EnrolmentsChanged
from shared.contracts.scheduling import SessionMoved
from shared.events.reading import KEPT, Delivery, opened
from tests.events.bad_events import GOOD, TAKEN, Bad, cases, saying
from tests.events.receiving import come, note

CASES = cases()
HANDLED = (CongregationRegistered, EnrolmentsChanged, SessionMoved)
FIRST = saying(id=str(TAKEN), more="who had the id before")


def delivered(bad: Bad, *, again: bool = False) -> Delivery:
    return Delivery(bad.body, redelivered=again, content_type=bad.media)


@pytest.fixture
def good(receiver):
    """Makes good neighbours, each another one."""

    def make():
        return come(receiver.sealed())[0]

    return make


@pytest.mark.parametrize("again", [False, True], ids=["new", "redelivered"])
@pytest.mark.parametrize("bad", CASES, ids=lambda bad: bad.name)
def test_what_is_no_event_for_us_is_parked_once_and_harms_no_neighbour(receiver, good, bad, again):
    inbox = receiver.inbox(note, HANDLED)
    one = delivered(bad, again=again)

    inbox.receive_all(come(FIRST))
    inbox.receive_all([good(), one, good()])
    inbox.receive_all([good(), one, one, good(), one])
    inbox.receive_all([delivered(bad), delivered(bad, again=True), good()])

    assert len(receiver.effects()) == 6
    assert receiver.states().count("done") == 6
    parked = [row for row in receiver.rows() if row.state != "done"]
    assert [row.state for row in parked] == ["parked"]
    assert bad.reason in parked[0].reason
    assert parked[0].body == bad.body[:KEPT]
    assert receiver.wait(inbox, days=9) == 0


@pytest.mark.parametrize("again", [False, True], ids=["new", "redelivered"])
def test_all_of_it_at_once_leaves_one_row_each(receiver, good, again):
    inbox = receiver.inbox(note, HANDLED)
    batch = [
        each for bad in CASES for each in (delivered(bad, again=again), good(), delivered(bad))
    ]

    inbox.receive_all(come(FIRST))
    inbox.receive_all(batch)
    inbox.receive_all([replace(each, redelivered=not again) for each in batch])

    assert len(receiver.effects()) == receiver.states().count("done") == len(CASES) + 1
    parked = {bytes(row.body): row for row in receiver.rows() if row.state != "done"}
    assert {row.state for row in parked.values()} == {"parked"}
    assert len(receiver.rows()) == len(CASES) * 2 + 1
    for bad in CASES:
        assert bad.reason in parked[bad.body[:KEPT]].reason


def test_the_cases_are_what_they_say_and_a_good_event_is_none():
    table = dict.fromkeys(HANDLED, note)

    assert opened(come(json.dumps(GOOD).encode())[0], table).fault is None
    assert len({bad.name for bad in CASES}) == len(CASES) > 100


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
SPOILED = st.dictionaries(st.sampled_from([*GOOD, "traceparent", "dataschema"]), ANYTHING)


@given(spoiled=SPOILED, data=st.dictionaries(st.sampled_from([*GOOD["data"]]), ANYTHING))
@settings(max_examples=80, deadline=None, derandomize=True)
def test_reading_never_raises_whatever_an_event_says(spoiled, data):
    said = {**GOOD, "data": {**GOOD["data"], **data}, **spoiled}

    read = opened(Delivery(json.dumps(said).encode()), dict.fromkeys(HANDLED, note))

    assert read.fault or (read.event and read.envelope.source == GOOD["source"])


@given(body=st.binary(max_size=300), place=st.integers(0, 300))
@settings(max_examples=80, deadline=None, derandomize=True)
def test_reading_never_raises_whatever_the_bytes_are(body, place):
    good = json.dumps(GOOD).encode()

    for spoiled in (body, good[:place] + body + good[place + len(body) :]):
        read = opened(Delivery(spoiled), dict.fromkeys(HANDLED, note))
        assert read.fault or read.event
