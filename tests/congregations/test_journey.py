"""A journey begins from a template, is made to measure, and is walked through its states."""

import pytest

from services.congregations.journeys import templates, thaw
from services.congregations.model.journey import FOLLOWS
from tests.congregations.conftest import Church

EIGHT = [
    "kairos",
    "discover",
    "mobilisation",
    "partner",
    "synergy",
    "launch",
    "implementation",
    "evaluation",
]


def test_the_whole_journey_has_the_eight_parts_in_their_order(church: Church) -> None:
    journey = church.open()

    assert [track["kind"] for track in journey["tracks"]] == EIGHT
    assert [track["position"] for track in journey["tracks"]] == list(range(1, 9))
    assert {track["state"] for track in journey["tracks"]} == {"proposed"}
    assert len(journey["tracks"][0]["steps"]) == 9
    assert journey["template"] == "brochure-8@1"
    assert church.last_event("journey.opened")["template"] == "brochure-8@1"


def test_the_entry_track_alone_can_grow_into_the_whole_later(church: Church) -> None:
    journey = church.open(tracks="entry")
    church.ok(church.coach, "POST", f"/journeys/{journey['id']}/tracks", {"from_template": "rest"})
    tracks = church.overview()["journey"]["tracks"]

    assert [track["kind"] for track in journey["tracks"]] == ["discover"]
    assert [missing["kind"] for missing in journey["missing"]] == [EIGHT[0], *EIGHT[2:]]
    assert [track["kind"] for track in tracks] == EIGHT
    assert [track["position"] for track in tracks] == list(range(1, 9))


@pytest.mark.parametrize("template", templates().values(), ids=lambda one: one.id)
def test_every_template_has_one_entry_and_survives_being_frozen(template: object) -> None:
    assert sum(track.entry for track in template.tracks) == 1
    assert thaw(template.frozen()) == template


def test_a_congregation_walks_one_journey_at_a_time(church: Church) -> None:
    journey = church.open()
    again = church.call(church.coach, "POST", f"{church.path}/journeys", {"template": "o3"})
    church.ok(church.coach, "POST", f"/journeys/{journey['id']}/closing", {"reason": "Verhuisd"})
    church.open(template="o3")
    overview = church.overview()

    assert again.status_code == 409
    assert overview["journey"]["template"] == "o3@1"
    assert [one["state"] for one in overview["previous"]] == ["closed"]


def test_a_closed_journey_stays_readable_and_changes_no_more(church: Church) -> None:
    journey = church.open()
    track = journey["tracks"][0]
    church.ok(church.leader, "POST", f"/journeys/{journey['id']}/closing", {})
    acts = (
        ("POST", f"/tracks/{track['id']}/states", {"to": "agreed"}),
        ("PATCH", f"/tracks/{track['id']}", {"title_nl": "Anders"}),
        ("DELETE", f"/tracks/{track['id']}", None),
        ("POST", f"/tracks/{track['id']}/steps", {"title_nl": "Nog een"}),
        ("PATCH", f"/steps/{track['steps'][0]['id']}", {"minutes": 60}),
        ("DELETE", f"/steps/{track['steps'][0]['id']}", None),
        ("POST", f"/journeys/{journey['id']}/tracks", {"title_nl": "Eigen"}),
        ("POST", f"/tracks/{track['id']}/done-before", {"on": "2020-01-01"}),
        ("POST", f"/journeys/{journey['id']}/launch", {"held_on": "2026-11-01"}),
        ("POST", f"/journeys/{journey['id']}/closing", {}),
    )

    assert {church.call(church.coach, *act).status_code for act in acts} == {409}
    assert church.ok(church.leader, "GET", f"/journeys/{journey['id']}")["state"] == "closed"


def test_made_to_measure_changes_leave_the_template_alone(church: Church) -> None:
    before = church.ok(church.coach, "GET", "/templates")
    journey = church.open()
    discover, kairos = journey["tracks"][1], journey["tracks"][0]
    steps = discover["steps"]
    church.ok(church.coach, "PATCH", f"/tracks/{discover['id']}", {"title_nl": "Speuren"})
    church.ok(church.coach, "PATCH", f"/tracks/{discover['id']}", {"position": 1})
    church.ok(church.coach, "DELETE", f"/tracks/{kairos['id']}")
    church.ok(church.coach, "DELETE", f"/steps/{steps[0]['id']}")
    church.ok(church.coach, "PATCH", f"/steps/{steps[3]['id']}", {"position": 1, "minutes": 90})
    new = {"title_nl": "Avond met de jeugd", "kind": "conversation", "position": 2}
    church.ok(church.leader, "POST", f"/tracks/{discover['id']}/steps", new)
    mine = church.overview()["journey"]
    fresh = church.ok(church.other_coach, "POST", "/congregations", {"name": "Nieuw"})
    other = church.ok(
        church.other_coach,
        "POST",
        f"/congregations/{fresh['id']}/journeys",
        {"template": "brochure-8"},
    )

    assert church.ok(church.coach, "GET", "/templates") == before
    assert [track["title_nl"] for track in other["tracks"]][:2] == ["Kairos-cursus", "Ontdekken"]
    assert [track["kind"] for track in mine["tracks"]] == EIGHT[1:]
    assert mine["tracks"][0]["title_nl"] == "Speuren"
    assert [step["title_nl"] for step in mine["tracks"][0]["steps"]] == [
        "Welke stap volgt?",
        "Avond met de jeugd",
        "Wat is ons gegeven?",
        "Waarden en ongeschreven regels",
    ]
    assert [step["position"] for step in mine["tracks"][0]["steps"]] == [1, 2, 3, 4]
    assert mine["tracks"][0]["steps"][0]["minutes"] == 90


def test_an_own_part_stands_where_it_is_put(church: Church) -> None:
    journey = church.open()
    own = {"title_nl": "Gebedsweek", "position": 2}
    church.ok(church.coach, "POST", f"/journeys/{journey['id']}/tracks", own)
    tracks = church.overview()["journey"]["tracks"]

    assert (tracks[1]["title_nl"], tracks[1]["title_en"]) == ("Gebedsweek", "Gebedsweek")
    assert (tracks[1]["kind"], tracks[1]["own"]) == ("own", True)
    assert [track["position"] for track in tracks] == list(range(1, 10))


def test_a_dropped_part_can_come_back_from_the_template(church: Church) -> None:
    journey = church.open()
    synergy = church.track("synergy")
    church.ok(church.coach, "DELETE", f"/tracks/{synergy['id']}")
    gone = [track["kind"] for track in church.overview()["journey"]["tracks"]]
    back = {"from_template": "synergy"}
    church.ok(church.coach, "POST", f"/journeys/{journey['id']}/tracks", back)

    assert "synergy" not in gone
    assert [track["kind"] for track in church.overview()["journey"]["tracks"]] == EIGHT
    assert church.call(church.coach, "DELETE", f"/tracks/{synergy['id']}").status_code == 404


def test_a_part_that_was_worked_on_cannot_be_dropped(church: Church) -> None:
    church.open()
    track = church.walk("discover", "agreed", "planned", "running")

    assert church.call(church.coach, "DELETE", f"/tracks/{track['id']}").status_code == 409


def test_a_part_of_the_template_is_there_once(church: Church) -> None:
    journey = church.open()
    again = {"from_template": "kairos"}
    answer = church.call(church.coach, "POST", f"/journeys/{journey['id']}/tracks", again)

    assert answer.status_code == 409


def test_every_change_of_state_says_who_and_when_and_is_told(church: Church) -> None:
    church.open()
    track = church.walk("discover", "agreed", "planned")

    assert [(c["from"], c["to"]) for c in track["changes"]] == [
        ("proposed", "agreed"),
        ("agreed", "planned"),
    ]
    assert {change["by"] for change in track["changes"]} == {str(church.coach.id)}
    assert church.events().count("track.changed.v1") == 2
    assert church.last_event("track.changed")["state"] == "planned"


def test_only_the_states_that_may_follow_are_taken(church: Church) -> None:
    church.open()
    track = church.track("discover")
    for state in set(FOLLOWS) - set(FOLLOWS["proposed"]) - {"accepted"}:
        answer = church.call(church.coach, "POST", f"/tracks/{track['id']}/states", {"to": state})

        assert answer.status_code == 409, state
    assert church.track("discover")["changes"] == []
    assert track["possible"] == list(FOLLOWS["proposed"])


def test_every_state_can_be_left_again() -> None:
    assert all(FOLLOWS.values())
    assert {after for states in FOLLOWS.values() for after in states} == set(FOLLOWS)


def test_nobody_accepts_by_hand(church: Church) -> None:
    church.open()
    track = church.walk("discover", "agreed", "planned", "running", "reported")
    for who in (church.coach, church.leader):
        answer = church.call(who, "POST", f"/tracks/{track['id']}/states", {"to": "accepted"})

        assert answer.status_code == 403


@pytest.mark.parametrize("state", ["skipped", "stopped"])
def test_leaving_a_part_out_takes_a_reason(church: Church, state: str) -> None:
    church.open()
    track = church.walk("discover", "agreed")
    path = f"/tracks/{track['id']}/states"
    without = church.call(church.coach, "POST", path, {"to": state})
    given = church.ok(church.coach, "POST", path, {"to": state, "reason": "Al gedaan"})

    assert without.status_code == 422
    assert "reason" in without.get_json()["fields"]
    assert given["changes"][-1]["reason"] == "Al gedaan"


def test_putting_a_part_off_takes_a_day_to_come(church: Church) -> None:
    church.open()
    path = f"/tracks/{church.track('discover')['id']}/states"
    without = church.call(church.coach, "POST", path, {"to": "deferred"})
    past = church.call(church.coach, "POST", path, {"to": "deferred", "until": "2026-11-23"})
    given = church.ok(church.coach, "POST", path, {"to": "deferred", "until": "2027-02-01"})
    back = church.ok(church.coach, "POST", path, {"to": "agreed"})

    assert (without.status_code, past.status_code) == (422, 422)
    assert given["deferred_until"] == "2027-02-01"
    assert back["deferred_until"] is None


def test_a_part_done_before_on_paper_is_accepted_with_day_note_and_file(church: Church) -> None:
    church.open()
    file = church.send(church.coach, f"{church.path}/files?name=kairos.txt", b"2019", "text/plain")
    file_id = file.get_json()["id"]
    path = f"/tracks/{church.track('kairos')['id']}/done-before"
    paper = {"on": "2019-03-01", "note": "Bij de buren", "file_id": file_id}
    track = church.ok(church.coach, "POST", path, paper)

    assert track["state"] == "accepted"
    assert track["done_before"] == paper
    assert track["changes"][-1]["to"] == "accepted"
    assert church.last_event("track.changed")["state"] == "accepted"
    assert church.call(church.coach, "POST", path, paper).status_code == 409
    assert church.call(church.coach, "DELETE", f"/files/{file_id}").status_code == 409


def test_what_was_done_before_lies_in_the_past_and_has_a_file_of_ones_own(church: Church) -> None:
    church.open()
    path = f"/tracks/{church.track('kairos')['id']}/done-before"
    future = church.call(church.coach, "POST", path, {"on": "2026-11-24"})
    elsewhere = church.call(
        church.coach, "POST", path, {"on": "2020-01-01", "file_id": str(church.id)}
    )

    assert "on" in future.get_json()["fields"]
    assert "file_id" in elsewhere.get_json()["fields"]
    assert church.track("kairos")["state"] == "proposed"


def test_an_accepted_part_can_be_opened_again(church: Church) -> None:
    church.open()
    path = f"/tracks/{church.track('kairos')['id']}"
    church.ok(church.coach, "POST", f"{path}/done-before", {"on": "2019-03-01"})
    again = church.ok(church.coach, "POST", f"{path}/states", {"to": "reopened", "reason": "APK"})

    assert again["state"] == "reopened"
    assert "planned" in again["possible"]


def test_a_launch_takes_an_agreed_part(church: Church) -> None:
    journey = church.open()
    path = f"/journeys/{journey['id']}/launch"
    early = church.call(church.coach, "POST", path, {"held_on": "2026-11-01"})
    church.may_launch()
    future = church.call(church.coach, "POST", path, {"held_on": "2026-11-24"})
    launch = church.ok(church.leader, "POST", path, {"held_on": "2026-11-22", "note": "Vol"})

    assert (early.status_code, future.status_code) == (409, 422)
    assert church.overview()["launch"] == launch
    assert church.last_event("launch.recorded")["held_on"] == "2026-11-22"


def test_the_day_of_a_launch_is_put_right_under_the_same_launch(church: Church) -> None:
    journey = church.open()
    church.may_launch()
    path = f"/journeys/{journey['id']}/launch"
    first = church.ok(church.coach, "POST", path, {"held_on": "2026-11-01"})
    church.ok(church.coach, "POST", path, {"held_on": "2026-11-01", "note": "Zelfde dag"})
    second = church.ok(church.coach, "POST", path, {"held_on": "2026-11-08"})

    assert second["id"] == first["id"]
    assert church.events().count("launch.recorded.v1") == 2
    assert church.last_event("launch.recorded")["held_on"] == "2026-11-08"


def test_a_launch_taken_back_is_gone_and_told_once(church: Church) -> None:
    journey = church.open()
    church.may_launch()
    path = f"/journeys/{journey['id']}/launch"
    launch = church.ok(church.coach, "POST", path, {"held_on": "2026-11-01"})
    church.ok(church.coach, "DELETE", f"/launches/{launch['id']}?reason=Vergissing")
    again = church.call(church.coach, "DELETE", f"/launches/{launch['id']}")
    new = church.ok(church.coach, "POST", path, {"held_on": "2026-11-15"})

    assert again.status_code == 404
    assert church.events().count("launch.withdrawn.v1") == 1
    assert new["id"] != launch["id"]
