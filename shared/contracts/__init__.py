"""The published language: one file per publishing service, plain data, no framework."""

from shared.contracts import congregations, identity, partners, scheduling
from shared.contracts.event import Event

EVENTS: dict[str, type[Event]] = {
    contract.type_name(): contract
    for module in (identity, congregations, partners, scheduling)
    for contract in module.EVENTS
}
