"""Events that wait as the operator's page shows them: their state in a word, since when, why."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import format_timedelta
from flask_babel import lazy_gettext as _l

from services.portal.clients.events import Event

STATES: Mapping[str, tuple[str, object]] = {
    "waiting": ("planned", _l("to be sent")),
    "refused": ("attention", _l("refused")),
    "retry": ("waiting", _l("is tried again")),
    "held": ("waiting", _l("waits for an earlier one")),
    "parked": ("attention", _l("parked")),
    "trying": ("now", _l("is being handled")),
}
LONGEST = 200  # characters of a reason by which others with the same reason are found


def age(iso: str, *, at: datetime) -> str:
    """Return in words how long ago something was."""
    return str(format_timedelta(at - datetime.fromisoformat(iso)))


def same_reason(reason: str) -> str:
    """Return the beginning of a reason, which others with the same reason share."""
    return reason.partition("\n")[0][:LONGEST].strip()


def sender(event: Event) -> str:
    """Return which service recorded an event, empty when it is this one or nobody knows."""
    return event["source"].rpartition(":")[2] if ":" in event["source"] else ""
