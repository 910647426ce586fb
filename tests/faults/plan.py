"""What one chain of a storm consists of: written to a file, so that its programs can read it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Integer, Table, Uuid, func, select

from shared import broker
from shared.db import Database
from shared.events import tables
from tests.faults.figures import Outcome
from tests.faults.line import CATALOGUE, READER, effect
from tests.faults.sizes import sized

QUEUE = broker.queue_of(READER)
OPEN = ("trying", "retry", "held", "parked")

aggregate = Table(
    "aggregate",
    CATALOGUE,
    Column("id", Uuid, primary_key=True),
    Column("changes", Integer, nullable=False),
)


@dataclass(frozen=True)
class Plan:
    """Where a chain's programs find everything; a folder of its own holds what they write."""

    name: str
    folder: str
    seed: int
    sender: str
    receiver: str
    broker: str = ""
    handler: str = "plain"  # plain, ordered, deadly
    pause: float = sized(0.06, 0.02)  # seconds between two writes of a producer, on average
    subjects: int = 40

    def write(self) -> Path:
        """Write it down for the programs."""
        for each in ("ready", "acknowledged", "dropped"):
            (Path(self.folder) / each).mkdir(parents=True, exist_ok=True)
        path = Path(self.folder) / "plan.json"
        path.write_text(json.dumps(asdict(self)))
        return path

    @classmethod
    def read(cls, path: str) -> "Plan":
        """Read what was written."""
        return cls(**json.loads(Path(path).read_text()))

    def with_handler(self, handler: str) -> "Plan":
        """Return the plan with another handler."""
        return replace(self, handler=handler)

    def file(self, *names: str) -> Path:
        """Name a file of this chain."""
        return Path(self.folder).joinpath(*names)


@dataclass(frozen=True)
class Tally:
    """What a chain's databases and logs say of it."""

    plan: Plan
    sender: Database
    receiver: Database

    def acknowledged(self) -> set[UUID]:
        """Return the events whose commit was acknowledged to a producer."""
        return {UUID(line) for line in self._lines("acknowledged")}

    def recorded(self) -> set[UUID]:
        """Return the events in the outbox."""
        with self.sender.read() as db:
            return set(db.scalars(select(tables.outbox.c.event_id)))

    def committed(self) -> set[UUID]:
        """Return the events that must have an effect."""
        return self.recorded() | self.acknowledged()

    def duplicates(self) -> int:
        """Count the deliveries that were dropped because their event was known."""
        return sum(int(line) for line in self._lines("dropped"))

    def unsent(self) -> int:
        """Count what waits in the outbox."""
        with self.sender.read() as db:
            return (
                db.scalar(select(func.count()).select_from(tables.outbox).where(tables.WAITING))
                or 0
            )

    def states(self) -> dict[str, int]:
        """Count the inbox by state."""
        state = tables.inbox.c.state
        with self.receiver.read() as db:
            rows = db.execute(select(state, func.count()).group_by(state))
            return {row[0]: row[1] for row in rows}

    def effects(self) -> list[tuple[UUID, str, int]]:
        """Return id, subject and number of each effect, in the order in which they were had."""
        columns = (effect.c.event_id, effect.c.subject, effect.c.subjectseq)
        with self.receiver.read() as db:
            return [tuple(row) for row in db.execute(select(*columns).order_by(effect.c.number))]

    def is_drained(self) -> bool:
        """Tell whether everything committed was sent and taken in, parked or held behind that."""
        return not self.unsent() and self.is_taken_in()

    def is_taken_in(self) -> bool:
        """Tell whether everything committed has come, was parked or is held behind that."""
        states = self.states()
        known = sum(states.values())
        return known >= len(self.committed()) and not (states.keys() & {"trying", "retry"})

    def outcome(self, fault: str, drained: float, **more: Any) -> Outcome:
        """Count what became of the events."""
        effects, committed = self.effects(), self.committed()
        had = {event_id for event_id, _, _ in effects}
        return Outcome(
            fault,
            events=len(committed),
            effects=len(effects),
            lost=len(committed - had),
            doubled=len(effects) - len(had),
            disordered=disordered(effects),
            drained=drained,
            **more,
        )

    def _lines(self, folder: str) -> Iterable[str]:
        for path in self.plan.file(folder).iterdir():
            # a line without its end was being written when the program was killed
            lines = path.read_text().splitlines(keepends=True)
            yield from (line.rstrip() for line in lines if line.endswith("\n"))


def disordered(effects: Iterable[tuple[UUID, str, int]]) -> int:
    """Count the effects had after that of a later event of their subject."""
    last: dict[str, int] = {}
    breaks = 0
    for _, subject, number in effects:
        breaks += number < last.get(subject, 0)
        last[subject] = max(number, last.get(subject, 0))
    return breaks
