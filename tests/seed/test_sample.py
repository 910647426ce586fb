from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from services.host import Host
from services.seed import sample
from services.seed.voice import Doors, Voice
from shared import operating
from shared.client import Client
from shared.errors import Unavailable

Speak = Callable[[str, int], Voice]


@pytest.fixture
def speak(host: Host) -> Speak:
    """Return somebody of the sample network, by role and by number among those who have it."""

    def find(role: str, number: int) -> Voice:
        people = host.client.call("identity", "GET", f"/sample/people?role={role}&limit=500").json
        return Voice(Doors(host.client), people[number]["id"])

    return find


def waiting(host: Host) -> list[Any]:
    found: list[Any] = []
    for name, bus in host.buses.items():
        assert bus
        with host.tools[name].db.read() as db:
            found += operating.listed(db, operating.Wanted())
    return found


def test_the_sample_network_comes_in_through_the_services_own_doors(
    host: Host, speak: Speak
) -> None:
    assert sample.is_empty(host)

    sample.load(host)

    coach, second = speak("coach", 0), speak("coach", 1)
    home = coach.call("congregations", "GET", "/home")["congregations"]
    agencies = coach.call("partners", "GET", "/agencies?limit=200")["items"]
    offerings = coach.call("partners", "GET", "/offerings?limit=200")["items"]
    assert not sample.is_empty(host)
    assert not waiting(host)
    assert (len(home), len(agencies), len(offerings)) == (10, 12, 60)
    assert [agency["claimed"] for agency in agencies].count(False) == 3
    assert all(row["invented"] for row in [*home, *agencies, *offerings])
    _has_a_week_of_work(home)
    _has_matches_in_many_states(coach, home)
    _is_employed(second)


def _has_a_week_of_work(home: list[Any]) -> None:
    silent = {row["days_silent"] for row in home}
    needs = {need["code"] for row in home for need in row["attention"]}
    assert len(silent) > 3
    assert max(silent) > 42
    assert {"no_journey", "no_contact"} <= needs
    assert any(row["decisions"] for row in home)
    assert any(row["launch"] for row in home)
    assert any(row["next_session"] for row in home)
    assert {waits["waiting_for"] for row in home for waits in row["waiting"]} == {
        "congregation",
        "agency",
    }


def _has_matches_in_many_states(coach: Voice, home: list[Any]) -> None:
    states = set()
    for row in home:
        matches = coach.call("partners", "GET", f"/matches?congregation_id={row['id']}")["items"]
        states |= {match["state"] for match in matches}
    assert {"asked_congregation", "asked_agency", "declined"} <= states
    assert states & {"introduced", "active"}


def _is_employed(second: Voice) -> None:
    roles = second.call("identity", "GET", "/me")["memberships"]
    kinds = sorted(role["organisation_kind"] for role in roles if role["role"] == "coach")
    assert kinds == ["agency", "network"]


class AwayClient(Client):
    """Stands for a house whose services do not answer."""

    def send(self, service: str, method: str, path: str, **_more: object) -> Any:
        raise Unavailable(f"{service} does not answer.")


def test_a_load_that_was_broken_off_is_said_and_not_taken_for_a_whole_one(
    host: Host, tmp_path: Path
) -> None:
    kept, host.client = host.client, AwayClient()
    with pytest.raises(Unavailable):
        sample.load(host)
    host.client = kept

    with pytest.raises(click.ClickException, match="broken off"):
        sample.is_empty(host)
