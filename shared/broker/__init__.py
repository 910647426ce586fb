"""What the broker consists of, for whoever prepares, checks and mends it; services need it not."""

from shared.broker.provision import provision, waiting
from shared.broker.topology import definitions, queue_of

__all__ = ["definitions", "provision", "queue_of", "waiting"]
