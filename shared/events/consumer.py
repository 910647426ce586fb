"""Read one queue until told to stop, through outages of the broker and of the database."""

import threading
from collections.abc import Callable, Sequence

import amqp

from shared import log
from shared.events.bus import connection_to, described, dialling
from shared.events.confirms import BusDown
from shared.events.reading import Delivery

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0  # seconds between attempts to connect, or to store
PREFETCH = 200  # messages in hand; a crash of the worker lets them all come again

Take = Callable[[Sequence[Delivery]], None]


def consume(
    url: str, queue: str, take: Take, stop: threading.Event, *, prefetch: int = PREFETCH
) -> None:
    """Give what came to `take`, in order, and acknowledge it once that returns; until `stop`.

    `take` settles what is wrong with a message; it raises when nothing can be stored now. Then
    the same deliveries are offered again until it returns, and the queue is not read meanwhile: a
    message that comes again too often would be set aside by the broker. `take(())` asks whether
    anything can be stored. When the broker goes, what was not acknowledged comes again.
    """
    dialling(url)  # a wrong address is an error now, not an outage to wait out
    pause = FIRST_PAUSE
    while not stop.is_set():
        reader = _Reader(take, stop, prefetch)
        try:
            take(())
            with connection_to(url) as connection:
                reader.read(connection, queue)
        except Exception as failure:  # whatever it was, the queue is read on
            _note(queue, failure)
            pause = FIRST_PAUSE if reader.progress else min(2 * pause, LONGEST_PAUSE)
            stop.wait(pause)


def consuming(url: str, queue: str, take: Take, stop: threading.Event) -> threading.Thread:
    """Return the thread that reads a queue."""
    arguments = (url, queue, take, stop)
    return threading.Thread(target=consume, args=arguments, name=f"consumer-{queue}", daemon=True)


class _Reader:
    """Reads a queue over one connection, as many messages at a time as are there."""

    def __init__(self, take: Take, stop: threading.Event, prefetch: int) -> None:
        self._take, self._stop, self._prefetch = take, stop, prefetch
        self._came: list[amqp.Message] = []
        self.progress = False

    def read(self, connection: amqp.Connection, queue: str) -> None:
        """Read until told to stop; raises when the connection is gone."""
        channel = connection.channel()
        channel.auto_decode = False
        channel.queue_declare(queue, passive=True)
        channel.basic_qos(0, self._prefetch, False)
        channel.basic_consume(queue, callback=self._came.append)
        while not self._stop.is_set():
            connection.heartbeat_tick(rate=2)
            if not self._listen(connection, 1.0):
                self.progress = True
                continue
            while len(self._came) < self._prefetch and self._listen(connection, 0):
                pass
            self._hand_over(connection, channel)

    def _listen(self, connection: amqp.Connection, timeout: float) -> bool:
        """Tell whether anything came within so many seconds."""
        try:
            connection.drain_events(timeout=timeout)
        except (TimeoutError, BlockingIOError):
            return False
        return True

    def _hand_over(self, connection: amqp.Connection, channel: amqp.Channel) -> None:
        came = self._came[:]
        if not came:
            return
        deliveries = [_delivery(each) for each in came]
        pause = FIRST_PAUSE
        while not self._stored(deliveries):
            connection.heartbeat_tick(rate=2)
            self._listen(connection, 0)  # a broker that is gone is noticed here
            if self._stop.wait(pause):
                return  # comes again, to whoever reads the queue next
            pause = min(2 * pause, LONGEST_PAUSE / 3)
        channel.basic_ack(came[-1].delivery_tag, multiple=True)
        del self._came[: len(came)]
        self.progress = True

    def _stored(self, deliveries: Sequence[Delivery]) -> bool:
        try:
            self._take(deliveries)
        except Exception as failure:
            log.get(__name__).warning("consumer.cannot_store", reason=described(failure))
            return False
        return True


def _delivery(message: amqp.Message) -> Delivery:
    body = message.body
    return Delivery(
        body if isinstance(body, bytes) else str(body).encode(),
        redelivered=bool(message.delivery_info["redelivered"]),
        content_type=str(message.properties.get("content_type", "")) or "none",
    )


def _note(queue: str, failure: Exception) -> None:
    is_ours = not isinstance(failure, BusDown)
    reason = described(failure)
    log.get(__name__).warning("consumer.interrupted", queue=queue, reason=reason, exc_info=is_ours)
