"""Holding a workshop: cards during the evening, the report at once, put right later."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from services.congregations import boards
from shared.clock import new_id
from shared.contracts.scheduling import SessionPlanned
from tests.congregations.conftest import Church

KEY = "formulier-0001"


def start(church: Church, **other: Any) -> Any:
    wish = {"kind": "discover_workshop", "held_on": "2026-11-20", "title": "Waar staan we?"}
    return church.ok(church.coach, "POST", f"{church.path}/workshops", wish | other)


def read(church: Church, workshop_id: str, who: Any = None) -> Any:
    return church.ok(who or church.coach, "GET", f"/workshops/{workshop_id}")


def add(church: Church, workshop_id: str, *texts: str, board: str = "strength", **more: Any) -> Any:
    cards = [{"board": board, "text": text} for text in texts]
    form = {"key": more.pop("key", KEY), "cards": cards, **more}
    return church.ok(church.coach, "POST", f"/workshops/{workshop_id}/cards", form)


def texts(workshop: Any, board: str = "strength") -> list[str]:
    (found,) = [one for one in workshop["boards"] if one["code"] == board]
    return [card["text"] for card in found["cards"]]


def ids(workshop: Any, board: str = "strength") -> list[str]:
    (found,) = [one for one in workshop["boards"] if one["code"] == board]
    return [card["id"] for card in found["cards"]]


def publish(church: Church, workshop_id: str, **body: Any) -> Any:
    return church.ok(church.coach, "POST", f"/workshops/{workshop_id}/publication", body)


def test_every_kind_of_session_has_boards_that_end_with_next_steps() -> None:
    for kind in ("discover_workshop", "kairos_lesson", "apk", "other", "conversation"):
        assert [board.code for board in boards.boards_of(kind)][-1] == "next"


def test_a_method_that_names_a_board_it_does_not_have_is_refused() -> None:
    content = '[boards.a]\ntitle_nl="A"\ntitle_en="A"\nask_nl="A?"\nask_en="A?"\n[kinds]\n'

    assert list(boards.read(content + 'apk = ["a"]')) == ["apk"]
    with pytest.raises(ValueError, match="not there"):
        boards.read(content + 'apk = ["b"]')
    with pytest.raises(ValueError, match="no kind"):
        boards.read(content + 'fair = ["a"]')


def test_a_workshop_is_begun_from_a_planned_session_once(church: Church) -> None:
    church.open()
    step = church.track("discover")["steps"][0]
    session_id = new_id()
    planned = SessionPlanned(
        session_id=session_id,
        congregation_id=church.id,
        kind="discover_workshop",
        start=church.host.clock.now() - timedelta(hours=3),
        label=1,
        revision=1,
        step_id=step["id"],
        announced=False,
        participants=(),
    )
    church.hear(planned)
    offered = church.ok(church.coach, "GET", f"{church.path}/workshops")["planned"]
    wish = {"session_id": str(session_id)}
    path = f"{church.path}/workshops"
    made = [church.ok(church.coach, "POST", path, wish) for _ in range(2)]
    listed = church.ok(church.leader, "GET", path)

    assert [one["session_id"] for one in offered] == [str(session_id)]
    assert made[0]["id"] == made[1]["id"]
    assert (made[0]["title"], made[0]["held_on"]) == (step["title_nl"], "2026-11-23")
    assert made[0]["track_id"] == church.track("discover")["id"]
    assert (len(listed["items"]), listed["planned"]) == (1, [])


def test_a_workshop_is_begun_from_a_step_or_freely(church: Church) -> None:
    church.open()
    step = church.track("mobilisation")["steps"][0]
    of_step = start(church, step_id=step["id"], title=None, kind=None, language="en")
    free = church.ok(church.working_group, "POST", f"{church.path}/workshops", {})

    assert (of_step["title"], of_step["kind"]) == (step["title_en"], step["kind"])
    assert of_step["boards"][0]["code"] == "gap"
    assert (free["kind"], free["held_on"], free["title"]) == ("other", "2026-11-23", "Iets anders")


def test_others_steps_and_sessions_are_refused(church: Church) -> None:
    for field in ("session_id", "step_id", "track_id"):
        wish = {field: str(new_id())}
        answer = church.call(church.coach, "POST", f"{church.path}/workshops", wish)

        assert answer.status_code == 422
        assert list(answer.get_json()["fields"]) == [field]


def test_every_line_becomes_a_card_and_sending_it_twice_adds_nothing(church: Church) -> None:
    workshop = start(church)
    add(church, workshop["id"], "Warm onthaal", "Trouwe bidders")
    again = add(church, workshop["id"], "Warm onthaal", "Trouwe bidders")
    more = add(church, workshop["id"], "Goede diaconie", key="formulier-0002")

    assert texts(again) == ["Warm onthaal", "Trouwe bidders"]
    assert texts(more) == ["Warm onthaal", "Trouwe bidders", "Goede diaconie"]


def at_once(church: Church, path: str, bodies: list[Any]) -> list[int]:
    """Send these bodies at the same time; return the codes of the answers, sorted."""
    with ThreadPoolExecutor(len(bodies)) as pool:
        sent = [pool.submit(church.call, church.coach, "POST", path, one) for one in bodies]
        return sorted(one.result().status_code for one in sent)


def test_the_same_form_sent_twice_at_once_makes_its_cards_once(church: Church) -> None:
    workshop = start(church)
    form = {"key": KEY, "cards": [{"board": "strength", "text": "Warm onthaal"}]}
    codes = at_once(church, f"/workshops/{workshop['id']}/cards", [form] * 4)

    assert codes == [201] * 4
    assert texts(read(church, workshop["id"])["workshop"]) == ["Warm onthaal"]


def test_of_two_who_publish_at_once_one_is_told(church: Church) -> None:
    workshop = start(church)
    add(church, workshop["id"], "Warm onthaal")
    codes = at_once(church, f"/workshops/{workshop['id']}/publication", [{}, {}])

    assert codes == [200, 409]
    assert church.events().count("workshop.reported.v1") == 1


def test_a_volunteer_enters_a_whole_workshop_from_paper_at_once(church: Church) -> None:
    workshop = start(church)
    cards = [
        {"board": "strength", "text": "Warm onthaal", "votes": 7},
        {"board": "next", "text": "Werkgroep vormen"},
    ]
    facts = {"attendance": [{"role": "ouderling", "people": 3}], "agreed": "In maart verder."}
    form = {"key": KEY, "cards": cards, "facts": facts}
    path = f"/workshops/{workshop['id']}/cards"
    done = church.ok(church.working_group, "POST", path, form)

    assert texts(done) == ["Warm onthaal"]
    assert done["boards"][0]["cards"][0]["votes"] == 7
    assert (done["attendance"], done["agreed"]) == (facts["attendance"], "In maart verder.")


def test_cards_carry_no_author(church: Church) -> None:
    workshop = start(church)
    done = add(church, workshop["id"], "Warm onthaal")

    card = done["boards"][0]["cards"][0]
    assert set(card) == {"id", "board", "text", "theme", "votes", "position"}


def test_cards_are_changed_counted_and_taken_away(church: Church) -> None:
    workshop = start(church)
    first, second, third = ids(add(church, workshop["id"], "een", "twee", "drie"))
    changes = [
        {"id": first, "text": "Eén", "votes": 5, "theme": "Samen"},
        {"id": second, "board": "improve"},
    ]
    path = f"/workshops/{workshop['id']}/cards"
    done = church.ok(church.leader, "PATCH", path, {"cards": changes, "drop": [third]})
    gone = church.call(church.leader, "PATCH", path, {"drop": [third]})

    assert (texts(done), texts(done, "improve")) == (["Eén"], ["twee"])
    assert done["boards"][0]["cards"][0]["votes"] == 5
    assert gone.status_code == 404


def test_cards_laid_together_add_up_their_votes(church: Church) -> None:
    workshop = start(church)
    mine = ids(add(church, workshop["id"], "jongeren", "Jeugd", "muziek"))
    path = f"/workshops/{workshop['id']}"
    votes = [{"id": mine[0], "votes": 3}, {"id": mine[1], "votes": 4}]
    church.ok(church.coach, "PATCH", f"{path}/cards", {"cards": votes})
    done = church.ok(church.coach, "POST", f"{path}/merges", {"cards": mine[:2]})

    assert texts(done) == ["jongeren / Jeugd", "muziek"]
    assert done["boards"][0]["cards"][0]["votes"] == 7


def test_cards_of_different_boards_are_not_laid_together(church: Church) -> None:
    workshop = start(church)
    one = ids(add(church, workshop["id"], "een"))
    two = ids(add(church, workshop["id"], "twee", board="improve", key=f"{KEY}b"), "improve")
    path = f"/workshops/{workshop['id']}/merges"

    assert church.call(church.coach, "POST", path, {"cards": one + two}).status_code == 422
    assert church.call(church.coach, "POST", path, {"cards": one + one}).status_code == 422


@pytest.mark.parametrize(
    "form",
    [
        {"key": KEY, "cards": [{"board": "strength", "text": "x" * 301}]},
        {"key": KEY, "cards": [{"board": "strength", "text": "een\ntwee"}]},
        {"key": KEY, "cards": [{"board": "geen", "text": "x"}]},
        {"key": KEY, "cards": [{"board": "strength", "text": " "}]},
        {"key": KEY, "cards": [{"board": "strength", "text": "x", "votes": -1}]},
        {"key": KEY, "cards": [{"board": "strength", "text": "x"}] * 401},
        {"key": KEY, "facts": {"attendance": [{"role": "a", "people": -3}]}},
        {"key": "a b", "cards": []},
        {"cards": []},
    ],
)
def test_cards_that_cannot_be_are_refused_whole(church: Church, form: Any) -> None:
    workshop = start(church)
    answer = church.call(church.coach, "POST", f"/workshops/{workshop['id']}/cards", form)

    assert answer.status_code == 422, answer.text
    assert texts(read(church, workshop["id"])["workshop"]) == []


def test_a_text_of_a_megabyte_is_refused(church: Church) -> None:
    workshop = start(church)
    form = {"key": KEY, "cards": [{"board": "strength", "text": "x" * 1_000_000}]}
    answer = church.call(church.coach, "POST", f"/workshops/{workshop['id']}/cards", form)

    assert answer.status_code in (413, 422)
    assert texts(read(church, workshop["id"])["workshop"]) == []


def test_a_workshop_holds_no_more_cards_than_anybody_reads(church: Church) -> None:
    workshop = start(church)
    for number in range(4):
        add(church, workshop["id"], *(["kaart"] * 100), key=f"formulier-{number:04}")
    cards = [{"board": "next", "text": "te veel"}]
    path = f"/workshops/{workshop['id']}/cards"
    answer = church.call(church.coach, "POST", path, {"key": "formulier-x1", "cards": cards})

    assert answer.status_code == 409


@pytest.mark.parametrize("held_on", ["2026-02-30", "2030-01-01", "1800-01-01", "gisteren"])
def test_a_workshop_on_an_impossible_day_is_refused(church: Church, held_on: str) -> None:
    answer = church.call(church.coach, "POST", f"{church.path}/workshops", {"held_on": held_on})

    assert answer.status_code == 422
    assert list(answer.get_json()["fields"]) == ["held_on"]


def test_the_report_is_there_right_after_publishing(church: Church) -> None:
    workshop = start(church)
    add(church, workshop["id"], "Warm onthaal")
    publish(church, workshop["id"])
    seen = church.ok(church.leader, "GET", f"/workshops/{workshop['id']}/report")

    assert (seen["workshop"]["state"], seen["workshop"]["version"]) == ("published", 1)
    assert texts(seen["workshop"]) == ["Warm onthaal"]
    assert church.last_event("workshop.reported") == {
        "workshop_id": workshop["id"],
        "congregation_id": str(church.id),
        "edition": 1,
        "first": True,
    }


def test_a_report_is_put_right_as_a_new_version(church: Church) -> None:
    workshop = start(church)
    path = f"/workshops/{workshop['id']}"
    add(church, workshop["id"], "Warm ontaal")
    publish(church, workshop["id"])
    closed = church.call(church.coach, "PATCH", path, {"agreed": "Verder"})
    again = church.call(church.coach, "POST", f"{path}/publication", {})
    church.ok(church.coach, "POST", f"{path}/reopening")
    twice = church.call(church.coach, "POST", f"{path}/reopening")
    church.ok(church.coach, "PATCH", path, {"agreed": "Verder"})
    second = publish(church, workshop["id"])

    assert [closed.status_code, again.status_code, twice.status_code] == [409, 409, 409]
    assert second["version"] == 2
    assert [(one["to"], one["version"]) for one in second["changes"]] == [
        ("published", 1),
        ("open", 1),
        ("published", 2),
    ]
    assert church.last_event("workshop.reported")["first"] is False


def test_nothing_is_published_of_an_evening_to_come_or_without_content(church: Church) -> None:
    empty = start(church)
    ahead = start(church, held_on="2026-12-01")
    add(church, ahead["id"], "Alvast")
    answers = [
        church.call(church.coach, "POST", f"/workshops/{one['id']}/publication", {})
        for one in (empty, ahead)
    ]

    assert [one.status_code for one in answers] == [409, 422]
    assert "held_on" in answers[1].get_json()["fields"]


def test_findings_are_handed_over_once(church: Church) -> None:
    workshop = start(church)
    path = f"/workshops/{workshop['id']}"
    add(church, workshop["id"], "Warm onthaal")
    add(church, workshop["id"], "Nooit op dinsdag", board="unwritten_rule", key=f"{KEY}b")
    add(church, workshop["id"], "Bellen", board="next", key=f"{KEY}c")
    publish(church, workshop["id"])
    church.ok(church.coach, "POST", f"{path}/reopening")
    publish(church, workshop["id"])
    found = church.ok(church.coach, "GET", f"{church.path}/discovery")["findings"]

    assert sorted((one["kind"], one["text"]) for one in found) == [
        ("strength", "Warm onthaal"),
        ("unwritten_rule", "Nooit op dinsdag"),
    ]


def test_a_finding_that_was_taken_away_does_not_come_back_with_the_report(church: Church) -> None:
    workshop = start(church)
    add(church, workshop["id"], "Warm onthaal")
    publish(church, workshop["id"])
    board = f"{church.path}/discovery"
    (found,) = church.ok(church.coach, "GET", board)["findings"]
    church.call(church.leader, "DELETE", f"/findings/{found['id']}")
    church.ok(church.coach, "POST", f"/workshops/{workshop['id']}/reopening")
    publish(church, workshop["id"])
    republished = church.ok(church.coach, "GET", board)["findings"]
    lines = {"kind": "strength", "texts": ["Warm onthaal"]}
    by_hand = church.ok(church.leader, "POST", f"{church.path}/findings", lines)["items"]

    assert republished == []
    assert [one["text"] for one in by_hand] == ["Warm onthaal"]


def test_the_last_workshop_of_a_running_part_offers_to_report_it(church: Church) -> None:
    church.open()
    steps = church.track("discover")["steps"]
    first, last = (start(church, step_id=one["id"]) for one in (steps[0], steps[-1]))
    before = read(church, last["id"])["last_of_track"]
    church.walk("discover", "agreed", "planned", "running")
    offers = [read(church, one["id"])["last_of_track"] for one in (first, last)]
    add(church, last["id"], "Klaar")
    publish(church, last["id"], track_reported=True)

    assert (before, offers) == (False, [False, True])
    assert church.track("discover")["state"] == "reported"


def test_publishing_alone_moves_no_track(church: Church) -> None:
    church.open()
    church.walk("discover", "agreed", "planned", "running")
    workshop = start(church, step_id=church.track("discover")["steps"][-1]["id"])
    add(church, workshop["id"], "Klaar")
    publish(church, workshop["id"])

    assert church.track("discover")["state"] == "running"


def test_a_track_that_is_not_running_is_not_reported_and_nothing_is_published(
    church: Church,
) -> None:
    church.open()
    workshop = start(church, step_id=church.track("discover")["steps"][-1]["id"])
    add(church, workshop["id"], "Klaar")
    path = f"/workshops/{workshop['id']}/publication"
    answer = church.call(church.coach, "POST", path, {"track_reported": True})

    assert answer.status_code == 409
    assert read(church, workshop["id"])["workshop"]["state"] == "open"


def test_the_working_group_types_and_publishes_but_moves_no_track(church: Church) -> None:
    church.open()
    church.walk("discover", "agreed", "planned", "running")
    workshop = start(church, step_id=church.track("discover")["steps"][-1]["id"])
    add(church, workshop["id"], "Klaar")
    path = f"/workshops/{workshop['id']}/publication"
    moved = church.call(church.working_group, "POST", path, {"track_reported": True})
    done = church.call(church.working_group, "POST", path, {})

    assert (moved.status_code, done.status_code) == (403, 200)


def test_other_congregations_people_find_no_workshop(church: Church) -> None:
    workshop = start(church)
    add(church, workshop["id"], "Geheim")
    path = f"/workshops/{workshop['id']}"
    for who in (church.other_coach, church.other_leader):
        answers = [
            church.call(who, "GET", f"{church.path}/workshops"),
            church.call(who, "GET", path),
            church.call(who, "GET", f"{path}/report"),
            church.call(who, "PATCH", path, {"agreed": "Iets"}),
            church.call(who, "POST", f"{path}/cards", {"key": KEY, "cards": []}),
            church.call(who, "POST", f"{path}/publication", {}),
        ]

        assert [one.status_code for one in answers] == [404] * 6


def test_a_workshop_has_a_code_for_its_paper_sheets(church: Church) -> None:
    workshop = start(church)
    code = read(church, workshop["id"])["code"]
    found = church.ok(church.working_group, "GET", f"/sheets/{code}")

    assert (found["kind"], found["subject_id"]) == ("workshop", workshop["id"])


def test_a_contested_acceptance_leaves_the_report_as_it_was(church: Church) -> None:
    church.open()
    church.walk("discover", "agreed", "planned", "running")
    workshop = start(church, step_id=church.track("discover")["steps"][-1]["id"])
    add(church, workshop["id"], "Klaar")
    publish(church, workshop["id"], track_reported=True)
    told = church.deciding("discover", as_reported={"by_role": "scriba"})
    decision = church.ok(church.coach, "POST", f"{church.path}/decisions", told)
    path = f"/decisions/{decision['id']}/answers"
    church.ok(church.leader, "POST", path, {"answer": "contested"})

    assert read(church, workshop["id"])["workshop"]["state"] == "published"
    assert church.track("discover")["state"] == "reported"
