"""From an enquiry by way of conversations to a proposal, and what the council's answer does."""

import threading
from typing import Any

import pytest

from tests import askers
from tests.congregations.conftest import Church

TRACKS = [{"kind": "discover", "evenings": 3, "dates": "dinsdagen in maart"}]
YES = {
    "answer": "yes",
    "body": "church_council",
    "held_on": "2026-11-20",
    "text": "De kerkenraad gaat akkoord met het voorstel.",
}
NO = YES | {"answer": "no", "text": "Dit jaar is er geen ruimte."}
TOLD = {"by_role": "scriba"}


def plan(**other: Any) -> dict[str, Any]:
    return {
        "template": "brochure-8",
        "tracks": TRACKS,
        "opening": "Samen ontdekken waar uw gemeente staat.",
        "takes_part": "Kerkenraad en zendingscommissie",
        "costs": "Reiskosten en materiaal",
    } | other


def draft(church: Church, **other: Any) -> str:
    path = f"{church.path}/proposals"
    found: str = church.ok(church.coach, "POST", path, plan(**other))["id"]
    return found


def offer(church: Church, **other: Any) -> str:
    proposal_id = draft(church, **other)
    church.ok(church.coach, "POST", f"/proposals/{proposal_id}/offer")
    return proposal_id


def intake(church: Church, who: Any = None) -> Any:
    return church.ok(who or church.coach, "GET", f"{church.path}/intake")


def test_the_intake_says_what_comes_next(church: Church) -> None:
    steps = [intake(church)["next"]]
    enquiry = {"on_day": "2026-11-01", "asked_by_role": "predikant", "question": "Hoe beginnen we?"}
    church.ok(church.coach, "POST", f"{church.path}/enquiries", enquiry)
    steps.append(intake(church)["next"])
    talk = {"on_day": "2026-11-05", "hopes": "Dat jongeren meedoen."}
    church.ok(church.coach, "POST", f"{church.path}/conversations", talk)
    steps.append(intake(church)["next"])
    proposal_id = draft(church)
    steps.append(intake(church)["next"])
    church.ok(church.coach, "POST", f"/proposals/{proposal_id}/offer")
    steps.append(intake(church)["next"])
    church.ok(church.leader, "POST", f"/proposals/{proposal_id}/answers", YES)
    steps.append(intake(church)["next"])

    assert steps == ["enquiry", "conversation", "proposal", "offer", "answer", "journey"]


def test_enquiry_and_conversation_count_as_contact(church: Church) -> None:
    enquiry = {"on_day": "2026-11-01", "asked_by_role": "predikant", "question": "Hoe\nbeginnen?"}
    church.ok(church.coach, "POST", f"{church.path}/enquiries", enquiry)
    talk = {
        "on_day": "2026-11-05",
        "present": [{"role": "ouderling", "people": 2}],
        "moves": "x" * 300,
    }
    church.ok(church.coach, "POST", f"{church.path}/conversations", talk)
    log = church.ok(church.coach, "GET", f"{church.path}/contacts")["items"]

    assert [(one["kind"], one["on"]) for one in log] == [
        ("visit", "2026-11-05"),
        ("call", "2026-11-01"),
    ]
    assert [one["line"] for one in log] == ["x" * 280, "Hoe beginnen?"]
    assert church.home()[0]["last_contact"]["on"] == "2026-11-05"


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("enquiries", {"on_day": "2027-01-01"}, "on_day"),
        ("enquiries", {"on_day": "2026-02-30"}, "on_day"),
        ("enquiries", {"question": "x" * 5_000}, "question"),
        ("enquiries", {"how": "duif"}, "how"),
        ("conversations", {"on_day": "2027-01-01", "moves": "x"}, "on_day"),
        ("conversations", {"moves": "x" * 5_000}, "moves"),
        ("conversations", {"on_day": "2026-11-01"}, "moves"),
        ("conversations", {"moves": "x", "present": [{"role": "a", "people": 0}]}, "present"),
        ("proposals", plan(tracks=[]), "tracks"),
        ("proposals", plan(tracks=[{"kind": "geen"}]), "tracks"),
        ("proposals", plan(tracks=TRACKS * 2), "tracks"),
        ("proposals", plan(tracks=[{"kind": "discover", "evenings": 0}]), "tracks"),
        ("proposals", plan(template="geen"), "template"),
        ("proposals", plan(costs="x" * 5_000), "costs"),
    ],
)
def test_what_cannot_be_is_refused(church: Church, path: str, body: Any, field: str) -> None:
    whole = {"on_day": "2026-11-01"}
    if path == "enquiries":
        whole |= {"asked_by_role": "predikant", "question": "Hoe?"}
    body = body if path == "proposals" else whole | body
    answer = church.call(church.coach, "POST", f"{church.path}/{path}", body)

    assert answer.status_code == 422, answer.text
    assert any(name.startswith(field) for name in answer.get_json()["fields"]), answer.text
    assert church.ok(church.coach, "GET", f"{church.path}/contacts")["items"] == []


def test_a_text_of_a_megabyte_is_refused_whole(church: Church) -> None:
    long = plan(costs="x" * 1_000_000)
    answer = church.call(church.coach, "POST", f"{church.path}/proposals", long)

    assert answer.status_code in (413, 422)
    assert intake(church)["proposals"] == []


def test_leaders_read_what_was_offered_and_nothing_before(church: Church) -> None:
    enquiry = {"on_day": "2026-11-01", "asked_by_role": "predikant", "question": "Hoe?"}
    church.ok(church.coach, "POST", f"{church.path}/enquiries", enquiry)
    proposal_id = draft(church)
    before = intake(church, church.leader)
    hidden = church.call(church.leader, "GET", f"/proposals/{proposal_id}").status_code
    church.ok(church.coach, "POST", f"/proposals/{proposal_id}/offer")
    after = intake(church, church.working_group)

    assert (before["proposals"], before["enquiries"], hidden) == ([], [], 404)
    assert [one["state"] for one in after["proposals"]] == ["offered"]
    assert after["enquiries"] == after["conversations"] == []


def test_strangers_find_no_intake(church: Church) -> None:
    proposal_id = offer(church)
    paths = [f"{church.path}/intake", f"/proposals/{proposal_id}"]

    for who in (church.other_leader, church.other_coach):
        assert [church.call(who, "GET", path).status_code for path in paths] == [404, 404]
        answer = church.call(who, "POST", f"/proposals/{proposal_id}/answers", YES)
        assert answer.status_code == 404


def test_the_councils_yes_opens_exactly_the_proposed_tracks(church: Church) -> None:
    tracks = [{"kind": "mobilisation"}, *TRACKS]
    proposal_id = offer(church, tracks=tracks)
    done = church.ok(church.leader, "POST", f"/proposals/{proposal_id}/answers", YES)
    journey = church.overview()["journey"]

    assert [(t["kind"], t["state"]) for t in journey["tracks"]] == [
        ("discover", "agreed"),
        ("mobilisation", "agreed"),
    ]
    assert {t["changes"][-1]["decision_id"] for t in journey["tracks"]} == {done["decision"]["id"]}
    assert (done["state"], done["journey_id"]) == ("accepted", journey["id"])
    assert church.overview()["decisions"][0]["journey_id"] == journey["id"]
    assert journey["template"] == "brochure-8@1"
    assert church.last_event("proposal.answered")["answer"] == "yes"
    assert church.events().count("journey.opened.v1") == 1


def test_a_part_without_a_number_has_the_evenings_of_its_template(church: Church) -> None:
    proposal_id = draft(church, tracks=[{"kind": "kairos"}])

    (track,) = church.ok(church.coach, "GET", f"/proposals/{proposal_id}")["tracks"]
    assert (track["evenings"], track["title_en"]) == (9, "Kairos course")


def test_a_second_yes_is_told_that_the_first_stands(church: Church) -> None:
    proposal_id = offer(church)
    path = f"/proposals/{proposal_id}/answers"
    church.ok(church.leader, "POST", path, YES)
    second = church.call(church.coach, "POST", path, YES | {"as_reported": TOLD})

    assert second.status_code == 409
    assert "already" in second.get_json()["detail"]
    assert len(church.overview()["decisions"]) == 1


def test_of_two_who_decide_at_once_one_wins(church: Church) -> None:
    path = f"/proposals/{offer(church)}/answers"
    said = [(church.leader, YES), (church.coach, NO | {"as_reported": TOLD})]
    codes: list[int] = []

    def answer(who: askers.Asker, body: dict[str, Any]) -> None:
        codes.append(church.call(who, "POST", path, body).status_code)

    threads = [threading.Thread(target=answer, args=one) for one in said]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(codes) == [200, 409]
    assert len(church.overview()["decisions"]) == 1


def test_a_no_keeps_its_reason_and_opens_nothing(church: Church) -> None:
    proposal_id = offer(church)
    done = church.ok(church.leader, "POST", f"/proposals/{proposal_id}/answers", NO)

    assert (done["state"], done["reason"]) == ("declined", "Dit jaar is er geen ruimte.")
    assert church.overview()["journey"] is None
    assert intake(church)["next"] == "enquiry"


def test_a_coach_does_not_answer_for_the_congregation(church: Church) -> None:
    path = f"/proposals/{offer(church)}/answers"

    assert church.call(church.coach, "POST", path, YES).status_code == 403
    assert church.call(church.working_group, "POST", path, YES).status_code == 403
    assert intake(church)["proposals"][0]["state"] == "offered"


@pytest.mark.parametrize("held_on", ["2026-13-01", "2026-11-31", "2030-01-01", "morgen"])
def test_a_yes_on_an_impossible_day_opens_nothing(church: Church, held_on: str) -> None:
    path = f"/proposals/{offer(church)}/answers"
    answer = church.call(church.leader, "POST", path, YES | {"held_on": held_on})

    assert answer.status_code == 422
    assert "held_on" in answer.get_json()["fields"]
    assert church.overview()["journey"] is None


def test_a_contested_yes_is_shown_and_the_journey_stays(church: Church) -> None:
    path = f"/proposals/{offer(church)}/answers"
    told = church.ok(church.coach, "POST", path, YES | {"as_reported": TOLD})
    decision_id = told["decision"]["id"]
    contested = {"answer": "contested", "note": "Er was geen vergadering."}
    church.ok(church.leader, "POST", f"/decisions/{decision_id}/answers", contested)
    found = intake(church)["proposals"][0]

    assert (found["state"], found["decision"]["state"]) == ("accepted", "contested")
    assert church.overview()["journey"]["state"] == "open"
    assert [t["state"] for t in church.overview()["journey"]["tracks"]] == ["agreed"]
    assert church.events().count("decision.reported.v1") == 1


def test_a_new_version_supersedes_the_offered_one(church: Church) -> None:
    first = offer(church)
    second = offer(church, tracks=[{"kind": "kairos"}])
    states = {one["version"]: one["state"] for one in intake(church)["proposals"]}
    late = church.call(church.leader, "POST", f"/proposals/{first}/answers", YES)

    assert states == {1: "superseded", 2: "offered"}
    assert late.status_code == 409
    assert church.last_event("proposal.offered")["proposal_id"] == second


def test_what_was_offered_is_not_written_otherwise(church: Church) -> None:
    proposal_id = offer(church)
    answer = church.call(church.coach, "PUT", f"/proposals/{proposal_id}", plan(costs="Meer"))

    assert answer.status_code == 409


def test_a_draft_is_written_otherwise_and_there_is_one_at_a_time(church: Church) -> None:
    proposal_id = draft(church)
    second = church.call(church.coach, "POST", f"{church.path}/proposals", plan())
    changed = church.ok(
        church.coach, "PUT", f"/proposals/{proposal_id}", plan(tracks=[{"kind": "kairos"}])
    )

    assert second.status_code == 409
    assert [one["kind"] for one in changed["tracks"]] == ["kairos"]


def test_an_offered_proposal_is_withdrawn_with_a_reason(church: Church) -> None:
    path = f"/proposals/{offer(church)}/withdrawal"
    silent = church.call(church.coach, "POST", path, {})
    done = church.ok(church.coach, "POST", path, {"reason": "De data schuiven op."})
    again = church.call(church.coach, "POST", path, {"reason": "Nog eens."})

    assert (silent.status_code, again.status_code) == (422, 409)
    assert (done["state"], done["reason"]) == ("withdrawn", "De data schuiven op.")


def test_there_is_nothing_to_propose_while_a_journey_is_open(church: Church) -> None:
    proposal_id = draft(church)
    church.open()

    answers = [
        church.call(church.coach, "POST", f"/proposals/{proposal_id}/offer"),
        church.call(church.coach, "POST", f"{church.path}/proposals", plan()),
    ]
    assert [one.status_code for one in answers] == [409, 409]


def test_a_draft_in_the_making_is_set_aside_by_the_yes(church: Church) -> None:
    first = offer(church)
    draft(church)
    church.ok(church.leader, "POST", f"/proposals/{first}/answers", YES)

    assert [one["state"] for one in intake(church)["proposals"]] == ["superseded", "accepted"]
