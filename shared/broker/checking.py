"""Look whether the bus on a broker is as it should be, over AMQP alone and with a limit on waits.

RabbitMQ 3.10 can lose a quorum queue that was declared less than a second before a crash: it is
listed, takes and gives nothing, and has no leader for ever. Declaring it passively succeeds; only
asking it for a message, which a sound queue answers at once, shows it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

from shared.broker.topology import DEAD, UNROUTED, Arguments, Topology, exchange_arguments
from shared.events.bus import connection_to
from shared.events.confirms import BusDown

# Seconds for one answer; a sound broker needs some thousandths. Less than it takes to its first
# heartbeat: each of those begins the wait anew.
DEADLINE = 4.0
NOT_FOUND, LOCKED, DIFFERENT, INTERNAL = 404, 405, 406, 541
Question = Callable[[Any], Any]
OWN_WORDS = {NOT_FOUND: "is missing", DIFFERENT: "has other arguments"}


@dataclass(frozen=True)
class Fault:
    """Something of the bus that is not as it should be."""

    kind: str  # exchange or queue
    name: str
    what: str

    def __str__(self) -> str:
        return f"the {self.kind} {self.name} {self.what}"


@dataclass(frozen=True)
class Report:
    """What was found: faults, and how many messages lie in the queues that should be empty."""

    faults: tuple[Fault, ...]
    aside: Mapping[str, int]

    @property
    def lines(self) -> list[str]:
        """Return a sentence for each thing that asks for a person; none: all is well."""
        left = [f"{count} messages lie in {name}" for name, count in self.aside.items() if count]
        return [*map(str, self.faults), *left]


def check(url: str, plan: Topology) -> Report:
    """Look at every exchange and queue of the bus; raises `BusDown` when no broker answers.

    AMQP cannot list bindings: one that is gone shows in what lies in `ev.unrouted`.
    """
    exchanges = [_exchange(url, name, kind) for name, kind in plan.exchanges.items()]
    queues = [_queue(url, name, arguments) for name, arguments in plan.queues.items()]
    found = tuple(each for each in (*exchanges, *queues) if each is not None)
    return Report(found, _aside(url))


def check_queue(url: str, name: str) -> Report:
    """Look at one queue and at what was set aside, changing nothing."""
    fault = _missing(url, name) or _silent(url, name)
    return Report((fault,) if fault else (), _aside(url))


def _exchange(url: str, name: str, kind: str) -> Fault | None:
    lasting = {"durable": True, "auto_delete": False, "arguments": exchange_arguments(name)}
    questions: tuple[Question, ...] = (
        lambda channel: channel.exchange_declare(name, kind, passive=True),
        lambda channel: channel.exchange_declare(name, kind, **lasting),
    )
    codes = (_code(url, each) for each in questions)
    return next((Fault("exchange", name, OWN_WORDS[code]) for code in codes if code), None)


def _queue(url: str, name: str, arguments: Arguments) -> Fault | None:
    def declare(channel: Any) -> object:
        return channel.queue_declare(
            name, durable=True, auto_delete=False, arguments=dict(arguments)
        )

    if fault := _missing(url, name):
        return fault
    if _code(url, declare) == DIFFERENT:
        return Fault("queue", name, OWN_WORDS[DIFFERENT])
    return _silent(url, name)


def _missing(url: str, name: str) -> Fault | None:
    code = _code(url, lambda channel: channel.queue_declare(name, passive=True))
    return Fault("queue", name, OWN_WORDS[NOT_FOUND]) if code == NOT_FOUND else None


def _silent(url: str, name: str) -> Fault | None:
    """Ask for a message: queues of services refuse that at once, the others are mostly empty."""
    code = _code(url, lambda channel: channel.basic_get(name))
    return Fault("queue", name, "has no leader") if code == INTERNAL else None


def _aside(url: str) -> dict[str, int]:
    return {name: _count(url, name) for name in (UNROUTED, DEAD)}


def _count(url: str, name: str) -> int:
    _, found = ask(url, lambda channel: channel.queue_declare(name, passive=True))
    return int(found.message_count) if found else 0


def _code(url: str, question: Question) -> int | None:
    objection, _ = ask(url, question)
    return objection


def ask(url: str, question: Question, *, deadline: float = DEADLINE) -> tuple[int | None, Any]:
    """Ask the broker; returns the number of its objection, if it has one, and its answer.

    Each question has a connection of its own, which an objection ends. No answer within the
    deadline counts as an error within the broker: it listens.
    """
    asking: float | None = None
    try:
        with connection_to(url) as connection:
            channel = connection.channel()
            with connection.transport.having_timeout(deadline):
                asking = monotonic()
                return None, question(channel)
    except BusDown as down:
        objection = down.__cause__
        if asking and isinstance(objection, OSError) and monotonic() - asking >= deadline:
            return INTERNAL, None
        code = getattr(objection, "code", None)
        if code in (NOT_FOUND, LOCKED, DIFFERENT, INTERNAL):
            return int(code), None
        raise
