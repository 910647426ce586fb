import threading

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from services.partners.model import Match, Offering, Place
from tests import askers


def race(calls):
    """Run all calls at the same moment and return what they answered."""
    start = threading.Barrier(len(calls))
    answers = []

    def run(call):
        start.wait()
        answers.append(call())

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_of_three_that_say_yes_at_once_two_get_the_two_places(network):
    offering = network.offering(capacity=2)
    asked = []
    for _ in range(3):
        congregation, leader = network.congregation()
        match = network.proposed(offering, congregation)
        network.yes(leader, match)
        asked.append(match)

    answers = race([lambda match=match: network.yes(network.staff, match) for match in asked])

    assert sorted(answer.status_code for answer in answers) == [201, 201, 409]
    with network.host.tools["partners"].db.read() as db:
        assert db.execute(select(Offering.taken, Offering.state)).one() == (2, "full")
        assert db.scalar(select(func.count()).select_from(Place)) == 2


def test_of_five_proposals_at_once_three_stand(network):
    offerings = [network.offering(ref=str(number)) for number in range(5)]
    wish = {
        "congregation_id": str(network.congregation_id),
        "override_reason": "De gemeente vroeg naar alle vijf.",
    }

    answers = race(
        [
            lambda offering=offering: network.call(
                network.coach, "POST /matches", {**wish, "offering_id": offering}
            )
            for offering in offerings
        ]
    )

    assert sorted(answer.status_code for answer in answers) == [201, 201, 201, 409, 409]
    with network.host.tools["partners"].db.read() as db:
        assert db.scalar(select(func.count()).select_from(Match)) == 3


def test_the_same_sync_sent_twice_at_once_makes_one_offering(network):
    key = askers.key(network.host, network.agency_id, ["offerings:write"])
    content = {"title_nl": "Week", "kind": "visit"}

    def put():
        return network.call(key, "PUT /offerings/by-ref/A1", content)

    answers = race([put] * 4)

    assert sorted(answer.json["created"] for answer in answers) == [False, False, False, True]


def test_the_database_itself_refuses_a_place_too_many(network):
    network.offering(capacity=2)

    with pytest.raises(IntegrityError), network.host.tools["partners"].db.write() as db:
        db.execute(text("UPDATE offering SET taken = 3"))
