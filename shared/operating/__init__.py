"""What an operator sees of a service's events and decides about them; how long they are kept.

One outbox and inbox at a time; the command line, the pages and the timed jobs stand on it.
"""

from shared.operating.deciding import RESENDABLE, discard, replay, resend, to_replay, to_resend
from shared.operating.listing import Row, counted, listed
from shared.operating.wanted import LISTED, REPLAYED, STATES, STUCK, Wanted

__all__ = [
    "LISTED",
    "REPLAYED",
    "RESENDABLE",
    "STATES",
    "STUCK",
    "Row",
    "Wanted",
    "counted",
    "discard",
    "listed",
    "replay",
    "resend",
    "to_replay",
    "to_resend",
]
