"""What scheduling does because time passed."""

from datetime import timedelta

from services.scheduling.actions import follow_ups, zones
from shared.config import Settings
from shared.service import Job, Tools


def tell_due(_settings: Settings, tools: Tools) -> int:
    """Tell of evaluations that come near; returns how many."""
    with tools.db.write() as db:
        return follow_ups.tell_due(db, at=tools.clock.now())


def derive_again(_settings: Settings, tools: Tools) -> int:
    """Let coming sessions follow changed rules of their zone; returns how many moved."""
    with tools.db.write() as db:
        return zones.derive_again(db, at=tools.clock.now())


JOBS = (
    Job("tell of evaluations that come near", timedelta(minutes=10), tell_due),
    # at every start too, when a new release may have brought new rules
    Job("follow changed clocks", timedelta(days=1), derive_again),
)
