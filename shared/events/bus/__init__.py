"""Carry events over RabbitMQ: publish with confirms, consume with acknowledgements, provision.

Only the modules in here speak AMQP. A connection belongs to the thread and the process that opened
it, and is dropped, never mended, after any error.
"""

from shared.events.bus.confirms import Message, Published
from shared.events.bus.connection import BusDown
from shared.events.bus.consumer import consume
from shared.events.bus.provision import provision, waiting
from shared.events.bus.publisher import Publisher
from shared.events.bus.topology import definitions, queue_of

__all__ = [
    "BusDown",
    "Message",
    "Published",
    "Publisher",
    "consume",
    "definitions",
    "provision",
    "queue_of",
    "waiting",
]
