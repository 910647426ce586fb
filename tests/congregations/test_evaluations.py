"""A congregation looks back: it asks again, judges its goals, and its body decides what follows."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.congregations.actions.evaluations import apk as stamps
from services.congregations.actions.evaluations import looking_back
from services.congregations.model import Round
from shared.clock import new_id
from shared.contracts.scheduling import SessionCancelled, SessionMoved, SessionPlanned
from tests.askers import Asker
from tests.congregations.conftest import Church
from tests.congregations.test_discovery_rounds import Rounds
from tests.congregations.test_strategies import Plan

DECIDED = {"body": "church_council", "held_on": "2026-11-20", "text": "Wij gaan zo verder."}
TOLD = {"by_role": "scriba", "by_name": None}


class Looking:
    """A congregation with an adopted strategy of two goals, and short ways to look back."""

    def __init__(self, church: Church) -> None:
        self.church = church
        self.plan = Plan(church)
        self.goals = [self.plan.goal(what="Elke week gebed"), self.plan.goal(what="Twee gaan")]
        self.plan.action(self.goals[0])
        self.plan.share()
        self.plan.adopt()
        self.rounds = Rounds(church)
        self.id = self.begin()["id"]

    def begin(self, moment: str = "m6") -> Any:
        path = f"{self.church.path}/evaluations"
        return self.church.ok(self.church.coach, "POST", path, {"moment": moment})

    def page(self, who: Asker | None = None) -> Any:
        return self.church.ok(who or self.church.coach, "GET", f"{self.church.path}/evaluation")

    def do(
        self, what: str, body: Any = None, who: Asker | None = None, method: str = "POST"
    ) -> Any:
        path = f"/evaluations/{self.id}/{what}"
        return self.church.ok(who or self.church.leader, method, path, body)

    def status(self, what: str, body: Any, who: Asker | None = None, method: str = "POST") -> int:
        path = f"/evaluations/{self.id}/{what}"
        return self.church.call(who or self.church.leader, method, path, body).status_code

    def judge(self, verdict: str = "met", lesson: str = "") -> None:
        for goal in self.page()["evaluations"][0]["goals"]:
            body = {"verdict": verdict, "lesson": lesson}
            self.do(f"verdicts/{goal['id']}", body, self.church.working_group, "PUT")

    def ready(self) -> "Looking":
        self.judge()
        self.do("discussion")
        return self

    def round(self, moment: str, *levels: int) -> str:
        opened = self.rounds.open(moment)
        self.rounds.answer(opened, "members", *levels)
        self.rounds.close(opened)
        return str(opened)


@pytest.fixture
def looking(church: Church) -> Looking:
    return Looking(church)


def session(church: Church, journey_id: str, **other: Any) -> SessionPlanned:
    fields: dict[str, Any] = {
        "session_id": new_id(),
        "congregation_id": church.id,
        "journey_id": UUID(journey_id),
        "kind": "evaluation_12",
        "label": 1,
        "start": datetime(2027, 11, 22, 23, 30, tzinfo=UTC),
        "revision": 0,
    }
    return SessionPlanned(**(fields | other))


def test_an_evaluation_stands_where_its_session_stands_in_the_calendar(church: Church) -> None:
    planned = session(church, church.open()["id"])
    church.hear(planned)
    church.hear(planned)
    path = f"{church.path}/evaluation"
    (there,) = church.ok(church.leader, "GET", path)["evaluations"]
    moved = SessionMoved(
        session_id=planned.session_id,
        congregation_id=church.id,
        journey_id=planned.journey_id,
        kind=planned.kind,
        label=1,
        start=datetime(2027, 12, 1, 19, tzinfo=UTC),
        previous_start=planned.start,
        revision=1,
    )
    church.hear(moved)
    (later,) = church.ok(church.leader, "GET", path)["evaluations"]
    cancelled = SessionCancelled(
        session_id=planned.session_id,
        congregation_id=church.id,
        journey_id=planned.journey_id,
        kind=planned.kind,
        label=1,
        start=moved.start,
        revision=2,
    )
    church.hear(cancelled)
    (without,) = church.ok(church.leader, "GET", path)["evaluations"]

    # half past eleven in the evening, UTC, is the next day in Ede
    assert (there["moment"], there["state"], there["due_on"]) == ("m12", "scheduled", "2027-11-23")
    assert (later["id"], later["due_on"]) == (there["id"], "2027-12-01")
    assert (without["id"], without["due_on"], without["session_id"]) == (there["id"], None, None)


def test_a_session_that_names_another_congregations_journey_moves_nothing_there(
    church: Church,
) -> None:
    stranger = session(church, church.open()["id"], congregation_id=new_id())
    church.hear(stranger)

    assert church.ok(church.leader, "GET", f"{church.path}/evaluation")["evaluations"] == []


def test_sessions_of_other_kinds_begin_no_evaluation(church: Church) -> None:
    church.hear(session(church, church.open()["id"], kind="apk"))
    found = church.ok(church.leader, "GET", f"{church.path}/evaluation")

    assert found["evaluations"] == []
    assert found["next_apk"]["start"] == "2027-11-22T23:30:00+00:00"


def test_six_months_are_looked_back_upon_once(looking: Looking) -> None:
    again = looking.church.call(
        looking.church.coach, "POST", f"{looking.church.path}/evaluations", {"moment": "m6"}
    )
    looking.begin("other")
    looking.begin("other")

    assert again.status_code == 409
    assert [one["moment"] for one in looking.page()["evaluations"]] == ["m6", "other", "other"]


def test_the_round_asks_the_same_again_and_its_closing_brings_the_analysis(
    looking: Looking,
) -> None:
    looking.round("t0", 1, 1, 2, 2, 3)
    opened = looking.do("round")
    twice = looking.status("round", None)
    too_early = looking.status("discussion", None)
    looking.rounds.answer(UUID(opened["round_id"]), "members", 3, 3, 4, 4, 5)
    looking.rounds.close(UUID(opened["round_id"]))
    found = looking.page()

    assert (opened["state"], twice, too_early) == ("round_open", 409, 409)
    assert found["evaluations"][0]["state"] == "analysed"
    assert [one["moment"] for one in found["slope"]["moments"]] == ["t0", "m6"]
    assert found["slope"]["areas"][0]["medians"] == [2.0, 4.0]


def test_a_round_with_other_questions_breaks_the_line_on_purpose(looking: Looking) -> None:
    looking.round("t0", 1, 1, 2, 2, 3)
    other = looking.round("m6", 3, 3, 4, 4, 5)
    with looking.church.host.tools["congregations"].db.write() as db:
        db.get_one(Round, UUID(other)).instrument = "another@9"
    slope = looking.page()["slope"]

    assert [one["comparable"] for one in slope["moments"]] == [True, False]
    assert slope["areas"][0]["medians"] == [2.0, None]


def test_every_goal_is_judged_before_the_body_decides(looking: Looking) -> None:
    too_early = looking.status("decision", DECIDED)
    looking.do("discussion")
    unjudged = looking.status("decision", DECIDED)
    looking.judge("partly", "Avonden waren te lang")
    decided = looking.do("decision", DECIDED)
    late = looking.status(f"verdicts/{decided['goals'][0]['id']}", {"verdict": "met"}, method="PUT")

    assert (too_early, unjudged, late) == (409, 409, 409)
    assert decided["state"] == "decided"
    assert [one["verdict"] for one in decided["goals"]] == ["partly", "partly"]
    assert decided["goals"][0]["lesson"] == "Avonden waren te lang"
    assert looking.church.last_event("evaluation.decided")["moment"] == "m6"


def test_a_goal_of_another_congregation_is_refused(looking: Looking, church: Church) -> None:
    foreign = looking.status(f"verdicts/{new_id()}", {"verdict": "met"}, method="PUT")
    path = f"/evaluations/{looking.id}/verdicts/{looking.goals[0]['id']}"
    stranger = church.call(church.other_leader, "PUT", path, {"verdict": "met"})
    silly = looking.status(f"verdicts/{looking.goals[0]['id']}", {"verdict": "super"}, method="PUT")

    assert (foreign, stranger.status_code, silly) == (422, 404, 422)
    assert looking.page()["evaluations"][0]["unjudged"] == 2


def test_the_goals_judged_stay_the_same_when_a_new_version_is_adopted(looking: Looking) -> None:
    goal = looking.goals[0]["id"]
    looking.do(f"verdicts/{goal}", {"verdict": "met"}, method="PUT")
    later = looking.plan.next()["id"]
    looking.plan.goal(later, what="Iets nieuws")
    looking.plan.share(later)
    looking.plan.adopt(later)
    found = looking.page()["evaluations"][0]

    assert [one["what"] for one in found["goals"]] == ["Elke week gebed", "Twee gaan"]
    assert found["goals"][0]["verdict"] == "met"


def test_goals_that_came_after_a_decision_are_not_judged_by_it(church: Church) -> None:
    plan = Plan(church)
    path = f"{church.path}/evaluations"
    made = church.ok(church.coach, "POST", path, {"moment": "m6"})
    church.ok(church.leader, "POST", f"/evaluations/{made['id']}/discussion")
    church.ok(church.leader, "POST", f"/evaluations/{made['id']}/decision", DECIDED)
    plan.goal(what="Elke week gebed")
    plan.share()
    plan.adopt()
    (decided,) = church.ok(church.leader, "GET", f"{church.path}/evaluation")["evaluations"]

    assert (decided["goals"], decided["unjudged"]) == ([], 0)


def test_there_is_an_end_to_evaluations_in_between_and_to_check_ups(church: Church) -> None:
    church.open()
    check_up = {"held_on": "2026-11-20"}
    looked = [
        church.call(church.coach, "POST", f"{church.path}/evaluations", {"moment": "other"})
        for _ in range(looking_back.MOST + 1)
    ]
    held = [
        church.call(church.leader, "POST", f"{church.path}/apks", check_up)
        for _ in range(stamps.MOST + 1)
    ]

    assert [answer.status_code for answer in looked] == [201] * looking_back.MOST + [409]
    assert [answer.status_code for answer in held] == [201] * stamps.MOST + [409]


def test_a_second_decision_is_told_that_one_was_taken(looking: Looking) -> None:
    looking.ready()
    together = threading.Barrier(2)
    answers: list[int] = []

    def decide() -> None:
        together.wait()
        answers.append(looking.status("decision", DECIDED))

    deciders = [threading.Thread(target=decide) for _ in range(2)]
    for decider in deciders:
        decider.start()
    for decider in deciders:
        decider.join()

    assert sorted(answers) == [201, 409]
    assert looking.church.events().count("evaluation.decided.v1") == 1
    assert len(looking.church.overview()["decisions"]) == 2  # the adoption and this one


def test_a_decision_begins_a_new_version_and_takes_parts_up_again(looking: Looking) -> None:
    church = looking.ready().church
    church.walk("discover", "agreed", "running", "reported")
    accepted = church.deciding("discover")
    church.ok(church.leader, "POST", f"{church.path}/decisions", accepted)
    track = church.track("discover")["id"]
    decided = looking.do("decision", {**DECIDED, "new_version": True, "reopen": [track]})
    draft = looking.plan.look()["newest"]

    assert church.track("discover")["state"] == "reopened"
    assert church.track("discover")["changes"][-1]["decision_id"] == decided["decision"]["id"]
    assert (draft["version"], draft["state"]) == (2, "draft")
    assert [one["strategy_id"] for one in decided["adjustments"]] == [draft["id"], None]
    assert decided["adjustments"][1]["title_en"] == "Discover"


def test_a_part_that_cannot_be_taken_up_again_undoes_the_whole_decision(looking: Looking) -> None:
    church = looking.ready().church
    track = church.track("kairos")["id"]
    body = {**DECIDED, "new_version": True, "reopen": [track]}
    refused = looking.status("decision", body)
    foreign = looking.status("decision", {**DECIDED, "reopen": [str(new_id())]})

    assert (refused, foreign) == (409, 422)
    assert looking.page()["evaluations"][0]["state"] == "discussed"
    assert looking.plan.look()["newest"]["version"] == 1
    assert len(church.overview()["decisions"]) == 1


def test_the_coach_decides_nothing_but_writes_down_what_he_was_told(looking: Looking) -> None:
    church = looking.ready().church
    alone = looking.status("decision", DECIDED, church.coach)
    group = looking.status("decision", DECIDED, church.working_group)
    reported = looking.do("decision", {**DECIDED, "as_reported": TOLD}, church.coach)
    answers = f"/decisions/{reported['decision']['id']}/answers"
    church.ok(church.leader, "POST", answers, {"answer": "contested", "note": "Nog niet"})
    found = looking.page()["evaluations"][0]

    assert (alone, group) == (403, 403)
    assert (found["state"], found["decision"]["state"]) == ("decided", "contested")


def held(church: Church, **other: Any) -> Any:
    body = {"held_on": "2026-11-20", "participants": 18, "findings": ["Gebed loopt"]} | other
    return church.ok(church.working_group, "POST", f"{church.path}/apks", body)


def stamp(church: Church, apk_id: str, what: str = "continue", **other: Any) -> Any:
    body = {**DECIDED, "stamp": what} | other
    return church.ok(church.leader, "POST", f"/apks/{apk_id}/stamp", body)


def states(church: Church) -> list[str]:
    found = church.ok(church.leader, "GET", f"{church.path}/evaluation")["apks"]
    return [one["state"] for one in found]


def remind(church: Church) -> int:
    with church.host.tools["congregations"].db.write() as db:
        return stamps.tell_due(db, at=church.host.clock.now())


def test_a_check_up_needs_no_launch_and_no_open_journey(church: Church) -> None:
    journey = church.open()
    church.ok(church.coach, "POST", f"/journeys/{journey['id']}/closing", {"reason": "Gestopt"})
    apk = held(church)
    stamped = stamp(church, apk["id"], "restart")

    assert (stamped["stamped_on"], stamped["valid_until"]) == ("2026-11-20", "2027-11-20")
    assert church.last_event("apk.stamped")["stamp"] == "restart"


def test_a_stamp_is_valid_then_due_in_month_eleven_and_then_expired(church: Church) -> None:
    stamp(church, held(church)["id"])
    seen = {}
    for day in ("2027-10-19", "2027-10-20", "2027-11-19", "2027-11-20"):
        noon = datetime.fromisoformat(f"{day}T11:00:00+00:00")
        church.host.clock.advance(noon - church.host.clock.now())
        seen[day] = states(church)[0]

    assert list(seen.values()) == ["valid", "due", "due", "expired"]


def test_leaders_are_reminded_once_in_month_eleven(church: Church) -> None:
    apk = stamp(church, held(church)["id"])
    church.host.clock.advance(timedelta(days=330))  # 2027-10-19
    early = remind(church)
    church.host.clock.advance(timedelta(days=1))
    told, again = remind(church), remind(church)
    church.host.clock.advance(timedelta(days=60))

    assert (early, told, again, remind(church)) == (0, 1, 0, 0)
    assert church.last_event("apk.due") == {
        "apk_id": apk["id"],
        "congregation_id": str(church.id),
    }


def test_a_new_stamp_replaces_the_older_one_which_reminds_nobody(church: Church) -> None:
    stamp(church, held(church)["id"])
    church.host.clock.advance(timedelta(days=300))
    later = held(church, held_on="2027-09-10")
    stamp(church, later["id"], "adjust", held_on="2027-09-12")
    church.host.clock.advance(timedelta(days=40))

    assert states(church) == ["valid", "replaced"]
    assert remind(church) == 0


def test_a_stamp_that_makes_no_sense_is_refused(church: Church) -> None:
    church.open()
    apk = held(church)
    path = f"/apks/{apk['id']}/stamp"
    body = {**DECIDED, "stamp": "continue"}
    refused = [
        church.call(who, "POST", path, what).status_code
        for who, what in (
            (church.leader, {**body, "stamp": "fine"}),
            (church.leader, {**body, "new_version": True}),
            (church.leader, {**body, "held_on": "2026-11-19"}),
            (church.leader, {**body, "held_on": "2026-11-24"}),
            (church.leader, {**body, "stamp": "adjust", "new_version": True}),
            (church.coach, body),
            (church.working_group, body),
            (church.other_leader, body),
        )
    ]
    stamp(church, apk["id"])
    twice = church.call(church.leader, "POST", path, body).status_code
    revised = church.call(church.leader, "PATCH", f"/apks/{apk['id']}", {"findings": []})

    assert refused == [422, 422, 422, 422, 409, 403, 403, 404]
    assert (twice, revised.status_code) == (409, 409)


def test_a_check_up_of_tomorrow_or_with_a_foreign_workshop_is_refused(church: Church) -> None:
    path = f"{church.path}/apks"
    tomorrow = church.call(church.leader, "POST", path, {"held_on": "2026-11-24"})
    foreign = {"held_on": "2026-11-20", "workshop_id": str(new_id())}
    nowhere = church.call(church.leader, "POST", path, foreign)

    assert (tomorrow.status_code, nowhere.status_code) == (422, 422)
    assert states(church) == []
