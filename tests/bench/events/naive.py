"""The peer without a database: kombu, one confirm per message and one ack; or neither (unsafe)."""

import sys
from time import time

from kombu import Connection, Exchange, Queue

from tests.bench.events.beside import tell
from tests.bench.events.place import body

PREFETCH = 200
ROUTE = Exchange("naive", "direct", durable=True)


def queue_of(way: str) -> Queue:
    arguments = {"x-queue-type": "quorum"}
    return Queue(f"naive-{way}", ROUTE, routing_key=way, queue_arguments=arguments)


def publish(url: str, way: str, many: int) -> None:
    """Publish so many bodies and tell when that began."""
    sealed = body()
    options = {"confirm_publish": way == "safe"}
    with Connection(url, transport_options=options) as connection:
        producer = connection.Producer()
        queue_of(way)(connection.default_channel).declare()
        tell(begun=time())
        for _ in range(many):
            producer.publish(
                sealed,
                exchange=ROUTE,
                routing_key=way,
                content_type="application/cloudevents+json",
                content_encoding="utf-8",
            )


def take(url: str, way: str, many: int) -> None:
    """Read so many messages, then tell when the last had come."""
    came: list[object] = []

    def one(message: object) -> None:
        came.append(message.body)
        if way == "safe":
            message.ack()

    with Connection(url) as connection:
        queue = queue_of(way)(connection.default_channel)
        queue.declare()
        queue.purge()
        unsafe = way != "safe"
        with connection.Consumer(queue, on_message=one, no_ack=unsafe, prefetch_count=PREFETCH):
            tell(ready=True)
            while len(came) < many:
                connection.drain_events(timeout=60)
            tell(ended=time())


if __name__ == "__main__":
    {"publish": publish, "take": take}[sys.argv[1]](sys.argv[2], sys.argv[3], int(sys.argv[4]))
