"""Declare the bus on a broker, and look at its queues."""

from collections.abc import Mapping, Sequence

from shared.broker.topology import Topology, exchange_arguments, topology
from shared.events.bus import connection_to


def provision(
    url: str, services: Mapping[str, Sequence[str]], *, unheard: Sequence[str] = ()
) -> None:
    """Declare the exchanges, queues and bindings of the bus; doing so again changes nothing.

    Meant for deployment, not for services: a queue needs a few seconds before it survives a crash.
    Bindings that are no longer wanted stay, and policies come with `definitions`.
    """
    declare(url, topology(services, unheard=unheard))


def declare(url: str, plan: Topology) -> None:
    """Declare everything of a topology that is not there; what is there stays as it is."""
    with connection_to(url) as connection:
        channel = connection.channel()
        for name, kind in plan.exchanges.items():
            arguments = exchange_arguments(name)
            channel.exchange_declare(
                name, kind, durable=True, auto_delete=False, arguments=arguments
            )
        for name, settings in plan.queues.items():
            channel.queue_declare(name, durable=True, auto_delete=False, arguments=dict(settings))
        for exchange, queue, key in plan.bindings:
            channel.queue_bind(queue, exchange, key)


def waiting(url: str, queue: str) -> int:
    """Count the messages that are ready in a queue, those in a consumer's hands not among them."""
    with connection_to(url) as connection:
        return int(connection.channel().queue_declare(queue, passive=True).message_count)
