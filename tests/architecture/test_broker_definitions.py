"""What the broker of the deployment loads is what the bus is made of."""

import json
from pathlib import Path

from shared.events.bus import definitions

DEFINITIONS = Path(__file__).parents[2] / "deploy" / "rabbitmq" / "definitions.json"


def test_the_definitions_in_deploy_are_those_of_the_bus_without_its_services() -> None:
    shipped = json.loads(DEFINITIONS.read_text())

    assert shipped == definitions({})


def test_every_queue_of_a_service_is_replicated_and_read_by_one_at_a_time() -> None:
    queues = definitions({"notifications": ["#"]})["queues"]

    arguments = {queue["name"]: queue["arguments"] for queue in queues}
    assert arguments["notifications.q"] == {
        "x-queue-type": "quorum",
        "x-single-active-consumer": True,
    }


def test_definitions_hold_no_user_and_no_password() -> None:
    assert "users" not in json.loads(DEFINITIONS.read_text())
    assert "password" not in DEFINITIONS.read_text()
