"""Somebody who wants to know how one person answered the survey learns nothing."""

import json
import sqlite3
import threading
from typing import Any

import pytest

from services.congregations.actions.support import slips
from tests.congregations.conftest import Church
from tests.congregations.test_support import QUESTION, Support


@pytest.fixture
def support(church: Church) -> Support:
    return Support(church)


def tables(support: Support) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the service, as whoever holds the disk reads them."""
    path = support.church.host.tools["congregations"].db.engine.url.database
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as held:
        names = [
            row[0] for row in held.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {name: held.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def test_a_token_works_once(support: Support) -> None:
    measure = support.opened("survey", ("De gemeente", 20))
    (token,) = support.slips(measure, 0, 1)
    first = support.hand_in(token, 5)
    again = support.hand_in(token, 1)

    assert (first.status_code, again.status_code) == (204, 409)
    assert again.get_json()["detail"] == "This slip was used already."
    assert support.seen()["measures"][0]["answers"] == 1


def test_of_two_posts_at_once_one_counts(support: Support) -> None:
    measure = support.opened("survey", ("De gemeente", 20))
    (token,) = support.slips(measure, 0, 1)
    found: list[int] = []
    racers = [
        threading.Thread(target=lambda: found.append(support.hand_in(token, 5).status_code))
        for _ in range(6)
    ]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert sorted(found) == [204, 409, 409, 409, 409, 409]
    assert support.seen()["measures"][0]["answers"] == 1


def test_a_token_is_128_bits_of_chance_of_which_the_hash_is_kept(support: Support) -> None:
    measure = support.opened("survey", ("De gemeente", 400))
    tokens = support.slips(measure, 0, 400)
    kept = json.dumps(tables(support), default=str)

    assert len(set(tokens)) == 400
    assert {len(token) for token in tokens} == {26}
    assert all(len({token[place] for token in tokens}) >= 4 for place in range(26))
    assert not [token for token in tokens if token in kept]
    assert slips.digest(tokens[0]) in kept


def test_a_guess_finds_nothing_and_looks_like_a_slip_of_a_closed_survey(support: Support) -> None:
    measure = support.opened("survey", ("De gemeente", 20))
    (token,) = support.slips(measure, 0, 1)
    guess = support.hand_in(slips.fresh(), 5)
    short = support.hand_in(token[:-1], 5)
    support.close(measure)
    late = support.hand_in(token, 5)
    check = support.church.call(None, "POST", "/support/slips/check", {"token": token})

    assert [one.status_code for one in (guess, short, late, check)] == [404] * 4
    assert len({one.get_json()["detail"] for one in (guess, short, late, check)}) == 1


def test_a_slip_before_the_opening_does_not_count(support: Support) -> None:
    measure = support.prepare("survey", ("De gemeente", 20))
    (token,) = support.slips(measure, 0, 1)

    assert support.hand_in(token, 5).status_code == 409
    support.threshold(measure)
    support.do("POST", f"/support/{measure['id']}/opening")
    assert support.hand_in(token, 5).status_code == 204


def test_a_token_may_be_typed_from_paper_as_it_is_read(support: Support) -> None:
    measure = support.opened("survey", ("De gemeente", 20))
    (token,) = support.slips(measure, 0, 1)
    typed = f" {token[:5].upper()}-{token[5:10]} {token[10:]} "

    assert support.hand_in(typed, 5).status_code == 204


@pytest.mark.parametrize(
    "slip",
    [
        {"answers": []},
        {"answers": [6]},
        {"answers": [0]},
        {"answers": [5, 5]},
        {"answers": ["5"]},
        {"answers": [5], "objection": "x" * 1001},
        {"answers": [5], "who": "me"},
    ],
)
def test_a_slip_that_cannot_be_is_refused_and_can_still_be_used(
    support: Support, slip: dict[str, Any]
) -> None:
    measure = support.opened("survey", ("De gemeente", 20))
    (token,) = support.slips(measure, 0, 1)
    answer = support.church.call(None, "POST", "/support/slips", {"token": token} | slip)

    assert answer.status_code == 422
    assert support.hand_in(token, 5).status_code == 204


def test_nothing_that_is_kept_links_an_answer_to_a_slip_or_to_a_moment(support: Support) -> None:
    measure = support.opened("survey", ("De gemeente", 20))
    tokens = support.slips(measure, 0, 6)
    before = tables(support)
    for number, token in enumerate(tokens):
        support.hand_in(token, 1 + number % 5, objection=f"Bezwaar {number}")
    after = tables(support)
    changed = {name for name in after if after[name] != before[name]}
    (tally,) = after["support_tally"]

    assert changed == {"support_token", "support_tally", "support_box"}
    assert tally[2:] == (2, 1, 1, 1, 1)
    assert [row[3] for row in after["support_token"]] == [1] * 6
    assert [row[0] for row in after["support_token"]] == sorted(map(slips.digest, tokens))


def test_the_box_is_shuffled(support: Support) -> None:
    measure = support.opened("survey", ("De gemeente", 40))
    for number, token in enumerate(support.slips(measure, 0, 30)):
        support.hand_in(token, 3, objection=f"{number:02}")
    ((_id, texts),) = tables(support)["support_box"]
    order = [one["text"] for one in json.loads(texts)]
    support.close(measure)
    told = [one["text"] for one in support.seen()["measures"][0]["objections"]]
    kept = tables(support)

    assert sorted(order) == sorted(told) == [f"{number:02}" for number in range(30)]
    assert order != sorted(order)
    assert told != sorted(told)
    assert kept["support_box"] == kept["support_token"] == []


def test_a_group_under_five_is_hidden_together_with_the_next(support: Support) -> None:
    measure = support.opened("survey", ("Ouderen", 30), ("Gezinnen", 20), ("Oudsten", 4))
    support.answer(measure, 0, *[5] * 20, *[1] * 8)
    support.answer(measure, 1, *[4] * 9, *[2] * 7)
    support.answer(measure, 2, 1, 5, 5)
    support.close(measure)
    result = support.result()
    asked = result["asked"][0]
    shown = [(one["names"], one["counts"]) for one in asked["groups"]]

    # Oudsten and Gezinnen together would tell Gezinnen to within three; all are one
    assert shown == [(["Ouderen", "Gezinnen", "Oudsten"], [16, 31])]
    assert asked["total"]["counts"] == [16, 31]
    assert result["missing"] == [{"name": "Oudsten", "why": "few"}]


def test_total_minus_groups_tells_of_no_small_group(support: Support) -> None:
    measure = support.opened("survey", ("A", 40), ("B", 30), ("C", 9), ("D", 8))
    support.answer(measure, 0, *[5] * 25, *[1] * 10)
    support.answer(measure, 1, *[4] * 15, *[2] * 9)
    support.answer(measure, 2, *[5] * 4, *[1] * 4)
    support.answer(measure, 3, *[5] * 6, 1)
    support.close(measure)
    asked = support.result()["asked"][0]
    shown = {tuple(one["names"]): one["counts"] for one in asked["groups"]}

    assert shown == {("A",): [10, 25], ("B",): [9, 15], ("C", "D"): [5, 10]}


def test_before_and_after_one_more_answer_there_is_nothing_to_compare(support: Support) -> None:
    measure = support.opened("survey", ("De gemeente", 40))
    support.answer(measure, 0, *[5] * 20, *[1] * 10)
    before = support.seen()["measures"][0]
    support.answer(measure, 0, 1)
    after = support.seen()["measures"][0]

    assert (before.pop("answers"), after.pop("answers")) == (30, 31)
    before.pop("slips")
    after.pop("slips")
    assert before == after


def test_asking_the_same_people_twice_does_not_tell_what_the_newcomer_said(
    support: Support,
) -> None:
    for newcomer in ((), (1,)):
        measure = support.opened("survey", ("De gemeente", 40))
        support.answer(measure, 0, *[5] * 20, *[1] * 10, *newcomer)
        support.close(measure)
    second, first = (one["result"]["asked"][0] for one in support.seen()["measures"])

    assert first["total"]["counts"] == [10, 20]
    assert second["total"]["counts"] is None
    assert second["groups"] == second["spread"] == []
    # he may have been in favour or not: either way it would look like this
    assert second["total"]["low"] * 31 <= 17
    assert second["total"]["high"] * 31 >= 24


def test_another_name_for_group_or_question_does_not_help(support: Support) -> None:
    group = support.group("Jeugd", size=40)
    for name, question in (("Jeugd", QUESTION), ("Jongeren", {"nl": "Doen?", "en": "Do?"})):
        support.do("PATCH", f"/support/groups/{group}", {"name": name})
        body = {
            "kind": "survey",
            "groups": [{"group_id": group}],
            "questions": [question],
        }
        measure = support.do("POST", f"/journeys/{support.journey}/support/measures", body)
        support.threshold(measure)
        support.do("POST", f"/support/{measure['id']}/opening")
        support.answer(measure, 0, *[5] * 20, *[1] * (10 + (name == "Jongeren")))
        support.close(measure)

    assert support.seen()["measures"][0]["result"]["asked"][0]["total"]["counts"] is None


def test_a_group_gets_no_more_slips_than_people(support: Support) -> None:
    measure = support.opened("survey", ("De gemeente", 20))
    lost = support.slips(measure, 0, 18)
    support.hand_in(lost[0], 5)
    path = f"/support/{measure['id']}/slips"
    wish = {"group_id": measure["groups"][0]["id"], "number": 3}
    stuffed = support.refused("POST", path, wish)
    fresh = support.do("POST", path, wish | {"anew": True, "number": 19})["tokens"]

    assert stuffed.status_code == 409
    assert len(fresh) == 19
    assert support.hand_in(lost[1], 5).status_code == 404
    assert support.hand_in(fresh[0], 5).status_code == 204


def test_the_slip_tells_whose_survey_it_is_and_no_more(support: Support) -> None:
    measure = support.opened("survey", ("De gemeente", 20))
    (token,) = support.slips(measure, 0, 1)
    told = support.church.call(None, "POST", "/support/slips/check", {"token": token}).get_json()

    assert told == {"congregation_name": "De Brug", "questions": [QUESTION], "state": "open"}
