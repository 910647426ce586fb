"""Private servers with durable settings, an outbox filled with rows, and an inbox."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from sqlalchemy import text

from shared import broker
from shared.clock import Clock, new_id
from shared.contracts.envelope import any_version, seal
from shared.contracts.partners import MatchIntroduced
from shared.db import Database
from shared.events.bus import connection_to
from shared.events.outbox import BUCKETS
from tests.bench.events.ours import READER, Base
from tests.bench.processes import deployed

SUBJECTS = 1000
SEQUENCE = 1_234_567  # stands for the number that each row puts in its place
QUEUE = broker.queue_of(READER)

FILL = text(
    "INSERT INTO outbox (event_id, type, subject, subjectseq, bucket, body, recorded_at)"
    " SELECT id, :type, 'match/' || subject, seq, bucket, convert_to(replace(replace(replace("
    "  :sealed, :own_id, id::text), :own_subject, subject::text), :own_seq, seq::text), 'UTF8'),"
    "  clock_timestamp()"
    " FROM (SELECT n, n / :subjects + 1 AS seq, n % :subjects % :buckets AS bucket,"
    "  md5((n % :subjects)::text)::uuid AS subject,"
    "  (lpad(to_hex(:moment + n), 12, '0') || '7000' || '8' || substr(md5(random()::text), 1, 15))"
    "   ::uuid AS id FROM generate_series(0, :rows - 1) AS n) AS numbered ORDER BY n"
)


@dataclass(frozen=True)
class Place:
    """Where everybody in a comparison works: one broker, one database server."""

    rabbitmq: Any
    postgresql: Any
    broker_url: str

    def database(self) -> str:
        """Return the address of a new database with all tables."""
        url: str = self.postgresql.create_database(f"b{new_id().hex}")
        database = Database(url)
        Base.metadata.create_all(database.engine)
        database.close()
        return url

    def purge(self) -> None:
        """Empty the queue of ours."""
        with connection_to(self.broker_url) as connection:
            connection.channel().queue_purge(QUEUE)


@contextmanager
def place() -> Iterator[Place]:
    """Start both servers."""
    servers = deployed("servers")
    with TemporaryDirectory() as folder, ExitStack() as stack:
        # the servers run as users of their own, who must be able to pass through
        Path(folder).chmod(0o711)
        rows = stack.enter_context(servers.postgresql(Path(folder) / "postgresql", durable=True))
        rabbitmq = stack.enter_context(servers.rabbitmq(Path(folder) / "rabbitmq"))
        broker.provision(rabbitmq.url, {READER: [any_version(MatchIntroduced.type_name())]})
        yield Place(rabbitmq, rows, rabbitmq.url)


def body() -> bytes:
    """Return the bytes of one event, as the product seals it."""
    return _sealed(new_id(), happened(new_id()))


def happened(subject: UUID) -> MatchIntroduced:
    """Return an event of this subject."""
    other = UUID(int=7)
    return MatchIntroduced(
        match_id=subject,
        congregation_id=other,
        offering_id=other,
        agency_id=other,
        coach_id=other,
    )


def fill(database: Database, rows: int) -> None:
    """Let so many events wait, as `record` would have left them, in one statement."""
    own_id, subject = new_id(), new_id()
    values = {
        "type": MatchIntroduced.type_name(),
        "sealed": _sealed(own_id, happened(subject)).decode(),
        "own_id": str(own_id),
        "own_subject": str(subject),
        "own_seq": str(SEQUENCE),
        "subjects": SUBJECTS,
        "buckets": BUCKETS,
        "moment": int(Clock().now().timestamp() * 1000),
        "rows": rows,
    }
    with database.write() as db:
        db.execute(FILL, values)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE outbox"))


def _sealed(own_id: UUID, event: MatchIntroduced) -> bytes:
    now = Clock().now()
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    return seal(event, event_id=own_id, subjectseq=SEQUENCE, at=now, traceparent=trace)
