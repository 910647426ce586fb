import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from services.host import Host
from services.seed import sample
from services.seed.inventing import words
from services.seed.voice import Doors, Voice
from shared.clock import StillClock
from shared.config import Settings
from tests.conftest import NOW


class Sample:
    """The sample network as its first coach finds it; loaded once for all tests of this file."""

    def __init__(self, house: Host) -> None:
        self._house = house
        self.coach = self._who("coach", 0)
        home = self.coach.call("congregations", "GET", "/home")["congregations"]
        self.home = {row["id"]: row for row in home}
        self.ids = sorted(self.home)

    def _who(self, role: str, number: int) -> Voice:
        path = f"/sample/people?role={role}&limit=500"
        people = self._house.client.call("identity", "GET", path).json
        return Voice(Doors(self._house.client), people[number]["id"])

    def all(self, path: str) -> list[Any]:
        """Return what stands under this path of each congregation of the coach."""
        return [
            self.coach.call("congregations", "GET", f"/congregations/{one}/{path}")
            for one in self.ids
        ]

    def partnering(self) -> list[Any]:
        return [self.coach.call("partners", "GET", f"/partnering/{one}") for one in self.ids]


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    folder: Path = tmp_path_factory.mktemp("sample")
    house = Host(Settings(sample=True, data_dir=folder / "data"), StillClock(NOW))
    house.migrate()
    house.create_apps()
    sample.load(house)
    yield Sample(house)
    house.stop()


def test_one_congregation_has_a_proposal_that_waits_for_its_council(network: Sample) -> None:
    found = [seen for seen in network.all("intake") if seen["proposals"]]

    assert [one["state"] for seen in found for one in seen["proposals"]] == ["offered"]
    assert found[0]["journey"] is None
    assert found[0]["enquiries"]
    assert found[0]["conversations"]


def test_one_course_runs_with_three_lists_and_people_who_wait(network: Sample) -> None:
    (host,) = [seen for seen in network.all("courses") if seen["hosted"]]
    (course,) = host["hosted"]
    path = f"/congregations/{host['congregation']['id']}/courses/{course['id']}"
    seen = network.coach.call("congregations", "GET", path)

    assert (course["state"], course["enrolled"], course["waiting"]) == ("running", 14, 2)
    assert [lesson["turnout"] for lesson in seen["lessons"]] == [14, 12, 13] + [None] * 6
    assert all(lesson["on"] and lesson["title"] for lesson in seen["lessons"])
    assert [lesson["on"] for lesson in seen["lessons"]] == sorted(
        lesson["on"] for lesson in seen["lessons"]
    )
    assert all(one["name"] is None for one in seen["people"])


def test_one_congregation_published_a_workshop_with_cards_and_votes(network: Sample) -> None:
    listed = [one["workshop"] for seen in network.all("workshops") for one in seen["items"]]
    (published,) = [one for one in listed if one["state"] == "published"]
    path = f"/workshops/{published['id']}/report"
    boards = network.coach.call("congregations", "GET", path)["workshop"]["boards"]

    cards = [card for board in boards for card in board["cards"]]
    assert len(cards) >= 10
    assert all(card["votes"] for card in cards)


def test_one_congregation_measured_in_two_roles_and_asks_again(network: Sample) -> None:
    (seen,) = [seen for seen in network.all("discovery") if seen["rounds"]]
    rounds = {one["moment"]: one for one in seen["rounds"]}
    path = f"/rounds/{rounds['t0']['id']}"
    results = network.coach.call("congregations", "GET", path)["results"]

    assert {moment: one["state"] for moment, one in rounds.items()} == {
        "t0": "closed",
        "other": "open",
    }
    assert results["has_figures"]
    assert {role: one["size"] for one in results["groups"] for role in one["roles"]} == {
        "council": 6,
        "members": 6,
    }
    medians = {area["code"]: area["median"] for area in results["areas"]}
    assert (medians["vision"], medians["prayer"], medians["care"]) == (1, 4, 1)


def test_its_findings_come_from_the_workshop_and_its_commitments_have_an_end(
    network: Sample,
) -> None:
    (seen,) = [seen for seen in network.all("discovery") if seen["rounds"]]

    assert {one["kind"] for one in seen["findings"]} == {
        *("strength", "improve", "value", "unwritten_rule")
    }
    assert "working" in {one["state"] for one in seen["findings"]}
    assert {one["disposition"] for one in seen["commitments"]} == {
        *("becomes_focus", "keep", "phase_out", "transfer", "undecided")
    }
    assert seen["focus"]["before"]["index"] != seen["focus"]["after"]["index"]


def test_strategies_are_adopted_or_wait_and_actions_are_in_all_states(network: Sample) -> None:
    views = network.all("strategy")

    adopted = [seen["adopted"] for seen in views if seen["adopted"]]
    shared = [seen["newest"] for seen in views if seen["newest"]]
    actions = [action for one in adopted for goal in one["goals"] for action in goal["actions"]]
    assert len(adopted) == 2
    assert [one["state"] for one in shared].count("shared") == 1
    assert all(one["gaps"] and one["goals"] for one in adopted)
    assert {one["state"] for one in actions} == {"todo", "doing", "done", "blocked", "dropped"}
    assert len({one["vision"] for one in [*adopted, *shared]}) == 3


def test_a_congregation_compares_and_plans_a_visit_that_waits(network: Sample) -> None:
    (seen,) = [seen for seen in network.partnering() if seen["shortlists"]]

    (shortlist,) = seen["shortlists"]
    assert len(shortlist["candidates"]) == 3
    assert all(one["judgements"] for one in shortlist["candidates"])
    assert sorted(visit["state"] for visit in seen["visits"]) == ["idea", "risk_checked"]
    assert [visit["missing"] for visit in seen["visits"] if visit["state"] == "risk_checked"]


def test_agreements_hold_with_the_agencies_of_active_matches(network: Sample) -> None:
    found = [
        (match["state"], match["id"], agreement)
        for seen in network.partnering()
        for agreement in seen["agreements"]
        for match in seen["matches"]
        if match["id"] == agreement["match_id"]
    ]

    assert len(found) == 2
    assert {state for state, _match, _one in found} == {"active"}
    assert {agreement["state"] for _state, _match, agreement in found} == {"active"}


def test_one_congregation_creates_support_and_asks_on_slips(network: Sample) -> None:
    (seen,) = [seen for seen in network.all("support") if seen["groups"]]

    measures = {one["kind"]: one for one in seen["measures"]}
    assert [len(group["steps"]) for group in seen["groups"]] == [1, 1, 1]
    assert {kind: one["state"] for kind, one in measures.items()} == {
        "counted": "closed",
        "survey": "open",
    }
    assert measures["counted"]["result"]["advice"]
    assert measures["survey"]["answers"]


def test_a_launch_has_its_plan_and_tallies(network: Sample) -> None:
    (plan,) = [seen["plan"] for seen in network.all("launch") if seen["plan"]]

    assert plan["state"] == "wrapped"
    assert plan["run_sheet"]
    assert [option["joined"] for option in plan["options"]] == [35, 28, 5, 4]


def test_after_launches_answers_came_roles_are_vacant_and_a_home_team_works(
    network: Sample,
) -> None:
    seen = network.all("implementation")

    answers = {one["progress"] for each in seen for one in each["check_ins"] if one["progress"]}
    teams = [team for each in seen for team in each["teams"]]
    vacant = [role for each in seen for role in each["roles"] if role["vacant_since"]]
    needs = {need["code"] for row in network.home.values() for need in row["attention"]}
    assert answers == {"good", "stuck"}
    assert [team["state"] for team in teams] == ["active"]
    assert len(vacant) == 1
    assert {"check_in_stuck", "role_vacant"} <= needs


def test_evaluations_are_scheduled_after_the_launches(network: Sample) -> None:
    found = [one for seen in network.all("evaluation") for one in seen["evaluations"]]

    assert {one["state"] for one in found} == {"scheduled"}
    assert {one["moment"] for one in found} == {"m6", "m12"}


def test_there_is_a_template_of_their_own(network: Sample) -> None:
    offered = network.coach.call("congregations", "GET", "/templates")["items"]

    assert "zomerweg" in {one["id"] for one in offered}


def test_no_text_names_a_person() -> None:
    folder = files("services.seed.parts")
    trees = [ast.parse(one.read_text()) for one in folder.iterdir() if one.name.endswith(".py")]
    constants = [
        node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)
    ]
    texts = " ".join(node.value for node in constants if isinstance(node.value, str))
    names = {*words()["given"], *(name.split()[-1] for name in words()["family"])}

    assert "Gastvrijheid" in texts
    assert not names & set(re.findall(r"\w+", texts))
