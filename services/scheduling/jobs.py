"""What scheduling does because time passed."""

from datetime import timedelta

from services.scheduling.actions import follow_ups
from shared.config import Settings
from shared.service import Job, Tools


def tell_due(_settings: Settings, tools: Tools) -> int:
    """Tell of evaluations that come near; returns how many."""
    with tools.db.write() as db:
        return follow_ups.tell_due(db, at=tools.clock.now())


JOBS = (Job("tell of evaluations that come near", timedelta(minutes=10), tell_due),)
