"""What the broker consists of, for whoever prepares, checks and mends it; services need it not."""

from shared.broker.checking import Report, check
from shared.broker.provision import provision, waiting
from shared.broker.repairing import NotMended, SetAside, empty_all, renew
from shared.broker.topology import Topology, definitions, queue_of, topology
from shared.broker.watching import PAUSE as WATCHED_EVERY
from shared.broker.watching import Watch

__all__ = [
    "WATCHED_EVERY",
    "NotMended",
    "Report",
    "SetAside",
    "Topology",
    "Watch",
    "check",
    "definitions",
    "empty_all",
    "provision",
    "queue_of",
    "renew",
    "topology",
    "waiting",
]
