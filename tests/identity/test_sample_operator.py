from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.host import Host
from shared.config import Settings
from tests import askers
from tests.identity.conftest import Ask

SOMEONE = {"name": "Marijke Oostra", "email": "beheer@netwerk.example"}


@pytest.fixture
def real_host(tmp_path: Path) -> Iterator[Host]:
    house = Host(replace(Settings(data_dir=tmp_path), smtp_url="smtp://127.0.0.1:9"))
    house.migrate()
    house.create_apps()
    yield house
    house.stop()


def test_a_sample_network_begins_with_one_operator(ask: Ask) -> None:
    first = ask(None, "POST", "/sample/operator", SOMEONE)
    again = ask(None, "POST", "/sample/operator", {**SOMEONE, "email": "ander@netwerk.example"})

    operators = ask(None, "GET", "/sample/people?role=operator").json
    assert (first.status_code, again.status_code) == (201, 409)
    assert [person["id"] for person in operators] == [first.json["person_id"]]


def test_the_first_sample_operator_fills_the_network(ask: Ask) -> None:
    person_id = ask(None, "POST", "/sample/operator", SOMEONE).json["person_id"]
    token = ask(None, "POST", "/sample/sign-in", {"person_id": person_id}).json["session_token"]
    asked = {"session_token": token, "audiences": ["identity"]}
    bearer = ask(None, "POST", "/session/assertions", asked).json["assertions"]["identity"]
    role = {"organisation_id": str(askers.NETWORK), "organisation_kind": "network", "role": "coach"}
    coach = {"name": "Elly", "email": "elly@coaches.example", "memberships": [role]}

    made = ask(bearer, "POST", "/sample/people", coach)

    assert made.status_code == 201


def test_outside_sample_mode_nobody_becomes_operator_like_that(real_host: Host) -> None:
    refused = askers.call(real_host, None, "identity", "POST", "/sample/operator", SOMEONE)

    assert refused.status_code == 404
