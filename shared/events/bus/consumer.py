"""Read one queue until told to stop, through outages of the broker and of the handler."""

import threading
from collections.abc import Callable

import amqp

from shared import log
from shared.events.bus.connection import BusDown, connection_to, described, dialling

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0  # seconds between attempts to connect


class HandlerFailed(Exception):
    """The handler raised; its message was not acknowledged and comes again."""


def consume(
    url: str,
    queue: str,
    handle: Callable[[bytes], None],
    stop: threading.Event,
    *,
    prefetch: int = 50,
) -> None:
    """Give each body to `handle` and acknowledge it once that returns, until `stop` is set.

    When `handle` raises, or the broker goes, the connection is dropped and, after a pause, made
    anew: what was not acknowledged comes again. A handler settles its own errors before returning.
    """
    dialling(url)  # a wrong address is an error now, not an outage to wait out
    pause = FIRST_PAUSE
    while not stop.is_set():
        progress = threading.Event()
        try:
            with connection_to(url) as connection:
                channel = _subscribed(connection, queue, prefetch)
                channel.basic_consume(queue, callback=_receiver(channel, handle, stop, progress))
                _listen(connection, stop, progress)
        except Exception as failure:  # whatever it was, the queue is read on
            _note(queue, failure)
            pause = FIRST_PAUSE if progress.is_set() else min(2 * pause, LONGEST_PAUSE)
            stop.wait(pause)


def _note(queue: str, failure: Exception) -> None:
    is_ours = not isinstance(failure, BusDown)
    reason = described(failure)
    log.get(__name__).warning("consumer.interrupted", queue=queue, reason=reason, exc_info=is_ours)


def _subscribed(connection: amqp.Connection, queue: str, prefetch: int) -> amqp.Channel:
    channel = connection.channel()
    channel.auto_decode = False
    channel.queue_declare(queue, passive=True)
    channel.basic_qos(0, prefetch, False)
    return channel


def _receiver(
    channel: amqp.Channel,
    handle: Callable[[bytes], None],
    stop: threading.Event,
    progress: threading.Event,
) -> Callable[[amqp.Message], None]:
    def receive(message: amqp.Message) -> None:
        if stop.is_set():
            return  # comes again, to whoever reads the queue next
        body = message.body
        try:
            handle(body if isinstance(body, bytes) else str(body).encode())
        except Exception as fault:
            raise HandlerFailed(described(fault)) from fault
        channel.basic_ack(message.delivery_tag)
        progress.set()

    return receive


def _listen(connection: amqp.Connection, stop: threading.Event, progress: threading.Event) -> None:
    while not stop.is_set():
        connection.heartbeat_tick(rate=2)
        try:
            connection.drain_events(timeout=1.0)
        except TimeoutError:
            progress.set()
