"""Decisions are the congregation's; a coach writes down what he was told, leaders answer."""

from datetime import timedelta

import pytest

from shared.clock import new_id
from tests import askers
from tests.congregations.conftest import Church

TOLD = {"by_role": "voorzitter kerkenraad", "by_name": "J. de Wit"}


@pytest.fixture
def reported(church: Church) -> str:
    """A decision that the coach was told of: the Discover report is accepted."""
    church.open()
    church.walk("discover", "agreed", "planned", "running", "reported")
    deciding = church.deciding("discover", as_reported=TOLD)
    decision_id: str = church.ok(church.coach, "POST", f"{church.path}/decisions", deciding)["id"]
    return decision_id


def test_a_leader_writes_down_that_a_report_is_accepted(church: Church) -> None:
    church.open()
    church.walk("discover", "agreed", "planned", "running", "reported")
    path = f"{church.path}/decisions"
    decision = church.ok(church.leader, "POST", path, church.deciding("discover"))
    track = church.track("discover")

    assert (decision["state"], decision["as_reported"]) == ("recorded", None)
    assert track["state"] == "accepted"
    assert track["changes"][-1]["decision_id"] == decision["id"]
    assert church.last_event("track.changed")["state"] == "accepted"
    assert "decision.reported.v1" not in church.events()


def test_a_coach_cannot_decide_for_the_congregation(church: Church) -> None:
    church.open()
    church.walk("discover", "agreed", "planned", "running", "reported")
    path = f"{church.path}/decisions"
    answer = church.call(church.coach, "POST", path, church.deciding("discover"))

    assert answer.status_code == 403
    assert church.track("discover")["state"] == "reported"
    assert church.overview()["decisions"] == []


def test_a_leader_does_not_report_to_himself(church: Church) -> None:
    church.open()
    deciding = church.deciding("discover", to=None, as_reported=TOLD)

    assert (
        church.call(church.leader, "POST", f"{church.path}/decisions", deciding).status_code == 403
    )


def test_the_journey_goes_on_while_a_reported_decision_waits(church: Church, reported: str) -> None:
    decision = church.overview(church.leader)["decisions"][0]

    assert (decision["id"], decision["state"]) == (reported, "reported")
    assert decision["as_reported"] == TOLD
    assert church.track("discover")["state"] == "accepted"
    assert church.last_event("decision.reported") == {
        "decision_id": reported,
        "congregation_id": str(church.id),
        "coach_id": str(church.coach.id),
    }


def test_a_leader_confirms_and_the_first_answer_stands(church: Church, reported: str) -> None:
    path = f"/decisions/{reported}/answers"
    church.ok(church.leader, "POST", path, {"answer": "confirmed"})
    second = church.call(church.leader, "POST", path, {"answer": "contested"})

    assert second.status_code == 409
    assert church.overview()["decisions"][0]["state"] == "confirmed"
    assert church.track("discover")["state"] == "accepted"
    assert church.events().count("decision.answered.v1") == 1


def test_a_contested_decision_takes_the_part_back_and_is_seen_at_home(
    church: Church, reported: str
) -> None:
    path = f"/decisions/{reported}/answers"
    note = {"answer": "contested", "note": "Niet besproken"}
    church.ok(church.leader, "POST", path, note)
    track = church.track("discover")

    assert track["state"] == "reported"
    assert [(c["from"], c["to"]) for c in track["changes"]][-1] == ("accepted", "reported")
    assert church.overview()["decisions"][0]["answers"][0]["note"] == "Niet besproken"
    assert "decision_contested" in church.attention()
    assert church.last_event("decision.answered")["answer"] == "contested"


def test_deciding_again_settles_a_contested_decision(church: Church, reported: str) -> None:
    church.ok(church.leader, "POST", f"/decisions/{reported}/answers", {"answer": "contested"})
    church.host.clock.advance(timedelta(hours=1))
    church.ok(church.leader, "POST", f"{church.path}/decisions", church.deciding("discover"))

    assert "decision_contested" not in church.attention()
    assert church.track("discover")["state"] == "accepted"


def test_a_part_that_went_on_since_is_not_taken_back(church: Church, reported: str) -> None:
    track = church.track("discover")
    again = {"to": "reopened", "reason": "APK"}
    church.ok(church.coach, "POST", f"/tracks/{track['id']}/states", again)
    church.ok(church.leader, "POST", f"/decisions/{reported}/answers", {"answer": "contested"})

    assert church.track("discover")["state"] == "reopened"


def test_a_coach_never_answers_what_he_reported_himself(church: Church, reported: str) -> None:
    path = f"/decisions/{reported}/answers"
    answers = [
        church.call(who, "POST", path, {"answer": "confirmed"}).status_code
        for who in (church.coach, church.working_group)
    ]
    both = askers.also(church.host, church.coach, "leader", church.other_leader.organisation_id)

    assert answers == [403, 403]
    assert church.call(both, "POST", path, {"answer": "confirmed"}).status_code == 403


def test_an_own_decision_waits_for_no_answer(church: Church) -> None:
    church.open()
    deciding = church.deciding("discover", to="agreed")
    decision = church.ok(church.leader, "POST", f"{church.path}/decisions", deciding)
    answer = church.call(
        church.leader, "POST", f"/decisions/{decision['id']}/answers", {"answer": "confirmed"}
    )

    assert answer.status_code == 409


def test_a_decision_that_cannot_follow_is_refused_whole(church: Church) -> None:
    church.open()
    before = church.events()
    answer = church.call(
        church.leader, "POST", f"{church.path}/decisions", church.deciding("discover")
    )

    assert answer.status_code == 409
    assert church.overview()["decisions"] == []
    assert church.events() == before


def test_a_decision_is_about_something_of_the_same_congregation(church: Church) -> None:
    church.open()
    theirs = church.ok(church.other_coach, "POST", "/congregations", {"name": "Elders"})
    path = f"/congregations/{theirs['id']}/journeys"
    journey = church.ok(church.other_coach, "POST", path, {"template": "o3"})
    foreign = {"track": journey["tracks"][0]["id"], "journey": journey["id"], "launch": new_id()}
    for about, about_id in foreign.items():
        deciding = church.deciding("discover", about=about, about_id=str(about_id), to=None)
        answer = church.call(church.leader, "POST", f"{church.path}/decisions", deciding)

        assert answer.status_code == 422
        assert "about_id" in answer.get_json()["fields"]


def test_a_decision_lies_in_the_past_by_the_clock_of_the_congregation(church: Church) -> None:
    church.open()
    church.host.clock.advance(timedelta(hours=14, minutes=30))  # 00:30 on the 24th in Ede
    path = f"{church.path}/decisions"
    today = church.deciding("discover", to="agreed", held_on="2026-11-24")
    tomorrow = church.deciding("mobilisation", to="agreed", held_on="2026-11-25")

    assert church.call(church.leader, "POST", path, today).status_code == 201
    assert church.call(church.leader, "POST", path, tomorrow).status_code == 422


def test_the_letter_to_the_leaders_can_say_what_was_reported(church: Church, reported: str) -> None:
    path = f"/letters/decision/{reported}"
    facts = church.ok(askers.service(church.host, "notifications"), "GET", path)

    assert facts["congregation_name"] == "De Brug"
    assert facts["coach_id"] == str(church.coach.id)
    assert (facts["subject_nl"], facts["subject_en"]) == ("Ontdekken", "Discover")
    assert facts["decision"]["held_on"] == "2026-11-20"
    assert church.call(church.coach, "GET", path).status_code == 403
