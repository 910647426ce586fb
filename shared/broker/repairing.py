"""Mend the bus on a broker: declare anew what is not sound, and take out what was set aside."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from shared.broker.checking import NOT_FOUND, Fault, ask, check
from shared.broker.provision import declare
from shared.broker.topology import DEAD, UNROUTED, Topology
from shared.events.bus import connection_to
from shared.events.confirms import BusDown

SAFE_AGE = 3.0  # seconds after which a queue survives a crash of RabbitMQ 3.10
# Without a leader the broker waits some seconds before it gives up, whether we wait or ask again.
TRIES, PAUSE = 12, 2.0
BATCH = 500


class NotMended(Exception):
    """It is still not sound; `args[0]` says what."""


def renew(url: str, plan: Topology, faults: Sequence[Fault]) -> list[str]:
    """Delete what is there and not sound, declare and bind all that should be; returns the queues.

    What lay in such a queue is lost to it: have it sent again.
    """
    for fault in faults:
        _delete(url, fault)
    declare(url, plan)
    time.sleep(SAFE_AGE)
    left = check(url, plan).faults
    if left:
        raise NotMended("; ".join(map(str, left)))
    return [fault.name for fault in faults if fault.kind == "queue"]


def _delete(url: str, fault: Fault) -> None:
    """Delete a queue or an exchange; asked again while the broker is slow to be sure."""

    def delete(channel: Any) -> None:
        if fault.kind == "queue":
            channel.queue_delete(fault.name)
        else:
            channel.exchange_delete(fault.name)

    for _ in range(TRIES):
        with suppress(BusDown):
            objection, _answer = ask(url, delete)
            if objection in (None, NOT_FOUND):
                return
        time.sleep(PAUSE)
    raise NotMended(f"the {fault.kind} {fault.name} cannot be deleted")


@dataclass(frozen=True)
class SetAside:
    """A message that reached no reader: what it says of itself."""

    id: str
    type: str


Resend = Callable[[Sequence[SetAside]], set[str]]


def empty(url: str, queue: str, resend: Resend) -> tuple[int, int]:
    """Hand what lies in a queue to `resend`, and delete what that says is sent again.

    Returns how many were deleted and how many stay.
    """
    gone = kept = 0
    with connection_to(url) as connection:
        channel = connection.channel()
        # what stays is held in the hand until the end, so that it is not met again
        for messages in _batches(channel, queue):
            sent = resend([_aside(each) for each in messages])
            for each in messages:
                if _aside(each).id in sent:
                    channel.basic_ack(each.delivery_tag)
                    gone += 1
                else:
                    kept += 1
    return gone, kept


def empty_all(url: str, resend: Resend) -> dict[str, tuple[int, int]]:
    """Do so with each queue that should be empty."""
    return {name: empty(url, name, resend) for name in (UNROUTED, DEAD)}


def _batches(channel: Any, queue: str) -> Iterator[list[Any]]:
    messages: list[Any] = []
    while (message := channel.basic_get(queue)) is not None:
        messages.append(message)
        if len(messages) == BATCH:
            yield messages
            messages = []
    if messages:
        yield messages


def _aside(message: Any) -> SetAside:
    said = message.properties
    return SetAside(str(said.get("message_id", "")), str(said.get("type", "")))
