"""A launch rests on a strategy and on support, is decided by the body, and counts who joins."""

import threading
from typing import Any

import pytest

from tests import askers
from tests.congregations.conftest import Church

GO = {"body": "church_council", "held_on": "2026-11-22", "text": "Wij gaan ervoor."}
WHY = "De gemeente is klein; iedereen is gesproken."


class Launching:
    """The launch of one congregation, in the words of the tests."""

    def __init__(self, church: Church, template: str = "brochure-8") -> None:
        self.church = church
        self.journey: str = church.open(template=template)["id"]
        church.walk("launch", "agreed")

    def do(self, method: str, path: str, body: object = None, who: Any = None) -> Any:
        return self.church.ok(who or self.church.leader, method, path, body)

    def refused(self, method: str, path: str, body: object = None, who: Any = None) -> Any:
        return self.church.call(who or self.church.leader, method, path, body)

    def on_paper(self, *kinds: str) -> None:
        for kind in kinds:
            path = f"/tracks/{self.church.track(kind)['id']}/done-before"
            self.do("POST", path, {"on": "2026-01-15"})

    def record(self, **more: Any) -> Any:
        body = {"held_on": "2026-11-22", **more}
        return self.refused("POST", f"/journeys/{self.journey}/launch", body)

    def plan(self, **values: Any) -> Any:
        return self.do("PUT", f"/journeys/{self.journey}/launch-plan", values)

    def seen(self, who: Any = None) -> Any:
        return self.do("GET", f"{self.church.path}/launch", who=who)

    def counted_support(self) -> str:
        path = f"/journeys/{self.journey}/support/measures"
        groups = [{"name": "De gemeente", "invited": 100}]
        made = self.do("POST", path, {"kind": "counted", "groups": groups})
        threshold = {"share": 70, "response": 50}
        self.do("POST", f"/support/{made['id']}/thresholds", threshold)
        self.do("POST", f"/support/{made['id']}/opening")
        numbers = {"present": 60, "in_favour": 50, "with_reservations": 5, "against": 5}
        counted = {"id": made["groups"][0]["id"], "abstained": 0, **numbers}
        body = {"held_on": "2026-11-20", "groups": [counted]}
        self.do("PUT", f"/support/{made['id']}/counts", body)
        self.do("POST", f"/support/{made['id']}/closing")
        measure_id: str = made["id"]
        return measure_id


@pytest.fixture
def launching(church: Church) -> Launching:
    return Launching(church)


def test_without_a_strategy_there_is_no_launch_whatever_is_waived(launching: Launching) -> None:
    answer = launching.record(waiver=WHY)

    assert answer.status_code == 409
    assert "strategy that the congregation adopted" in answer.get_json()["detail"]
    assert launching.seen()["launch"] is None


def test_without_support_somebody_says_in_writing_why(launching: Launching) -> None:
    launching.on_paper("mobilisation")
    bare = launching.record()
    empty = launching.record(waiver=" ")
    launched = launching.record(waiver=WHY)
    basis = launching.seen()["basis"]

    assert (bare.status_code, empty.status_code, launched.status_code) == (409, 422, 200)
    assert list(bare.get_json()["fields"]) == ["waiver"]
    assert (basis["waiver"], basis["waived_by"]) == (WHY, str(launching.church.leader.id))
    assert basis["waived_at"].startswith("2026-11-23")
    assert (basis["strategy_on_paper"], basis["support_on_paper"]) == (True, False)


def test_both_parts_taken_over_from_paper_are_enough(launching: Launching) -> None:
    launching.on_paper("mobilisation", "synergy")
    launched = launching.record(waiver=WHY)
    basis = launching.seen()["basis"]

    assert launched.status_code == 200
    assert (basis["waiver"], basis["support_on_paper"]) == (None, True)


def test_a_closed_measure_is_a_result_and_is_frozen(launching: Launching) -> None:
    launching.on_paper("mobilisation")
    measure_id = launching.counted_support()
    assert launching.record().status_code == 200
    launching.counted_support()

    assert launching.seen()["basis"]["support_id"] == measure_id


def test_a_journey_without_support_takes_a_waiver(church: Church) -> None:
    launching = Launching(church, "o3")
    launching.on_paper("mobilisation")

    assert launching.record().status_code == 409
    assert launching.record(waiver=WHY).status_code == 200


def test_an_unagreed_launch_is_refused_whole(church: Church) -> None:
    journey = church.open()
    before = church.events()
    body = {"held_on": "2026-11-22", "waiver": WHY}
    answer = church.call(church.coach, "POST", f"/journeys/{journey['id']}/launch", body)

    assert answer.status_code == 409
    assert church.events() == before


def test_a_plan_goes_from_day_to_decision_to_launch_to_the_end(launching: Launching) -> None:
    launching.on_paper("mobilisation", "synergy")
    plan = launching.plan(planned_on="2026-11-23", place="Kerkzaal", speakers=["voorganger"])
    path = f"/launch-plans/{plan['id']}"
    undecided = launching.record(held_on="2026-11-23")
    early = launching.refused("POST", f"{path}/wrapping", {})
    launching.do("POST", f"{path}/go", GO)
    again = launching.refused("POST", f"{path}/go", GO)
    assert launching.record(held_on="2026-11-23").status_code == 200
    late = launching.refused(
        "PUT", f"/journeys/{launching.journey}/launch-plan", {"version": 1, "place": "Elders"}
    )
    launching.do("POST", f"{path}/wrapping", {"note": "Mooi"}, launching.church.working_group)

    assert [one.status_code for one in (undecided, early, again, late)] == [409] * 4
    assert launching.seen()["plan"]["state"] == "wrapped"
    assert launching.church.last_event("launch.planned")["planned_on"] == "2026-11-23"
    assert launching.church.events().count("launch.wrapped.v1") == 1


def test_another_day_wants_another_go(launching: Launching) -> None:
    plan = launching.plan(planned_on="2026-12-06")
    launching.do("POST", f"/launch-plans/{plan['id']}/go", GO)
    moved = launching.plan(version=plan["version"], planned_on="2026-12-13")

    assert (moved["state"], launching.seen()["decision"]) == ("planned", None)


def test_a_launch_is_put_off_with_a_reason_and_planned_anew(launching: Launching) -> None:
    plan = launching.plan(planned_on="2026-12-06")
    path = f"/launch-plans/{plan['id']}/postponement"
    bare = launching.refused("POST", path, {})
    off = launching.do("POST", path, {"reason": "De predikant is ziek"})
    dayless = launching.refused("POST", f"/launch-plans/{plan['id']}/go", GO)
    back = launching.plan(version=off["version"], planned_on="2027-01-10")

    assert (bare.status_code, dayless.status_code) == (422, 409)
    assert (off["state"], off["planned_on"]) == ("postponed", None)
    assert (back["state"], back["postponed_reason"]) == ("planned", None)


def test_two_who_plan_at_once_one_is_told(launching: Launching) -> None:
    plan = launching.plan(planned_on="2026-12-06")
    launching.plan(version=plan["version"], place="Kerk")
    second = launching.refused(
        "PUT",
        f"/journeys/{launching.journey}/launch-plan",
        {"version": plan["version"], "place": "Zaal"},
    )

    assert second.status_code == 409
    assert launching.seen()["plan"]["place"] == "Kerk"


def test_two_who_say_go_at_once_one_is_told(launching: Launching) -> None:
    plan = launching.plan(planned_on="2026-12-06")
    found: list[int] = []
    path = f"/launch-plans/{plan['id']}/go"
    deciders = [
        threading.Thread(
            target=lambda: found.append(launching.refused("POST", path, GO).status_code)
        )
        for _ in range(3)
    ]
    for decider in deciders:
        decider.start()
    for decider in deciders:
        decider.join()

    assert sorted(found) == [200, 409, 409]
    assert len(launching.church.overview()["decisions"]) == 1


def test_a_reported_go_that_is_contested_is_shown_and_destroys_nothing(
    launching: Launching,
) -> None:
    launching.on_paper("mobilisation", "synergy")
    plan = launching.plan(planned_on="2026-12-06")
    path = f"/launch-plans/{plan['id']}/go"
    own = launching.refused("POST", path, GO, launching.church.coach)
    told = GO | {"as_reported": {"by_role": "voorzitter"}}
    launching.do("POST", path, told, launching.church.coach)
    decision = launching.seen()["decision"]
    launching.do("POST", f"/decisions/{decision['id']}/answers", {"answer": "contested"})
    seen = launching.seen()

    assert own.status_code == 403
    assert (seen["plan"]["state"], seen["decision"]["state"]) == ("go_decided", "contested")
    assert launching.do("POST", path, GO)["state"] == "go_decided"
    assert launching.seen()["decision"]["state"] == "recorded"


def test_nothing_is_launched_on_a_go_that_the_leaders_contested(launching: Launching) -> None:
    launching.on_paper("mobilisation", "synergy")
    plan = launching.plan(planned_on="2026-11-23")
    path = f"/launch-plans/{plan['id']}/go"
    told = GO | {"as_reported": {"by_role": "voorzitter"}}
    launching.do("POST", path, told, launching.church.coach)
    decision = launching.seen()["decision"]
    launching.do("POST", f"/decisions/{decision['id']}/answers", {"answer": "contested"})
    contested = launching.record(held_on="2026-11-23")
    launching.do("POST", path, GO)

    assert contested.status_code == 409
    assert "contested" in contested.get_json()["detail"]
    assert launching.record(held_on="2026-11-23").status_code == 200


def test_cards_are_counted_per_way_to_join_by_two_at_once(launching: Launching) -> None:
    plan = launching.plan(planned_on="2026-12-06")
    wish = {"means": "pray", "text": "Gebedsgroep", "capacity": 12}
    option = launching.do("POST", f"/launch-plans/{plan['id']}/options", wish)
    path = f"/join-options/{option['id']}/tallies"
    group = launching.church.working_group
    counters = [
        threading.Thread(target=lambda: launching.refused("POST", path, {"number": 3}, group))
        for _ in range(4)
    ]
    for counter in counters:
        counter.start()
    for counter in counters:
        counter.join()
    launching.do("POST", path, {"number": -2})
    below = launching.refused("POST", path, {"number": -11})
    kept = launching.refused("DELETE", f"/join-options/{option['id']}")
    (shown,) = launching.seen(group)["plan"]["options"]

    assert (below.status_code, kept.status_code) == (422, 409)
    assert (shown["joined"], shown["capacity"], shown["means"]) == (10, 12, "pray")


def test_nothing_is_counted_after_the_end(launching: Launching) -> None:
    launching.on_paper("mobilisation", "synergy")
    plan = launching.plan(planned_on="2026-11-23")
    option = launching.do(
        "POST", f"/launch-plans/{plan['id']}/options", {"means": "go", "text": "Reis"}
    )
    launching.do("POST", f"/launch-plans/{plan['id']}/go", GO)
    assert launching.record().status_code == 200
    launching.do("POST", f"/launch-plans/{plan['id']}/wrapping", {})

    answer = launching.refused("POST", f"/join-options/{option['id']}/tallies", {"number": 1})
    assert answer.status_code == 409


def test_a_launch_taken_back_may_be_recorded_again(launching: Launching) -> None:
    launching.on_paper("mobilisation", "synergy")
    plan = launching.plan(planned_on="2026-11-23")
    launching.do("POST", f"/launch-plans/{plan['id']}/go", GO)
    launched = launching.record().get_json()
    launching.refused("DELETE", f"/launches/{launched['id']}")

    assert launching.seen()["plan"]["state"] == "go_decided"
    assert launching.record().status_code == 200


def test_after_a_launch_without_a_plan_who_joined_can_still_be_counted(
    launching: Launching,
) -> None:
    launching.on_paper("mobilisation", "synergy")
    assert launching.record().status_code == 200
    plan = launching.plan()
    wish = {"means": "give", "text": "Steun"}
    option = launching.do("POST", f"/launch-plans/{plan['id']}/options", wish)
    path = f"/join-options/{option['id']}/tallies"

    assert plan["state"] == "launched"
    assert launching.do("POST", path, {"number": 4})["joined"] == 4


def test_the_evaluations_follow_at_once(launching: Launching) -> None:
    launching.on_paper("mobilisation", "synergy")
    assert launching.record().status_code == 200
    launching.church.host.settle()
    path = f"/sessions?congregation_id={launching.church.id}"
    answer = askers.call(launching.church.host, launching.church.coach, "scheduling", "GET", path)
    found = {one["kind"]: one["local_start"][:10] for one in answer.get_json()["items"]}

    assert found.keys() >= {"evaluation_6", "evaluation_12", "apk"}
    assert found["evaluation_6"].startswith("2027-05")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"planned_on": "2026-11-01"}, "planned_on"),
        ({"planned_on": "2026-02-30"}, "planned_on"),
        ({"starts_at": "25:00"}, "starts_at"),
        ({"run_sheet": [{"minute": -1, "what": "x"}]}, "run_sheet"),
        ({"run_sheet": [{"minute": 0, "what": "x"}] * 61}, "run_sheet"),
        ({"materials": [{"text": ""}]}, "materials"),
        ({"speakers": ["x" * 81]}, "speakers"),
        ({"place": "x" * 201}, "place"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    launching: Launching, values: dict[str, Any], field: str
) -> None:
    answer = launching.refused("PUT", f"/journeys/{launching.journey}/launch-plan", values)

    assert answer.status_code == 422
    assert any(name.startswith(field) for name in answer.get_json()["fields"])


def test_strangers_find_nothing_and_the_working_group_does_not_decide(
    launching: Launching,
) -> None:
    plan = launching.plan(planned_on="2026-12-06")
    go = ("POST", f"/launch-plans/{plan['id']}/go", GO)
    read = ("GET", f"{launching.church.path}/launch", None)
    for who in (launching.church.other_coach, launching.church.other_leader):
        assert launching.refused(*go, who=who).status_code == 404
        assert launching.refused(*read, who=who).status_code == 404

    assert launching.refused(*go, who=launching.church.working_group).status_code == 403
    assert launching.seen(launching.church.working_group)["plan"]["id"] == plan["id"]
