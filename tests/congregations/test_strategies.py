"""A strategy is written together, shared, adopted by the congregation's own body, and followed."""

from datetime import timedelta
from typing import Any

import pytest

from tests.congregations.conftest import Church

DECISION = {
    "body": "church_council",
    "held_on": "2026-11-20",
    "text": "De kerkenraad neemt de strategie aan.",
}
TOLD = DECISION | {"as_reported": {"by_role": "voorzitter kerkenraad"}}


class Plan:
    """A congregation on its journey, and short ways to write its strategy."""

    def __init__(self, church: Church) -> None:
        self.church = church
        self.journey_id = church.open()["id"]
        self.id = self.begin()["id"]

    def begin(self) -> Any:
        path = f"/journeys/{self.journey_id}/strategies"
        return self.church.ok(self.church.working_group, "POST", path)

    def look(self, strategy_id: str | None = None) -> Any:
        path = f"/strategies/{strategy_id}" if strategy_id else f"{self.church.path}/strategy"
        return self.church.ok(self.church.coach, "GET", path)

    def write(self, strategy_id: str | None = None, **content: Any) -> Any:
        one = strategy_id or self.id
        revision = self.look(one)["newest"]["revision"]
        return self.church.ok(
            self.church.working_group,
            "PATCH",
            f"/strategies/{one}",
            content | {"revision": revision},
        )

    def gap(self, strategy_id: str | None = None, **content: Any) -> Any:
        path = f"/strategies/{strategy_id or self.id}/gaps"
        return self.church.ok(
            self.church.working_group, "POST", path, {"area": "Gebed", "desired": 4} | content
        )

    def goal(self, strategy_id: str | None = None, **content: Any) -> Any:
        path = f"/strategies/{strategy_id or self.id}/goals"
        return self.church.ok(
            self.church.working_group, "POST", path, {"what": "Elke week gebed"} | content
        )

    def action(self, goal: Any, **content: Any) -> Any:
        body = {"title": "Gebedsgroep starten", "accountable_role": "ouderling"} | content
        return self.church.ok(
            self.church.working_group, "POST", f"/goals/{goal['id']}/actions", body
        )

    def share(self, strategy_id: str | None = None) -> Any:
        one = strategy_id or self.id
        if not self.look(one)["newest"]["vision"]:
            self.write(one, vision="Een biddende gemeente")
        return self.church.ok(
            self.church.working_group, "POST", f"/strategies/{one}/states", {"to": "shared"}
        )

    def adopt(self, strategy_id: str | None = None, **other: Any) -> Any:
        path = f"/strategies/{strategy_id or self.id}/adoption"
        return self.church.ok(self.church.leader, "POST", path, DECISION | other)

    def next(self, strategy_id: str | None = None) -> Any:
        path = f"/strategies/{strategy_id or self.id}/next"
        return self.church.ok(self.church.coach, "POST", path)

    def status(self, who: Any, method: str, path: str, body: object = None) -> int:
        return self.church.call(who, method, path, body).status_code


@pytest.fixture
def plan(church: Church) -> Plan:
    return Plan(church)


@pytest.fixture
def full(plan: Plan) -> Plan:
    """A shared version with a gap, a goal that closes it and an action."""
    gap = plan.gap(now=1, why="Weinig gebed")
    goal = plan.goal(gap_id=gap["id"], measure="Aantal bidders", by="2027-12-01")
    plan.action(goal, due_on="2027-03-01", hours_band="4_16", helper_roles=["diaken"])
    plan.write(vision="Een biddende gemeente", values=["Trouw"], horizon="2028-12-31")
    plan.share()
    return plan


def test_the_working_group_writes_a_strategy_over_several_evenings(plan: Plan) -> None:
    focus = {"people_groups": ["Kabyle"], "places": ["015", "DZ"], "means": ["pray", "go"]}
    policies = [{"question": "Een lid wil elders heen?", "answer": "Wij praten eerst samen."}]
    plan.write(mission="Gods liefde delen")
    plan.write(focus=focus, policies=policies, horizon="2029-12-31", values=["Trouw", "Trouw"])
    found = plan.look()["newest"]

    assert (found["version"], found["state"], found["revision"]) == (1, "draft", 3)
    assert found["mission"] == "Gods liefde delen"
    assert found["focus"] == focus | {"ministries": []}
    assert found["policies"] == policies
    assert found["values"] == ["Trouw"]


def test_whoever_changes_what_another_changed_meanwhile_is_told(plan: Plan) -> None:
    path = f"/strategies/{plan.id}"
    plan.write(mission="Van de een")
    late = plan.church.call(
        plan.church.leader, "PATCH", path, {"revision": 1, "mission": "Van de ander"}
    )
    gap = plan.gap()
    first = {"revision": 1, "why": "Van de een"}
    plan.church.ok(plan.church.leader, "PATCH", f"/gaps/{gap['id']}", first)

    assert late.status_code == 409
    assert "look at it again" in late.get_json()["detail"]
    assert plan.status(plan.church.coach, "PATCH", f"/gaps/{gap['id']}", first) == 409
    assert plan.look()["newest"]["mission"] == "Van de een"


def test_a_journey_has_one_version_in_work(plan: Plan) -> None:
    path = f"/journeys/{plan.journey_id}/strategies"

    assert plan.status(plan.church.leader, "POST", path) == 409
    assert plan.status(plan.church.leader, "POST", f"/strategies/{plan.id}/next") == 409


def test_sharing_tells_the_leaders_and_closes_the_pen(full: Plan) -> None:
    told = full.church.last_event("strategy.shared")
    strategy = full.look()["newest"]
    change = {"revision": strategy["revision"], "mission": "Toch anders"}

    assert told["strategy_id"] == full.id
    assert told["revision"] == strategy["revision"]
    assert full.status(full.church.coach, "PATCH", f"/strategies/{full.id}", change) == 409
    assert (
        full.status(full.church.coach, "POST", f"/strategies/{full.id}/goals", {"what": "Nog een"})
        == 409
    )


def test_nothing_is_shared_before_there_is_something_to_judge(plan: Plan) -> None:
    answer = plan.church.call(
        plan.church.leader, "POST", f"/strategies/{plan.id}/states", {"to": "shared"}
    )

    assert answer.status_code == 422
    assert "vision" in answer.get_json()["fields"]
    assert "strategy.shared.v1" not in plan.church.events()


def test_objections_are_answered_and_a_version_can_be_taken_back(full: Plan) -> None:
    text = {"text": "Dit is te veel voor ons"}
    objection = full.church.ok(
        full.church.leader, "POST", f"/strategies/{full.id}/objections", text
    )
    full.church.ok(
        full.church.working_group,
        "POST",
        f"/strategy-objections/{objection['id']}/answer",
        {"answer": "We schrappen twee acties"},
    )
    full.church.ok(full.church.coach, "POST", f"/strategies/{full.id}/states", {"to": "draft"})
    found = full.look()["newest"]

    assert found["state"] == "draft"
    assert found["objections"][0]["answer"] == "We schrappen twee acties"
    assert full.status(full.church.leader, "POST", f"/strategies/{full.id}/objections", text) == 409


def test_the_body_adopts_and_decision_and_effect_are_one(full: Plan) -> None:
    adopted = full.adopt()
    decisions = full.church.overview()["decisions"]

    assert adopted["state"] == "adopted"
    assert adopted["decision"]["state"] == "recorded"
    assert [(one["about"], one["about_id"]) for one in decisions] == [("strategy", full.id)]
    assert full.church.last_event("strategy.adopted") == {
        "strategy_id": full.id,
        "journey_id": full.journey_id,
        "congregation_id": str(full.church.id),
        "strategy_version": 1,
    }


def test_a_second_adoption_of_the_same_version_is_refused_whole(full: Plan) -> None:
    full.adopt()
    second = full.church.call(
        full.church.leader, "POST", f"/strategies/{full.id}/adoption", DECISION
    )

    assert second.status_code == 409
    assert len(full.church.overview()["decisions"]) == 1
    assert full.church.events().count("strategy.adopted.v1") == 1


def test_only_a_shared_version_is_adopted(plan: Plan) -> None:
    path = f"/strategies/{plan.id}/adoption"
    before = plan.status(plan.church.leader, "POST", path, DECISION)
    plan.church.ok(plan.church.leader, "POST", f"/strategies/{plan.id}/states", {"to": "withdrawn"})

    assert before == 409
    assert plan.status(plan.church.leader, "POST", path, DECISION) == 409
    assert plan.church.overview()["decisions"] == []


def test_a_decision_is_about_the_text_that_the_body_read(full: Plan) -> None:
    read = full.look()["newest"]["revision"]
    for to in ("draft", "shared"):
        full.church.ok(full.church.coach, "POST", f"/strategies/{full.id}/states", {"to": to})
    late = full.church.call(
        full.church.leader,
        "POST",
        f"/strategies/{full.id}/adoption",
        DECISION | {"revision": read},
    )

    assert late.status_code == 409
    assert full.adopt(revision=read + 2)["state"] == "adopted"


def test_neither_coach_nor_working_group_adopts_for_the_congregation(full: Plan) -> None:
    path = f"/strategies/{full.id}/adoption"

    assert full.status(full.church.coach, "POST", path, DECISION) == 403
    assert full.status(full.church.working_group, "POST", path, DECISION) == 403
    assert full.status(full.church.leader, "POST", path, TOLD) == 403
    assert full.look()["adopted"] is None


def test_an_adoption_as_reported_that_is_contested_destroys_nothing(full: Plan) -> None:
    church = full.church
    told = church.ok(church.coach, "POST", f"/strategies/{full.id}/adoption", TOLD)
    path = f"/decisions/{told['decision']['id']}/answers"
    church.ok(church.leader, "POST", path, {"answer": "contested", "note": "Niet besproken"})
    found = full.look()["adopted"]

    assert (found["id"], found["state"]) == (full.id, "adopted")
    assert found["decision"]["state"] == "contested"
    assert found["decision"]["answers"][0]["note"] == "Niet besproken"
    assert len(found["goals"]) == 1
    assert "decision_contested" in church.attention()


def test_the_leaders_settle_what_they_contested_and_a_coach_cannot(full: Plan) -> None:
    church = full.church
    path = f"/strategies/{full.id}/adoption"
    told = church.ok(church.coach, "POST", path, TOLD)
    answers = f"/decisions/{told['decision']['id']}/answers"
    church.ok(church.leader, "POST", answers, {"answer": "contested"})
    church.host.clock.advance(timedelta(hours=1))
    by_coach = full.status(church.coach, "POST", path, TOLD)
    settled = full.adopt()

    assert by_coach == 409
    assert settled["decision"]["state"] == "recorded"
    assert "decision_contested" not in church.attention()
    assert church.events().count("strategy.adopted.v1") == 1


def test_adopting_another_version_settles_what_was_contested(full: Plan) -> None:
    church = full.church
    told = church.ok(church.coach, "POST", f"/strategies/{full.id}/adoption", TOLD)
    answers = f"/decisions/{told['decision']['id']}/answers"
    church.ok(church.leader, "POST", answers, {"answer": "contested"})
    second = full.next()
    full.share(second["id"])
    church.host.clock.advance(timedelta(hours=1))
    before = church.attention()
    full.adopt(second["id"])
    versions = full.look()["versions"]

    assert "decision_contested" in before
    assert "decision_contested" not in church.attention()
    assert [one["decision"]["state"] for one in versions] == ["recorded", "contested"]


def test_an_adopted_plan_changes_only_by_a_new_version(full: Plan) -> None:
    full.adopt()
    found = full.look()["newest"]
    (gap,), (goal,) = found["gaps"], found["goals"]
    (action,) = goal["actions"]
    church = full.church
    tries = [
        ("PATCH", f"/strategies/{full.id}", {"revision": found["revision"], "mission": "Anders"}),
        ("PATCH", f"/gaps/{gap['id']}", {"revision": 1, "desired": 5}),
        ("PATCH", f"/goals/{goal['id']}", {"revision": 1, "what": "Anders"}),
        ("PATCH", f"/actions/{action['id']}", {"revision": 1, "due_on": "2027-04-01"}),
        ("POST", f"/goals/{goal['id']}/actions", {"title": "Meer", "accountable_role": "x"}),
        ("DELETE", f"/gaps/{gap['id']}", None),
        ("DELETE", f"/actions/{action['id']}", None),
    ]
    for method, path, body in tries:
        answer = church.call(church.leader, method, path, body)

        assert answer.status_code == 409, (method, path, answer.text)
        assert "new version" in answer.get_json()["detail"]


def test_parts_keep_their_keys_and_changes_are_told_by_them(full: Plan) -> None:
    full.adopt()
    first = full.look(full.id)["newest"]
    second = full.next()
    goal = second["goals"][0]
    change = {"revision": 1, "target": "30", "gap_id": None}
    full.church.ok(full.church.coach, "PATCH", f"/goals/{goal['id']}", change)
    full.gap(second["id"], area="Zenden")
    full.church.ok(full.church.coach, "DELETE", f"/actions/{goal['actions'][0]['id']}")
    seen = full.look(second["id"])
    told = [(one["part"], one["how"], one["fields"]) for one in seen["changes"]]

    assert (second["version"], second["state"], second["based_on_id"]) == (2, "draft", full.id)
    assert second["goals"][0]["key"] == first["goals"][0]["key"]
    assert second["goals"][0]["id"] != first["goals"][0]["id"]
    assert second["goals"][0]["gap_id"] == second["gaps"][0]["id"]
    assert second["gaps"][0]["key"] == first["gaps"][0]["key"]
    assert second["values"] == ["Trouw"]
    assert told == [
        ("gap", "added", []),
        ("goal", "changed", ["target", "belongs_to"]),
        ("action", "removed", []),
    ]
    assert full.look(full.id)["newest"]["goals"] == first["goals"]


def test_adopting_a_new_version_ends_the_one_before_and_keeps_what_was_done(full: Plan) -> None:
    full.adopt()
    action = full.look()["newest"]["goals"][0]["actions"][0]
    second = full.next()
    church = full.church
    church.ok(church.working_group, "POST", f"/actions/{action['id']}/states", {"to": "done"})
    full.share(second["id"])
    full.adopt(second["id"])
    seen = full.look()

    assert seen["adopted"]["id"] == second["id"]
    assert seen["adopted"]["goals"][0]["actions"][0]["state"] == "done"
    assert {one["version"]: one["state"] for one in seen["versions"]} == {
        1: "superseded",
        2: "adopted",
    }


def test_what_is_done_of_the_plan_is_written_on_the_adopted_version_at_any_time(
    full: Plan,
) -> None:
    church = full.church
    action = full.look()["newest"]["goals"][0]["actions"][0]
    path = f"/actions/{action['id']}/states"
    too_early = full.status(church.leader, "POST", path, {"to": "doing"})
    full.adopt()
    church.ok(church.working_group, "POST", path, {"to": "doing", "note": "Begonnen"})
    church.ok(church.working_group, "POST", path, {"to": "doing", "note": "Halverwege"})
    without = church.call(church.leader, "POST", path, {"to": "blocked"})
    church.ok(church.leader, "POST", path, {"to": "blocked", "note": "geen ruimte"})
    found = full.look()["adopted"]["goals"][0]["actions"][0]

    assert too_early == 409
    assert without.status_code == 422
    assert (found["state"], found["state_words"]) == ("blocked", "geen ruimte")
    assert [(one["from"], one["to"], one["note"]) for one in found["changes"]] == [
        ("todo", "doing", "Begonnen"),
        ("doing", "doing", "Halverwege"),
        ("doing", "blocked", "geen ruimte"),
    ]


@pytest.mark.parametrize(
    ("walked", "to"),
    [(("done",), "todo"), (("done",), "dropped"), (("doing",), "doing"), (("done",), "done")],
)
def test_an_action_does_not_jump_between_states_that_may_not_follow(
    full: Plan, walked: tuple[str, ...], to: str
) -> None:
    full.adopt()
    action = full.look()["newest"]["goals"][0]["actions"][0]
    path = f"/actions/{action['id']}/states"
    for state in walked:
        full.church.ok(full.church.leader, "POST", path, {"to": state})
    note = {"note": "omdat"} if to == "dropped" else {}

    assert full.status(full.church.leader, "POST", path, {"to": to} | note) == 409


def test_a_closed_journey_keeps_its_strategy_and_the_next_journey_goes_on_from_it(
    full: Plan,
) -> None:
    full.adopt()
    church = full.church
    church.ok(church.coach, "POST", f"/journeys/{full.journey_id}/closing", {})
    action = full.look()["newest"]["goals"][0]["actions"][0]
    done = full.status(church.leader, "POST", f"/actions/{action['id']}/states", {"to": "done"})
    again = full.status(church.leader, "POST", f"/strategies/{full.id}/next")
    church.host.clock.advance(timedelta(days=400))
    journey = church.open()
    shown = full.look()["newest"]["id"]
    copy = full.next()

    assert (done, again) == (409, 409)
    assert shown == full.id
    assert (copy["journey_id"], copy["version"]) == (journey["id"], 1)
    assert full.look(full.id)["newest"]["state"] == "adopted"
    assert full.look()["newest"]["id"] == copy["id"]
    assert full.look()["adopted"] is None


def test_a_goal_with_actions_is_not_thrown_away_with_them(plan: Plan) -> None:
    goal, other = plan.goal(), plan.goal(what="Tweede doel")
    action = plan.action(goal)
    church = plan.church
    kept = plan.status(church.coach, "DELETE", f"/goals/{goal['id']}")
    moved = {"revision": 1, "goal_id": other["id"]}
    church.ok(church.coach, "PATCH", f"/actions/{action['id']}", moved)
    church.ok(church.coach, "DELETE", f"/goals/{goal['id']}")
    goals = plan.look()["newest"]["goals"]

    assert kept == 409
    assert [(one["what"], one["position"], len(one["actions"])) for one in goals] == [
        ("Tweede doel", 1, 1)
    ]


def test_a_gap_that_goes_leaves_its_goals(plan: Plan) -> None:
    gap = plan.gap()
    plan.goal(gap_id=gap["id"])
    plan.church.ok(plan.church.leader, "DELETE", f"/gaps/{gap['id']}")
    found = plan.look()["newest"]

    assert found["gaps"] == []
    assert found["goals"][0]["gap_id"] is None


def test_warnings_stand_beside_the_plan_and_are_kept_with_its_adoption(full: Plan) -> None:
    church = full.church
    church.ok(church.coach, "POST", f"/strategies/{full.id}/states", {"to": "draft"})
    full.gap(area="Zenden")
    full.share()
    shown = [one["code"] for one in full.look()["warnings"]]
    full.adopt()
    kept = [one["code"] for one in full.look()["adopted"]["warnings_then"]]

    assert shown == ["gap_open"]
    assert kept == ["gap_open"]


def test_the_hours_of_the_profile_count_until_the_strategy_says_otherwise(plan: Plan) -> None:
    church = plan.church
    church.ok(church.coach, "PATCH", church.path, {"version": 1, "capacity_hours": "none"})
    goal = plan.goal(measure="Aantal", by="2027-06-01")
    plan.action(goal, due_on="2027-06-01", hours_band="16_40")
    by_profile = [one["code"] for one in plan.look()["warnings"]]
    plan.write(capacity_hours="hours_10_40")

    assert by_profile == ["hours_over"]
    assert plan.look()["warnings"] == []
