"""The method is data: templates are added by version, and running journeys keep theirs."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from services.congregations.journeys import Unreadable, read
from tests.congregations.conftest import Church


def part(kind: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "title_nl": f"Deel {kind}",
        "title_en": f"Part {kind}",
        "steps": [],
        **more,
    }


def template(*parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "own-way", "title_nl": "Onze weg", "title_en": "Our way", "tracks": parts} | more


SEE = part("see", entry=True)
EVENING = {
    "kind": "conversation",
    "title_nl": "Avond {n}",
    "title_en": "Evening {n}",
    "minutes": 90,
}


def add(church: Church, *parts: dict[str, Any], **more: Any) -> Any:
    return church.call(church.coach, "POST", "/templates", template(*parts, **more))


def kinds(church: Church) -> list[str]:
    return [track["kind"] for track in church.overview()["journey"]["tracks"]]


def go_over(church: Church, to: str = "own-way") -> Any:
    journey = church.overview()["journey"]
    return church.ok(church.coach, "POST", f"/journeys/{journey['id']}/template", {"template": to})


def test_a_movement_adds_its_own_template_and_a_journey_begins_from_it(church: Church) -> None:
    add(church, SEE, part("do", steps=[{**EVENING, "repeat": 3}]))
    offered = [one["id"] for one in church.ok(church.coach, "GET", "/templates")["items"]]
    journey = church.open(template="own-way")

    assert offered == ["brochure-8", "o3", "own-way"]
    assert journey["template"] == "own-way@1"
    assert [s["title_nl"] for s in journey["tracks"][1]["steps"]] == [
        "Avond 1",
        "Avond 2",
        "Avond 3",
    ]


def test_a_running_journey_keeps_its_version_when_a_newer_one_is_added(church: Church) -> None:
    add(church, SEE)
    church.open(template="own-way")
    add(church, SEE, part("do"))
    told = church.overview()["journey"]

    assert told["template"] == "own-way@1"
    assert [track["kind"] for track in told["tracks"]] == ["see"]
    assert church.ok(church.coach, "GET", "/templates/own-way")["version"] == 2


def test_a_preview_says_what_would_change_and_changes_nothing(church: Church) -> None:
    add(church, SEE, part("old"))
    journey = church.open(template="own-way")
    add(church, part("see", entry=True, aim_nl="Kijken"), part("do"))
    path = f"/journeys/{journey['id']}/template?template=own-way"
    plan = church.ok(church.coach, "GET", path)

    assert (plan["before"], plan["after"]) == ("own-way@1", "own-way@2")
    assert {(one["what"], one["kind"]) for one in plan["changes"]} == {
        ("renamed", "see"),
        ("added", "do"),
        ("dropped", "old"),
    }
    assert kinds(church) == ["see", "old"]


def test_a_journey_goes_over_and_back_without_a_trace_of_loss(church: Church) -> None:
    add(church, SEE, part("old"))
    church.open(template="own-way")
    before = church.overview()["journey"]
    add(church, part("do", steps=[EVENING]), part("see", entry=True, aim_nl="Kijken"))
    made = go_over(church)
    there = church.overview()["journey"]
    church.ok(church.coach, "POST", f"/reshapings/{made['id']}/undoing")
    back = church.overview()["journey"]

    assert [track["kind"] for track in there["tracks"]] == ["do", "see"]
    assert there["template"] == "own-way@2"
    assert back == before


def test_a_part_on_which_work_was_done_stays_whatever_the_new_version_says(church: Church) -> None:
    add(church, SEE, part("old"))
    church.open(template="own-way")
    church.walk("old", "agreed", "running")
    add(church, SEE)
    go_over(church)

    assert kinds(church) == ["see", "old"]
    assert church.track("old")["state"] == "running"


def test_a_title_of_ones_own_outlives_the_new_version(church: Church) -> None:
    add(church, SEE)
    church.open(template="own-way")
    track = church.track("see")
    church.ok(church.coach, "PATCH", f"/tracks/{track['id']}", {"title_nl": "Onze avonden"})
    add(church, part("see", entry=True) | {"title_nl": "Anders", "title_en": "Otherwise"})
    go_over(church)

    assert church.track("see")["title_nl"] == "Onze avonden"
    assert church.track("see")["title_en"] == "Otherwise"


def test_only_the_latest_change_is_taken_back_and_once(church: Church) -> None:
    add(church, SEE)
    church.open(template="own-way")
    first = go_over(church, "o3")
    second = go_over(church, "own-way")
    church.ok(church.coach, "POST", f"/reshapings/{second['id']}/undoing")
    again = church.call(church.coach, "POST", f"/reshapings/{second['id']}/undoing")
    older = church.call(church.coach, "POST", f"/reshapings/{first['id']}/undoing")

    assert (again.status_code, older.status_code) == (409, 409)
    assert church.overview()["journey"]["template"] == "o3@1"


def test_a_part_waits_for_its_prerequisite_until_that_is_done_or_skipped(church: Church) -> None:
    add(church, SEE, part("do", prerequisites=["see"]))
    church.open(template="own-way")
    track = church.walk("do", "agreed")
    path = f"/tracks/{track['id']}/states"
    early = church.call(church.coach, "POST", path, {"to": "running"})
    see = church.track("see")["id"]
    skipped = {"to": "skipped", "reason": "Al gedaan met een ander"}
    church.ok(church.coach, "POST", f"/tracks/{see}/states", skipped)

    assert early.status_code == 409
    assert "Part see" in early.get_json()["detail"]
    assert church.walk("do", "running")["state"] == "running"


def test_prerequisites_in_a_circle_are_refused_with_the_way_round(church: Church) -> None:
    parts = [part("read", prerequisites=["do"]), part("do", prerequisites=["go"])]
    answer = add(church, SEE, *parts, part("go", prerequisites=["read"]))

    assert answer.status_code == 422
    assert "wait for each other" in answer.get_json()["detail"]
    assert church.call(church.coach, "GET", "/templates/own-way").status_code == 404


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (template(), "tracks"),
        (template(part("see")), "tracks"),
        (template(SEE, SEE), "tracks"),
        (template(SEE, part("Do!")), "tracks.2.kind"),
        (template(SEE, part("own")), "tracks.2.kind"),
        (template(SEE, part("rest")), "tracks.2.kind"),
        (template(SEE, part("do", prerequisites=["nowhere"])), "tracks.2.prerequisites"),
        (template(SEE, part("do", prerequisites="see")), "tracks.2.prerequisites"),
        (template(SEE, part("do", steps=[{**EVENING, "kind": "party"}])), "tracks.2.steps.1.kind"),
        (template(SEE, part("do", steps=[{**EVENING, "minutes": 0}])), "tracks.2.steps.1.minutes"),
        (template(SEE, part("do", steps=[{**EVENING, "repeat": 61}])), "tracks.2.steps.1.repeat"),
        (template(SEE, part("do", steps=["x"])), "tracks.2.steps.1"),
        (template(SEE, part("do", stepz=[])), "tracks.2.stepz"),
        (template(SEE, title_nl=""), "title_nl"),
        (template(SEE, title_en="a\nb"), "title_en"),
        (template(SEE, version=0), "version"),
        (template(SEE, version=True), "version"),
        (template(SEE, id="../x"), "id"),
        (template("see"), "tracks.1"),
    ],
)
def test_a_template_that_is_not_as_it_should_be_is_refused_naming_the_place(
    church: Church, values: dict[str, Any], field: str
) -> None:
    answer = church.call(church.coach, "POST", "/templates", values)

    assert answer.status_code == 422
    assert list(answer.get_json()["fields"]) == [field]


def test_the_shipped_templates_cannot_be_replaced(church: Church) -> None:
    assert add(church, SEE, id="brochure-8").status_code == 409


def test_an_old_version_is_not_put_in_place_of_a_newer_one(church: Church) -> None:
    add(church, SEE, version=4)
    answer = add(church, SEE, version=4)

    assert answer.status_code == 409
    assert add(church, SEE).get_json()["version"] == 5


def test_two_who_add_a_version_at_once_never_get_the_same_one(church: Church) -> None:
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda _n: add(church, SEE), range(2)))
    versions = sorted(one.get_json()["version"] for one in answers if one.status_code == 201)

    assert {one.status_code for one in answers} <= {201, 409}
    assert versions in ([1], [1, 2])


def test_leaders_and_working_groups_do_not_change_the_method(church: Church) -> None:
    journey = church.open()
    path = f"/journeys/{journey['id']}/template"
    answers = [
        church.call(who, "POST", where, body)
        for who in (church.leader, church.working_group, church.other_coach)
        for where, body in (("/templates", template(SEE)), (path, {"template": "o3"}))
    ]

    assert [one.status_code for one in answers] == [403, 403, 403, 403, 201, 404]


def test_reading_a_template_needs_no_more_than_a_table() -> None:
    with pytest.raises(Unreadable, match="table"):
        read({"id": "own-way", "version": 1, "title_nl": "a", "title_en": "a", "tracks": [3]})
