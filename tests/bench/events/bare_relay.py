"""The peer of the relay: a loop that reads, publishes and marks the same rows without our code.

With a window of one it waits for each confirm before the next message.
"""

import sys
from time import perf_counter
from urllib.parse import urlsplit

import amqp
import psycopg

from tests.bench.events.beside import answer

AT_ONCE = 1000  # rows of one transaction, as the relay has it
PREFIX = "org.missionscoach."


class Bare:
    """Rows of an outbox to the broker, as short as anybody would write it."""

    def __init__(self, database_url: str, broker_url: str, window: int) -> None:
        self.rows = psycopg.connect(database_url.replace("postgresql+psycopg://", "postgresql://"))
        there = urlsplit(broker_url)
        self.line = amqp.Connection(
            f"{there.hostname}:{there.port}",
            userid=there.username,
            password=there.password,
            virtual_host=there.path[1:],
        )
        self.line.connect()
        self.channel = self.line.channel()
        self.channel.confirm_select()
        self.channel.events["basic_ack"].add(self._acked)
        self.window, self.sent, self.confirmed = window, 0, 0

    def _acked(self, tag: int, multiple: bool) -> None:
        # every confirm comes, in order or counting those before it
        self.confirmed = tag if multiple else self.confirmed + 1

    def send(self) -> int:
        """Send all that waits; returns how many."""
        total = 0
        while many := self._some():
            total += many
        return total

    def _some(self) -> int:
        with self.rows.transaction():
            found = self.rows.execute(
                "SELECT position, event_id, type, subject, body FROM outbox"
                f" WHERE published_at IS NULL AND refused IS NULL ORDER BY position LIMIT {AT_ONCE}"
            ).fetchall()
            for _, event_id, kind, subject, body in found:
                message = _message(str(event_id), kind, subject, body)
                self.channel.basic_publish(message, "ev", kind.removeprefix(PREFIX), mandatory=True)
                self.sent += 1
                self._wait(self.window - 1)
            self._wait(0)
            positions = [row[0] for row in found]
            self.rows.execute(
                "UPDATE outbox SET published_at = now() WHERE position = ANY(%s)", (positions,)
            )
        return len(found)

    def _wait(self, open_: int) -> None:
        while self.sent - self.confirmed > open_:
            self.line.drain_events()


def _message(event_id: str, kind: str, subject: str, body: bytes) -> amqp.Message:
    """Return the same message as ours, properties included."""
    copies = {"cloudEvents_type": kind, "cloudEvents_subject": subject}
    return amqp.Message(
        body,
        content_type="application/cloudevents+json; charset=utf-8",
        delivery_mode=2,
        message_id=event_id,
        type=kind,
        application_headers={"cloudEvents_id": event_id, **copies},
    )


def main(database_url: str, broker_url: str, window: str) -> None:
    bare = Bare(database_url, broker_url, int(window))

    def once() -> dict[str, object]:
        begun = perf_counter()
        sent = bare.send()
        return {"sent": sent, "seconds": perf_counter() - begun}

    answer(once=once)


if __name__ == "__main__":
    main(*sys.argv[1:])
