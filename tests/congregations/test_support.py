"""Support is created first, then measured as the church chooses, by a threshold set before."""

from typing import Any

import pytest

from tests import askers
from tests.congregations.conftest import Church

YES = {
    "outcome": "go",
    "body": "church_council",
    "held_on": "2026-11-22",
    "text": "Wij gaan door.",
}
QUESTION = {"nl": "Staat u achter dit plan?", "en": "Do you stand behind this plan?"}


class Support:
    """The support of one congregation, in the words of the tests."""

    def __init__(self, church: Church) -> None:
        self.church = church
        self.journey: str = church.open()["id"]

    def do(self, method: str, path: str, body: object = None, who: Any = None) -> Any:
        return self.church.ok(who or self.church.leader, method, path, body)

    def refused(self, method: str, path: str, body: object = None, who: Any = None) -> Any:
        return self.church.call(who or self.church.leader, method, path, body)

    def group(self, name: str, **more: Any) -> str:
        path = f"/journeys/{self.journey}/support/groups"
        found: str = self.do("POST", path, {"name": name, **more})["id"]
        return found

    def prepare(self, kind: str, *groups: tuple[str, int], **more: Any) -> Any:
        asked = [{"name": name, "invited": invited} for name, invited in groups]
        questions = [QUESTION] if kind == "survey" else []
        body = {"kind": kind, "groups": asked, "questions": questions, **more}
        return self.do("POST", f"/journeys/{self.journey}/support/measures", body)

    def opened(self, kind: str, *groups: tuple[str, int], **threshold: Any) -> Any:
        measure = self.prepare(kind, *groups)
        self.threshold(measure, **threshold)
        return self.do("POST", f"/support/{measure['id']}/opening")

    def threshold(self, measure: Any, **values: Any) -> None:
        body = {"share": 70, "response": 50, "no_grave": True} | values
        self.do("POST", f"/support/{measure['id']}/thresholds", body)

    def slips(self, measure: Any, group: int, number: int) -> list[str]:
        body = {"group_id": measure["groups"][group]["id"], "number": number}
        found: list[str] = self.do("POST", f"/support/{measure['id']}/slips", body)["tokens"]
        return found

    def hand_in(self, token: str, answer: int, **more: Any) -> Any:
        body = {"token": token, "answers": [answer], **more}
        return self.church.call(None, "POST", "/support/slips", body)

    def answer(self, measure: Any, group: int, *answers: int) -> None:
        for token, answer in zip(self.slips(measure, group, len(answers)), answers, strict=True):
            assert self.hand_in(token, answer).status_code == 204

    def close(self, measure: Any) -> None:
        self.do("POST", f"/support/{measure['id']}/closing")

    def seen(self, who: Any = None) -> Any:
        return self.do("GET", f"{self.church.path}/support", who=who)

    def result(self) -> Any:
        return self.seen()["measures"][0]["result"]

    def counted(self, measure: Any, *counts: tuple[int, int, int, int, int]) -> dict[str, Any]:
        names = ("present", "in_favour", "with_reservations", "against", "abstained")
        groups = [
            {"id": group["id"], **dict(zip(names, count, strict=True))}
            for group, count in zip(measure["groups"], counts, strict=True)
        ]
        return {"held_on": "2026-11-22", "groups": groups}


@pytest.fixture
def support(church: Church) -> Support:
    return Support(church)


def test_the_plan_says_what_is_done_with_each_group_when_and_by_whom(support: Support) -> None:
    group = support.group(
        "Jeugd", influence="high", size=40, stance_now="reserved", stance_desired="in_favour"
    )
    step = {"kind": "house_group", "text": "Avond", "on_day": "2026-12-01", "role": "jeugdleider"}
    made = support.do("POST", f"/support/groups/{group}/steps", step, support.church.working_group)
    done = {"done_on": "2026-11-23", "stance_after": "in_favour"}
    support.do("PATCH", f"/support/steps/{made['id']}", done)
    (seen,) = support.seen(support.church.working_group)["groups"]

    assert (seen["stance_now"], seen["stance_desired"], seen["stance_after"]) == (
        "reserved",
        "in_favour",
        "in_favour",
    )
    assert seen["steps"][0] | {"id": ""} == {**step, "done_on": "2026-11-23", "id": ""}


def test_an_unknown_stance_is_no_stance(support: Support) -> None:
    support.group("Diaconie")

    assert support.seen()["groups"][0]["stance_now"] is None


def test_a_stance_after_follows_what_was_done(support: Support) -> None:
    group = support.group("Jeugd")
    step = {"kind": "service", "text": "Dienst"}
    made = support.do("POST", f"/support/groups/{group}/steps", step)["id"]
    early = support.refused("PATCH", f"/support/steps/{made}", {"stance_after": "leading"})
    future = support.refused("PATCH", f"/support/steps/{made}", {"done_on": "2026-12-24"})

    assert (early.status_code, future.status_code) == (422, 422)
    assert support.seen()["groups"][0]["stance_after"] is None


def test_a_group_stands_in_the_plan_once(support: Support) -> None:
    support.group("Jeugd")
    again = support.refused(
        "POST", f"/journeys/{support.journey}/support/groups", {"name": "jeugd"}
    )

    assert again.status_code == 409


def test_a_threshold_is_set_before_the_measure_opens_and_then_stands(support: Support) -> None:
    measure = support.prepare("counted", ("De gemeente", 120))
    early = support.refused("POST", f"/support/{measure['id']}/opening")
    support.threshold(measure, share=60)
    support.threshold(measure, share=75)
    support.do("POST", f"/support/{measure['id']}/opening", who=support.church.coach)
    late = support.refused(
        "POST", f"/support/{measure['id']}/thresholds", {"share": 10, "response": 0}
    )
    seen = support.seen()["measures"][0]

    assert (early.status_code, late.status_code) == (409, 409)
    assert seen["threshold"]["share"] == 75
    assert [(one["share"], one["by"]) for one in seen["thresholds"]] == [
        (60, str(support.church.leader.id)),
        (75, str(support.church.leader.id)),
    ]
    assert all(one["at"].startswith("2026-11-23") for one in seen["thresholds"])


def test_what_was_opened_cannot_be_thrown_away(support: Support) -> None:
    measure = support.opened("counted", ("De gemeente", 120))

    assert support.refused("DELETE", f"/support/{measure['id']}").status_code == 409


def test_what_was_prepared_can_be_thrown_away_and_begun_anew(support: Support) -> None:
    measure = support.prepare("survey", ("De gemeente", 120))
    support.threshold(measure)
    support.slips(measure, 0, 3)
    second = support.refused(
        "POST",
        f"/journeys/{support.journey}/support/measures",
        {"kind": "counted", "groups": [{"name": "x", "invited": 1}]},
    )
    code = support.seen()["measures"][0]["code"]
    support.church.call(support.church.leader, "DELETE", f"/support/{measure['id']}")
    typed = support.refused("GET", f"/sheets/{code}")

    assert (second.status_code, typed.status_code) == (409, 404)
    assert support.seen()["measures"] == []
    assert support.prepare("counted", ("De gemeente", 120))["state"] == "draft"


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        ((121, 0, 0, 0, 0), "More people present than may take part."),
        ((60, 100, 20, 5, 0), "More votes than people who may vote."),
        ((60, 50, 5, 5, 1), "More votes than people present."),
    ],
)
def test_more_votes_than_people_are_refused_with_a_sentence(
    support: Support, count: tuple[int, int, int, int, int], sentence: str
) -> None:
    measure = support.opened("counted", ("De gemeente", 120))
    answer = support.refused(
        "PUT", f"/support/{measure['id']}/counts", support.counted(measure, count)
    )

    assert answer.status_code == 422
    assert list(answer.get_json()["fields"].values()) == [sentence]
    assert support.seen()["measures"][0]["groups"][0]["present"] is None


def test_counted_hands_come_with_response_interval_and_who_is_missing(support: Support) -> None:
    support.group("Jeugd", size=40)
    measure = support.opened("counted", ("Ouderen", 50), ("Gezinnen", 70))
    counted = support.counted(measure, (40, 30, 5, 5, 0), (0, 0, 0, 0, 0))
    support.do("PUT", f"/support/{measure['id']}/counts", counted, support.church.working_group)
    support.close(measure)
    result = support.result()
    total = result["asked"][0]["total"]

    assert (total["counts"], total["took_part"], total["invited"]) == ([5, 5, 30], 40, 120)
    assert total["low"] == total["high"] == 0.75
    assert total["interval"] == pytest.approx([0.598, 0.858], abs=0.001)
    assert result["missing"] == [
        {"name": "Jeugd", "why": "not_asked"},
        {"name": "Gezinnen", "why": "nobody"},
    ]
    assert result["advice"] == "wait"
    assert [(one["code"], one["met"]) for one in result["reasons"]] == [
        ("response", False),
        ("share", True),
        ("grave", True),
    ]


def test_a_measure_is_counted_before_it_closes_and_open_before_it_is_counted(
    support: Support,
) -> None:
    measure = support.prepare("counted", ("De gemeente", 10))
    path = f"/support/{measure['id']}"
    counted = support.counted(measure, (5, 5, 0, 0, 0))
    early = support.refused("PUT", f"{path}/counts", counted)
    support.threshold(measure)
    support.do("POST", f"{path}/opening")
    empty = support.refused("POST", f"{path}/closing")
    future = support.refused("PUT", f"{path}/counts", counted | {"held_on": "2026-12-24"})
    support.do("PUT", f"{path}/counts", counted)
    support.close(measure)
    twice = support.refused("POST", f"{path}/closing")

    assert [one.status_code for one in (early, empty, future, twice)] == [409, 409, 422, 409]
    assert support.church.events().count("support.measured.v1") == 1


def test_there_is_no_result_before_the_measure_is_closed(support: Support) -> None:
    measure = support.opened("survey", ("De gemeente", 20))
    support.answer(measure, 0, *[5] * 15)

    assert support.result() is None
    assert support.seen()["measures"][0]["answers"] == 15
    assert support.seen()["measures"][0]["objections"] == []


def test_a_survey_tells_go_when_its_threshold_is_met(support: Support) -> None:
    measure = support.opened("survey", ("De gemeente", 20))
    support.answer(measure, 0, *[5] * 8, *[4] * 6, *[2] * 5)
    support.close(measure)
    asked = support.result()["asked"][0]

    assert asked["question"] == QUESTION
    assert asked["total"]["counts"] == [5, 14]
    assert asked["total"]["response"] == 0.95
    assert support.result()["advice"] == "go"


def test_a_slip_leads_nowhere_once_its_journey_is_closed(support: Support) -> None:
    measure = support.opened("survey", ("De gemeente", 20))
    (token,) = support.slips(measure, 0, 1)
    support.do("POST", f"/journeys/{support.journey}/closing", {}, support.church.coach)
    asked = support.refused("POST", "/support/slips/check", {"token": token})
    handed = support.refused("POST", "/support/slips", {"token": token, "answers": [4]})

    assert (asked.status_code, handed.status_code) == (404, 404)


def test_a_grave_objection_waits_for_its_answer(support: Support) -> None:
    measure = support.opened("survey", ("De gemeente", 20))
    (token,) = support.slips(measure, 0, 1)
    support.hand_in(token, 4, objection="Wie zorgt er voor de jeugd?", grave=True)
    support.answer(measure, 0, *[5] * 14)
    support.close(measure)
    before = support.result()["advice"]
    (objection,) = support.seen()["measures"][0]["objections"]
    path = f"/support/objections/{objection['id']}"
    smaller = support.refused("PATCH", path, {"grave": False})
    support.do("PATCH", path, {"answer": "De diaconie neemt dit op zich.", "theme": "jeugd"})

    assert (before, support.result()["advice"]) == ("adapt", "go")
    assert smaller.status_code == 422
    assert support.seen()["measures"][0]["objections"][0]["state"] == "answered"


def test_objections_are_for_coach_and_leaders_and_of_nobody(support: Support) -> None:
    measure = support.opened("counted", ("De gemeente", 20))
    heard = {"text": "Te duur", "theme": "geld"}
    note = f"/support/{measure['id']}/objections"
    made = support.do("POST", note, heard, support.church.working_group)
    group_sees = support.seen(support.church.working_group)["measures"][0]
    coach_sees = support.seen(support.church.coach)["measures"][0]["objections"]
    path = f"/support/objections/{made['id']}"
    answered = support.refused("PATCH", path, {"answer": "Nee"}, support.church.working_group)

    assert group_sees["objections"] is None
    assert [set(one) for one in coach_sees] == [{"id", "text", "theme", "grave", "answer", "state"}]
    assert answered.status_code == 403


def test_the_body_decides_on_a_closed_measure_once(support: Support) -> None:
    measure = support.opened("counted", ("De gemeente", 20))
    path = f"/support/{measure['id']}/decision"
    early = support.refused("POST", path, YES)
    counted = support.counted(measure, (15, 15, 0, 0, 0))
    support.do("PUT", f"/support/{measure['id']}/counts", counted)
    support.close(measure)
    support.do("POST", path, YES)
    again = support.refused("POST", path, YES | {"outcome": "wait"})
    seen = support.seen()["measures"][0]

    assert (early.status_code, again.status_code) == (409, 409)
    assert (seen["outcome"], seen["decision"]["state"]) == ("go", "recorded")
    assert support.church.overview()["decisions"][0]["about"] == "support"


def test_a_contested_decision_is_shown_and_may_be_taken_again(support: Support) -> None:
    measure = support.opened("counted", ("De gemeente", 20))
    counted = support.counted(measure, (15, 15, 0, 0, 0))
    support.do("PUT", f"/support/{measure['id']}/counts", counted)
    support.close(measure)
    path = f"/support/{measure['id']}/decision"
    own = support.refused("POST", path, YES, support.church.coach)
    told = YES | {"as_reported": {"by_role": "voorzitter"}}
    support.do("POST", path, told, support.church.coach)
    decision = support.seen()["measures"][0]["decision"]
    support.do("POST", f"/decisions/{decision['id']}/answers", {"answer": "contested"})
    seen = support.seen()["measures"][0]
    support.do("POST", path, YES | {"outcome": "adapt"})

    assert own.status_code == 403
    assert (seen["outcome"], seen["decision"]["state"]) == ("go", "contested")
    assert support.result()["advice"] == "go"
    assert support.seen()["measures"][0]["outcome"] == "adapt"


def test_no_grave_objection_is_put_under_a_decision_unless_that_was_contested(
    support: Support,
) -> None:
    measure = support.opened("counted", ("De gemeente", 20))
    counted = support.counted(measure, (15, 15, 0, 0, 0))
    support.do("PUT", f"/support/{measure['id']}/counts", counted)
    support.close(measure)
    told = YES | {"as_reported": {"by_role": "voorzitter"}}
    support.do("POST", f"/support/{measure['id']}/decision", told, support.church.coach)
    note = f"/support/{measure['id']}/objections"
    grave = {"text": "Wie zorgt er voor de jeugd?", "grave": True}
    late = support.refused("POST", note, grave)
    mild = support.refused("POST", note, {"text": "Te duur"})
    advised = support.result()["advice"]
    decision = support.seen()["measures"][0]["decision"]
    support.do("POST", f"/decisions/{decision['id']}/answers", {"answer": "contested"})
    heard_again = support.refused("POST", note, grave)

    assert (late.status_code, mild.status_code, advised) == (409, 201, "go")
    assert (heard_again.status_code, support.result()["advice"]) == (201, "adapt")


def test_the_working_group_prepares_and_the_others_decide(support: Support) -> None:
    group = support.church.working_group
    measure = support.do(
        "POST",
        f"/journeys/{support.journey}/support/measures",
        {"kind": "counted", "groups": [{"name": "De gemeente", "invited": 20}]},
        group,
    )
    path = f"/support/{measure['id']}"
    refused = [
        support.refused("POST", f"{path}/thresholds", {"share": 70, "response": 0}, group),
        support.refused("POST", f"{path}/opening", None, group),
        support.refused("POST", f"{path}/closing", None, group),
        support.refused("DELETE", path, None, group),
        support.refused("POST", f"{path}/decision", YES, group),
    ]

    assert {answer.status_code for answer in refused} == {403}


def test_strangers_find_nothing(support: Support) -> None:
    measure = support.opened("counted", ("De gemeente", 20))
    group = support.group("Jeugd")
    asked = [
        ("GET", f"{support.church.path}/support", None),
        ("POST", f"/journeys/{support.journey}/support/groups", {"name": "x"}),
        ("PATCH", f"/support/groups/{group}", {"name": "x"}),
        ("POST", f"/support/{measure['id']}/closing", None),
        ("POST", f"/support/{measure['id']}/objections", {"text": "x"}),
    ]
    for who in (support.church.other_coach, support.church.other_leader):
        found = {support.refused(*one, who=who).status_code for one in asked}

        assert found == {404}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "poll", "groups": [{"name": "x", "invited": 3}]}, "kind"),
        ({"kind": "counted", "groups": []}, "groups"),
        ({"kind": "counted", "groups": [{"name": "x"}]}, "groups"),
        ({"kind": "survey", "groups": [{"name": "x", "invited": 3}]}, "questions"),
        (
            {
                "kind": "survey",
                "groups": [{"name": "x", "invited": 3}],
                "questions": [QUESTION] * 11,
            },
            "questions",
        ),
        (
            {"kind": "counted", "groups": [{"name": "x", "invited": 3}] * 2},
            "groups",
        ),
    ],
)
def test_a_measure_that_cannot_be_is_refused(
    support: Support, body: dict[str, Any], field: str
) -> None:
    answer = support.refused("POST", f"/journeys/{support.journey}/support/measures", body)

    assert answer.status_code == 422
    assert any(name.startswith(field) for name in answer.get_json()["fields"])


def test_the_letter_about_a_result_tells_where_it_lies_and_no_figure(support: Support) -> None:
    measure = support.opened("counted", ("De gemeente", 20))
    counted = support.counted(measure, (15, 15, 0, 0, 0))
    support.do("PUT", f"/support/{measure['id']}/counts", counted)
    support.close(measure)
    notifications = askers.service(support.church.host, "notifications")
    path = f"/letters/support_result/{measure['id']}"
    facts = support.church.ok(notifications, "GET", path)

    assert (facts["state"], facts["what_nl"]) == ("closed", "Draagvlak")
    assert facts["path"] == f"{support.church.path}/support"
    assert support.refused("GET", path).status_code == 403
