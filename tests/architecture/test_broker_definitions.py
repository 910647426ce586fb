"""What the broker of the deployment loads is what the bus is made of."""

import json
from pathlib import Path

from shared.broker import definitions

DEFINITIONS = Path(__file__).parents[2] / "deploy" / "rabbitmq" / "definitions.json"


def test_the_definitions_in_deploy_limit_and_keep_aside_as_the_bus_does() -> None:
    shipped = json.loads(DEFINITIONS.read_text())
    plain = definitions({})

    assert shipped["policies"] == plain["policies"]
    assert shipped["exchanges"] == plain["exchanges"]
    assert {queue["name"] for queue in plain["queues"]} <= {
        queue["name"] for queue in shipped["queues"]
    }


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
