"""The tables every service keeps for its events; queries use these objects in any service.

The outbox is the truth, a broker only its transport. Rows are named alike in every service's
database, so one object serves all; `add_to` copies them into a service's own catalogue.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
    text,
)

from shared.db import UtcDateTime, metadata

CATALOGUE = metadata()
# SQLite counts only INTEGER keys by itself
COUNTED = BigInteger().with_variant(Integer, "sqlite")
OPEN = text("state NOT IN ('done', 'skipped', 'discarded')")
WAITING = text("published_at IS NULL AND refused IS NULL")
REFUSED = text("refused IS NOT NULL")

outbox = Table(
    "outbox",
    CATALOGUE,
    Column("position", COUNTED, primary_key=True, autoincrement=True),
    Column("event_id", Uuid, nullable=False, unique=True),
    Column("type", String(120), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("subjectseq", Integer, nullable=False),
    Column("bucket", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("published_at", UtcDateTime),
    Column("refused", Text),
    # however many rows were published, those that wait are found at once
    Index("ix_outbox_waiting", "position", postgresql_where=WAITING, sqlite_where=WAITING),
    Index("ix_outbox_refused", "position", postgresql_where=REFUSED, sqlite_where=REFUSED),
)

# the last number given to each subject; its row lock keeps positions rising within a subject
subject_counter = Table(
    "subject_counter",
    CATALOGUE,
    Column("subject", String(120), primary_key=True),
    Column("last", Integer, nullable=False),
)

inbox = Table(
    "inbox",
    CATALOGUE,
    Column("source", String(160), primary_key=True),
    Column("event_id", Uuid, primary_key=True),
    Column("type", String(160), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("subjectseq", Integer, nullable=False, server_default=text("0")),
    # trying, done, skipped, retry, held, parked, discarded
    Column("state", String(12), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    # attempts begun of which no end was written: the worker died in them
    Column("deaths", Integer, nullable=False, server_default=text("0")),
    Column("reason", Text),
    Column("next_at", UtcDateTime),
    Column("digest", LargeBinary),  # of the body, which is kept only until it is done
    Column("body", LargeBinary),
    Column("received_at", UtcDateTime, nullable=False),
    Index("ix_inbox_state", "state", "next_at", postgresql_where=OPEN, sqlite_where=OPEN),
    Index("ix_inbox_subject", "subject", postgresql_where=OPEN, sqlite_where=OPEN),
)

# how far this service has read another service's outbox, in the one-process mode
cursor = Table(
    "cursor",
    CATALOGUE,
    Column("publisher", String(40), primary_key=True),
    Column("position", BigInteger, nullable=False),
)


def add_to(catalogue: MetaData) -> None:
    """Copy the event tables into a service's catalogue, for its migrations."""
    for table in CATALOGUE.sorted_tables:
        table.to_metadata(catalogue)
