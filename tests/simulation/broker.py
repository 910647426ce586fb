"""The injected broker: queues in memory behind the few calls of the AMQP library that we use.

It behaves as quorum queues do: what it promised it keeps, the rest it may keep or lose; a queue is
read by one reader at a time; what was not acknowledged comes again in its place, marked as such.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from shared.events.confirms import BusDown
from tests.simulation.scheduler import Scheduler

DELIVERIES = 20  # after which the broker sets a message aside


@dataclass
class Trouble:
    """How likely each is, at one frame."""

    away: float = 0.0  # nobody answers a new connection
    lost: float = 0.0  # the connection breaks
    killed: float = 0.0  # the broker ends and comes again
    silent: float = 0.0  # no answer comes within the deadline
    crossed: float = 0.0  # one message overtakes another of another subject


@dataclass
class Stored:
    """One message in one queue."""

    body: bytes
    content_type: str
    subject: str = ""
    promised: bool = True
    returned: int = 0


@dataclass
class Queue:
    """What waits, who reads it, and how much it holds before it refuses."""

    keys: tuple[str, ...]
    limit: int
    ready: deque[Stored] = field(default_factory=deque)
    readers: list["Link"] = field(default_factory=list)

    @property
    def full(self) -> bool:
        return len(self.ready) >= self.limit


@dataclass
class Broker:
    """The broker: exchange, queues, connections, and what it does wrong."""

    scheduler: Scheduler
    queues: dict[str, Queue]
    trouble: Trouble = field(default_factory=Trouble)
    links: list["Link"] = field(default_factory=list)
    dead: list[Stored] = field(default_factory=list)
    ticks: float = 0.0

    def connect(self, _url: str) -> "Link":
        """Answer a new connection, or not."""
        self.scheduler.point("connect")
        if self.happens(self.trouble.away):
            raise BusDown("nobody answers")
        link = Link(self, self.scheduler.process.name)
        self.links.append(link)
        return link

    def happens(self, odds: float) -> bool:
        return self.scheduler.dice.random() < odds

    def store(self, queue: Queue, message: Stored) -> None:
        """Put a message in, perhaps before some of other subjects."""
        place = len(queue.ready)
        while place and queue.ready[place - 1].subject != message.subject:
            if not self.happens(self.trouble.crossed):
                break
            place -= 1
        queue.ready.insert(place, message)

    def hang_up(self, owner: str) -> None:
        """Notice that a process ended."""
        for link in [each for each in self.links if each.owner == owner]:
            link.collect()

    def kill(self) -> None:
        """End and come again: connections break, and what was not promised may be gone."""
        for link in self.links[:]:
            link.collect()
        for queue in self.queues.values():
            while queue.ready and not queue.ready[-1].promised and self.happens(0.5):
                queue.ready.pop()

    def put_back(self, queue: Queue, messages: list[Stored]) -> None:
        for message in reversed(messages):
            message.returned += 1
            if message.returned > DELIVERIES:
                self.dead.append(message)
            else:
                queue.ready.appendleft(message)


class Link:
    """One connection and its one channel, as bus, confirms and consumer see them."""

    def __init__(self, broker: Broker, owner: str) -> None:
        self.owner, self.auto_decode = owner, False
        self.events: dict[str, set[Callable[..., None]]] = {
            name: set() for name in ("basic_ack", "basic_nack", "basic_return")
        }
        self._broker, self._open, self._confirming = broker, True, False
        self._tag = self._read_tag = 0
        self._answers: deque[tuple[int, list[Stored]]] = deque()  # without copies: refused
        self._refusing: set[str] = set()
        self._queue: Queue | None = None
        self._callback: Callable[[Any], None] = lambda _message: None
        self._unacked: deque[tuple[int, Stored]] = deque()

    def channel(self) -> "Link":
        return self

    def confirm_select(self) -> None:
        self._frame("confirm")
        self._confirming = True

    def basic_publish(self, frame: Any, *, exchange: str, routing_key: str, **_: object) -> None:
        """Take one message in; the answer waits to be drained."""
        self._frame("publish")
        self._tag += 1
        names = [n for n, q in self._broker.queues.items() if routing_key.startswith(q.keys)]
        full = {name for name in names if self._broker.queues[name].full}
        self._refusing = self._refusing | full if self._confirming else full
        copies = []
        for name in (each for each in names if each not in self._refusing):
            subject = frame.properties["application_headers"]["cloudEvents_subject"]
            copy = Stored(frame.body, frame.properties["content_type"], subject, promised=False)
            self._broker.store(self._broker.queues[name], copy)
            copies.append(copy)
        refused = bool(self._refusing.intersection(names))
        if not names:
            copies = [Stored(b"", "")]  # the net of unrouted ones took it
        if self._confirming:
            self._answers.append((self._tag, [] if refused else copies))

    def drain_events(self, timeout: float) -> None:
        """Hand over one answer or one message; TimeoutError when there is none."""
        self._frame("drain")
        if self._answers:
            self._answer(timeout)
        elif self._queue and self._queue.readers[0] is self and self._queue.ready:
            self._deliver(self._queue.ready.popleft())
        else:
            raise TimeoutError("nothing came")

    def queue_declare(self, name: str, *, passive: bool) -> None:
        assert passive
        assert name in self._broker.queues

    def basic_qos(self, *_: object) -> None:
        """The reader takes no more than it wants by itself."""

    def basic_consume(self, queue: str, *, callback: Callable[[Any], None]) -> None:
        self._queue, self._callback = self._broker.queues[queue], callback
        self._queue.readers.append(self)

    def basic_ack(self, tag: int, *, multiple: bool) -> None:
        """Forget what was handled; on a broken connection nobody hears it."""
        assert multiple
        self._frame("ack")
        while self._unacked and self._unacked[0][0] <= tag:
            self._unacked.popleft()

    def heartbeat_tick(self, *, rate: int) -> None:
        self._frame("tick")

    def close(self) -> None:
        self.collect()

    def collect(self) -> None:
        """Be gone: what was in hand goes back."""
        if not self._open:
            return
        self._open = False
        self._broker.links.remove(self)
        if self._queue:
            self._queue.readers.remove(self)
            self._broker.put_back(self._queue, [message for _, message in self._unacked])

    def _answer(self, timeout: float) -> None:
        if self._broker.happens(self._broker.trouble.silent):
            self._broker.ticks += timeout
            raise TimeoutError("no answer came in time")
        place = self._broker.scheduler.dice.randrange(len(self._answers))
        tag, copies = self._answers[place]
        del self._answers[place]
        for copy in copies:
            copy.promised = True
        if not self._answers:
            self._refusing.clear()
        for told in self.events["basic_ack" if copies else "basic_nack"]:
            told(tag, False)

    def _deliver(self, message: Stored) -> None:
        message.promised = True
        self._read_tag += 1
        self._unacked.append((self._read_tag, message))
        self._callback(
            SimpleNamespace(
                body=message.body,
                delivery_tag=self._read_tag,
                delivery_info={"redelivered": message.returned > 0},
                properties={"content_type": message.content_type},
            )
        )

    def _frame(self, what: str) -> None:
        """Let everything happen that can happen between two frames."""
        self._broker.scheduler.point(what)
        trouble = self._broker.trouble
        if self._open and self._broker.happens(trouble.lost):
            self.collect()
        if self._open and self._broker.happens(trouble.killed):
            self._broker.kill()
        if not self._open:
            raise ConnectionResetError("the broker is gone")
