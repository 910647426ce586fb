"""The index a process keeps: fresh at each request, and never more than the database says."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from services.partners import policy
from services.partners.matching import Policy, rank
from services.partners.queries import facets
from services.partners.queries.kept import Kept, Places

ALL = Places(ranked=10, partners=3, excluded=10)


@pytest.fixture
def ask(network):
    def beginning(kept):
        tools = network.host.tools["partners"]
        now = tools.clock.now()
        with tools.db.read() as db:
            known = facets.of_congregation(db, network.congregation_id, on=policy.today(now))
            return kept.beginning(db, network.coach.actor, known, ALL, at=now)

    return beginning


def ids(found):
    return [each.offering_id for each in found]


def written(network, sentence, **values):
    with network.host.tools["partners"].db.write() as db:
        db.execute(text(sentence), values)


def test_what_is_kept_says_what_ranking_all_says(network, ask):
    for number in range(12):
        network.offering(ref=str(number), capacity=1 + number, cost_band="over_2500")
        network.offering(ref=f"x{number}", capacity=1 + number)
    network.introduced(network.offering(ref="full", capacity=1))
    tools = network.host.tools["partners"]
    now = tools.clock.now()
    with tools.db.read() as db:
        known = facets.of_congregation(db, network.congregation_id, on=policy.today(now))
        whole = rank(known, facets.of_open_offerings(db, at=now), policy=Policy())

    found = ask(Kept())

    assert found.ranked == whole.ranked[:10]
    assert found.partners() == whole.partners()
    assert found.excluded == whole.excluded[:10]
    assert (found.ranked_count, found.excluded_count) == (len(whole.ranked), len(whole.excluded))


def test_each_process_sees_what_was_registered_changed_and_withdrawn_elsewhere(network, ask):
    kept = (Kept(), Kept())
    gone, changed = network.offering(ref="1"), network.offering(ref="2")
    before = [ids(ask(each).ranked) for each in kept]
    network.call(network.staff, f"POST /offerings/{gone}/states", {"to": "withdrawn"})
    content = {"cost_band": "over_2500", "version": 1}
    answer = network.call(network.staff, f"PATCH /offerings/{changed}", content)
    assert answer.status_code == 200, answer.json
    new = network.offering(ref="3")

    after = [ask(each) for each in kept]

    assert [sorted(each) for each in before] == [sorted((gone, changed))] * 2
    assert [ids(each.ranked) for each in after] == [[new]] * 2
    assert [ids(each.excluded) for each in after] == [[changed]] * 2


def test_a_place_that_was_taken_and_given_back_is_known_at_the_next_request(network, ask):
    kept = Kept()
    offering = network.offering(capacity=1)
    first = ask(kept)
    match = network.introduced(offering)
    full = ask(kept)
    ended = network.call(network.leader, f"POST /matches/{match}/states", {"to": "ended"})
    assert ended.status_code == 201

    again = ask(kept)

    assert ids(first.ranked) == ids(full.excluded) == ids(again.ranked) == [offering]
    assert first.ranked[0].exposure == 0
    assert again.ranked[0].exposure == 1000


def test_introductions_of_long_ago_no_longer_count_without_any_change(network, ask):
    kept = Kept()
    network.introduced(network.offering(capacity=2))
    recent = ask(kept).ranked[0].exposure
    network.host.clock.advance(timedelta(days=91))

    assert (recent, ask(kept).ranked[0].exposure) == (500, 0)


def test_what_was_withdrawn_past_the_index_is_not_shown_and_the_next_moves_up(network, ask):
    kept = Kept()
    for number in range(14):
        network.offering(ref=str(number))
    before = ids(ask(kept).ranked)
    row = UUID(before[0]).hex
    written(network, "UPDATE offering SET state = 'withdrawn' WHERE id = :row", row=row)

    after = ask(kept)

    assert ids(after.ranked)[:9] == before[1:]
    assert len(after.ranked) == 10
    assert after.ranked_count == 13


def test_each_change_of_a_row_has_a_number_above_those_before(network):
    def revisions():
        with network.host.tools["partners"].db.read() as db:
            return list(db.scalars(text("SELECT revision FROM offering ORDER BY id")))

    one = network.offering(ref="1", capacity=3)
    network.offering(ref="2")
    first = revisions()
    network.introduced(one)

    assert first == [1, 2]
    assert revisions() == [3, 2]
