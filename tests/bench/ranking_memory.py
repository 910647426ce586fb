"""Rank once in a process of its own, and print its largest memory: <data folder> <congregation>."""

import json
import sys
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from services.alone import tools_for
from services.partners.app import SERVICE
from services.partners.model import Guidance
from services.partners.queries import facets
from services.partners.queries.kept import Kept, Places
from shared.actor import Actor, Membership
from shared.client import Client
from shared.clock import Clock
from shared.config import Settings
from tests.bench.processes import largest_memory


def product(folder: Path, congregation_id: UUID) -> int:
    """Return how many offerings the first answer of a process was taken from."""
    tools = tools_for(SERVICE, Settings(data_dir=folder), Client(), Clock())
    now = tools.clock.now()
    with tools.db.read() as db:
        coach = db.scalars(select(Guidance.coach_id)).first()
        asker = Actor("person", coach, (Membership(congregation_id, "congregation", "coach"),))
        known = facets.of_congregation(db, congregation_id, on=now.date())
        found = Kept().beginning(db, asker, known, Places(20, 3, 50), at=now)
    tools.db.close()
    assert len(found.ranked) == min(20, found.ranked_count) > 0
    return found.ranked_count + found.excluded_count


if __name__ == "__main__":
    print(
        json.dumps(
            {"rows": product(Path(sys.argv[1]), UUID(sys.argv[2])), "memory": largest_memory()}
        )
    )
