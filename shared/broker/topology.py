"""Which exchanges, queues, bindings and policies the internal bus consists of, as plain data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.events.confirms import EXCHANGE

UNROUTED = "ev.unrouted"
UNHEARD = "ev.unheard"
DEAD = "dead"
VHOST = "core"

MEBIBYTE = 1024 * 1024
OUTBOX_DAYS = 30  # an event nobody asked for is kept as long as the outbox keeps it
DAY_IN_MILLISECONDS = 86_400_000

Arguments = Mapping[str, str | bool | int]
Limits = Mapping[str, str | int]


@dataclass(frozen=True)
class Topology:
    """Exchanges (name to type), queues (name to arguments), bindings (exchange, queue, key)."""

    exchanges: Mapping[str, str]
    queues: Mapping[str, Arguments]
    bindings: Sequence[tuple[str, str, str]]


def queue_of(service: str) -> str:
    """Name the queue that a consuming service reads."""
    return f"{service}.q"


def topology(services: Mapping[str, Sequence[str]], *, unheard: Sequence[str] = ()) -> Topology:
    """Lay out the bus for the services, each with its binding keys such as `partners.match.#`.

    What is known to be asked for by no service is dropped (`unheard`, keys as well); whatever else
    finds no queue is set aside, and is a reason to look.
    """
    in_order: Arguments = {"x-queue-type": "quorum", "x-single-active-consumer": True}
    bindings = [(UNROUTED, UNROUTED, ""), (DEAD, DEAD, "")]
    bindings += [(EXCHANGE, UNHEARD, key) for key in unheard]
    for service, keys in services.items():
        bindings += [(EXCHANGE, queue_of(service), key) for key in keys]
    return Topology(
        exchanges={UNROUTED: "fanout", DEAD: "fanout", EXCHANGE: "topic"},
        queues={
            UNROUTED: {"x-queue-type": "quorum"},
            DEAD: {"x-queue-type": "quorum"},
            UNHEARD: {"x-queue-type": "quorum", "x-max-length": 0, "x-overflow": "drop-head"},
            **{queue_of(service): in_order for service in services},
        },
        bindings=bindings,
    )


def exchange_arguments(name: str) -> dict[str, str]:
    """Send what no queue asked for aside, so that it is never lost in silence."""
    return {"alternate-exchange": UNROUTED} if name == EXCHANGE else {}


def definitions(
    services: Mapping[str, Sequence[str]], *, unheard: Sequence[str] = (), vhost: str = VHOST
) -> dict[str, list[dict[str, Any]]]:
    """Describe the bus as RabbitMQ definitions, to be loaded at boot or imported; the policies too.

    Loading them again changes nothing but the policies. They hold no users.
    """
    plan = topology(services, unheard=unheard)
    lasting = {"vhost": vhost, "durable": True, "auto_delete": False}
    return {
        "vhosts": [{"name": vhost}],
        "policies": [{"vhost": vhost, **policy} for policy in _policies()],
        "exchanges": [
            {"name": name, "type": kind, "arguments": exchange_arguments(name), **lasting}
            for name, kind in plan.exchanges.items()
        ],
        "queues": [
            {"name": name, "arguments": dict(arguments), **lasting}
            for name, arguments in plan.queues.items()
        ],
        "bindings": [
            {
                "vhost": vhost,
                "source": exchange,
                "destination": queue,
                "destination_type": "queue",
                "routing_key": key,
                "arguments": {},
            }
            for exchange, queue, key in plan.bindings
        ],
    }


def _policies() -> list[dict[str, Any]]:
    """Limits stand in policies because those can change without declaring a queue anew.

    A full queue refuses, so that the outbox keeps the event. The delivery limit counts crashes of
    the worker, neighbours of a bad message among them, and therefore stays high: a handler's own
    failures are counted in the inbox.
    """
    of_a_service: Limits = {
        "overflow": "reject-publish",
        "max-length-bytes": 1024 * MEBIBYTE,
        "delivery-limit": 20,
        "dead-letter-exchange": DEAD,
        "dead-letter-strategy": "at-least-once",
    }
    net: Limits = {"overflow": "reject-publish", "max-length-bytes": 256 * MEBIBYTE}
    unrouted: Limits = {**net, "message-ttl": OUTBOX_DAYS * DAY_IN_MILLISECONDS}
    return [
        _policy("services", r"\.q$", of_a_service),
        _policy("dead", "^dead$", net),
        _policy("unrouted", r"^ev\.unrouted$", unrouted),
    ]


def _policy(name: str, pattern: str, definition: Limits) -> dict[str, Any]:
    return {
        "name": name,
        "pattern": pattern,
        "apply-to": "queues",
        "priority": 0,
        "definition": dict(definition),
    }
