"""What identity does because time passed."""

from datetime import timedelta

from services.identity.actions import forgetting
from shared import audit
from shared.actor import service
from shared.config import Settings
from shared.service import Job, Tools


def forget_old_proofs(_settings: Settings, tools: Tools) -> None:
    """Delete sign-in requests and sessions that are long over."""
    now = tools.clock.now()
    with tools.db.write() as db:
        forgotten = forgetting.forget(db, at=now)
        if forgotten:
            objects = {"rows": str(forgotten)}
            audit.note(db, service("identity"), "forget old proofs", at=now, objects=objects)


JOBS = (Job("forget-old-proofs", timedelta(hours=1), forget_old_proofs),)
