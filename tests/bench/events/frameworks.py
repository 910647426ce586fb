"""Celery and FastStream, in an environment of their own that `make bench` prepares."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import sleep

from sqlalchemy import text

from shared.clock import new_id
from shared.db import Database
from tests.bench.events.beside import ROOT, beside
from tests.bench.events.place import Place
from tests.bench.processes import PATIENCE

NAMES = ("faststream", "celery")
PYTHON = ROOT / "build" / "bench" / "bin" / "python"
READY = PYTHON.parents[1] / "ready"
GREETINGS = 20  # events until both ends have connected, before anything is measured
# what our programs tell by themselves, the database tells of others
TOLD = text(
    "ALTER TABLE effect ALTER COLUMN id SET DEFAULT gen_random_uuid(),"
    " ADD COLUMN made_at timestamptz DEFAULT clock_timestamp()"
)
LOOK = 0.1  # seconds between two looks at the database

Work = Callable[[], float]


def not_run() -> str | None:
    """Say why they are not measured, or None."""
    if READY.exists():
        return None
    return "events beside FastStream and Celery: not measured (not installed); run: make bench"


@contextmanager
def working(name: str, place: Place, many: int) -> Iterator[Work]:
    """Let one of them read its queue; gives the work that sends it events and tells the rate."""
    database_url = place.database()
    database = Database(database_url)
    with database.write() as db:
        db.execute(TOLD)
    environment = {
        "BENCH_BROKER": place.rabbitmq.create_vhost(name),
        "BENCH_DATABASE": database_url.replace("postgresql+psycopg://", "postgresql://"),
    }
    program = {"python": str(PYTHON), "environment": environment}

    def send(events: int) -> float:
        before = _effects(database)[0]
        with beside(f"with_{name}", "publish", events, new_id(), **program) as publisher:
            begun = publisher.hear()["begun"]
        deadline = PATIENCE / LOOK
        while (found := _effects(database))[0] < before + events:
            sleep(LOOK)
            deadline -= 1
            assert deadline, f"{name} took in {found[0] - before} of {events} events"
        return events / (found[1] - begun)

    with beside(f"with_{name}", "take", quiet=True, **program):
        send(GREETINGS)
        yield lambda: send(many)
    database.close()


def _effects(database: Database) -> tuple[int, float]:
    """Return how many there are and when the last was made."""
    with database.read() as db:
        count, last = db.execute(
            text("SELECT count(*), extract(epoch FROM max(made_at)) FROM effect")
        ).one()
    return count, float(last or 0)
