"""Who did what and when: one row per write, in the write's own transaction."""

from datetime import datetime

from sqlalchemy import JSON, Column, Index, MetaData, String, Table, Uuid, insert
from sqlalchemy.orm import Session

from shared import log
from shared.actor import Actor
from shared.clock import new_id
from shared.db import UtcDateTime, metadata

CATALOGUE = metadata()

audit = Table(
    "audit",
    CATALOGUE,
    Column("id", Uuid, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor_kind", String(12), nullable=False),
    Column("actor_id", Uuid),
    Column("act", String(160), nullable=False),
    Column("objects", JSON, nullable=False),  # names of path parameters and their ids
    Column("trace", String(64)),
    Index("ix_audit_at", "at"),
)


def add_to(catalogue: MetaData) -> None:
    """Copy the audit table into a service's catalogue, for its migrations."""
    for table in CATALOGUE.sorted_tables:
        table.to_metadata(catalogue)


def note(
    db: Session, actor: Actor, act: str, *, at: datetime, objects: dict[str, str] | None = None
) -> None:
    """Write down that `actor` did `act` to these objects (ids only, never content)."""
    db.execute(
        insert(audit).values(
            id=new_id(),
            at=at,
            actor_kind=actor.kind,
            actor_id=actor.id,
            act=act,
            objects=objects or {},
            trace=log.current_trace(),
        )
    )
