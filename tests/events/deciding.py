"""An operator's decisions in one call, for tests of what happens then."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from shared import operating
from shared.operating import REPLAYED, Wanted


def waiting(db: Session) -> list[dict[str, Any]]:
    """Return what an operator would see."""
    return [asdict(row) for row in operating.listed(db, Wanted())]


def replay(db: Session, event_id: UUID, *, at: datetime | None = None) -> bool:
    """Have one event tried again; tells whether it could be."""
    return operating.replay(db, Wanted(states=REPLAYED, ids=(event_id,))) > 0
