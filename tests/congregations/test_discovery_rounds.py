"""Rounds of questions as actions: opening, answering, closing."""

import pytest

from services.congregations.actions import discovery
from services.congregations.actions.discovery import Answers
from services.congregations.instruments import newest
from services.congregations.queries import discovery as queries
from shared.actor import service
from shared.errors import Conflict

LEVELS = {item.code: 2 for area in newest().areas for item in area.items}


class Rounds:
    """The rounds of one congregation, without the web in between."""

    def __init__(self, church):
        self.church = church
        self.db = church.host.tools["congregations"].db
        self.coach = church.coach.actor

    @property
    def now(self):
        return self.church.host.clock.now()

    def open(self, moment="t0"):
        with self.db.write() as db:
            opened = discovery.open_round(
                db, service("test"), self.church.id, moment=moment, at=self.now
            )
            return opened.id

    def answer(self, round_id, role, *levels):
        with self.db.write() as db:
            made = discovery.make_links(
                db, self.coach, round_id, role=role, count=max(1, len(levels))
            )
        for one, level in zip(made, levels, strict=True):
            given = dict.fromkeys(LEVELS, level)
            with self.db.write() as db:
                discovery.answer_once(db, one.token, Answers(levels=given))

    def close(self, round_id, **more):
        with self.db.write() as db:
            discovery.close_round(db, self.coach, round_id, at=self.now, **more)

    def results(self, round_id):
        with self.db.read() as db:
            return queries.results(db, round_id)


@pytest.fixture
def rounds(church):
    return Rounds(church)


def test_a_closed_round_tells_the_median_and_the_spread_of_each_area(rounds):
    begun = rounds.open()
    rounds.answer(begun, "council", 1, 2, 2, 3, 4)
    rounds.answer(begun, "members", 3, 4, 4, 5, 5)
    rounds.close(begun)

    found = rounds.results(begun)

    assert found.answers == 10
    assert [group.roles for group in found.groups] == [("council",), ("members",)]
    first = found.areas[0]
    assert (first.low, first.median, first.high) == (2.2, 3.5, 4.0)
    assert first.by_group == (2.0, 4.0)


def test_a_later_round_asks_what_the_first_one_asked(rounds):
    begun = rounds.open()
    rounds.answer(begun, "members", 1, 2, 2, 3, 4)
    rounds.close(begun)
    rounds.open("m6")

    with rounds.db.read() as db:
        first, later = queries.rounds(db, rounds.church.id)

    assert (later.instrument, later.questions) == (first.instrument, first.questions)
    assert later.comparable


def test_there_is_no_outcome_before_the_closing(rounds):
    begun = rounds.open()
    rounds.answer(begun, "members", 1, 2, 2, 3, 4)

    with pytest.raises(Conflict):
        rounds.results(begun)
