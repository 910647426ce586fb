"""The control: events published after the commit, without confirms, inbox or acknowledgement.

That is how kombu is used where nobody thought of a crash. It must be seen to lose.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

import kombu
from kombu.mixins import ConsumerMixin
from sqlalchemy import insert, select

from shared.contracts.envelope import open_envelope, routing_key
from shared.db import Database
from shared.events.confirms import EXCHANGE
from shared.events.tables import outbox
from tests.faults.line import effect
from tests.faults.plan import QUEUE, Plan


def produce(writing: Callable[..., None], plan: Plan, number: int, stop: Any) -> None:
    """Publish each event once its commit was acknowledged, and hope."""
    producer = kombu.Connection(plan.broker).Producer()
    database = Database(plan.sender)

    def publish(event_id: UUID) -> None:
        with suppress(Exception), database.read() as db:
            row = db.execute(select(outbox).where(outbox.c.event_id == event_id)).one()
            producer.publish(
                row.body,
                exchange=EXCHANGE,
                routing_key=routing_key(row.type),
                content_type="application/cloudevents+json",
                content_encoding="binary",
                retry=True,
                retry_policy={"max_retries": 3},
            )

    writing(plan, number, stop, publish)


class Reader(ConsumerMixin):  # type: ignore[misc]
    """Takes what comes and does with it what it says, once."""

    def __init__(self, plan: Plan, stop: Any) -> None:
        self.connection = kombu.Connection(plan.broker)
        self._database = Database(plan.receiver)
        self._stop = stop

    @property
    def should_stop(self) -> bool:
        """Tell whether to end."""
        return bool(self._stop.is_set())

    def get_consumers(self, consumer: Any, _channel: Any) -> list[Any]:
        """Read the queue without acknowledging anything."""
        queue = kombu.Queue(QUEUE, no_declare=True)
        return [consumer(queue, on_message=self.take, no_ack=True, auto_declare=False)]

    def take(self, message: Any) -> None:
        """Have the effect."""
        with suppress(Exception), self._database.write() as db:
            told = open_envelope(message.body)
            values = {"event_id": told.id, "subject": told.subject, "subjectseq": told.subjectseq}
            db.execute(insert(effect).values(values))


def consume(plan: Plan, _number: int, stop: Any) -> None:
    """Read until told to stop."""
    Reader(plan, stop).run()
