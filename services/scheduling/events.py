"""What scheduling does when something happened elsewhere."""

from shared.events.handlers import HandlerTable

HANDLERS: HandlerTable = {}
