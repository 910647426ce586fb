"""The published form of an event's data as a JSON Schema, made from its contract."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from shared.contracts.event import LARGEST_NUMBER, Event

Schema = dict[str, Any]

PLAIN: Mapping[object, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER},
    UUID: {"type": "string", "format": "uuid"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}


def schema_of(contract: type[Event]) -> Schema:
    """Return the schema of a contract's data; fields it does not name may be there too."""
    hints = get_type_hints(contract)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": contract.schema_name(),
        "title": contract.__name__,
        "description": " ".join((contract.__doc__ or "").split()),
        "type": "object",
        "properties": {f.name: _of(hints[f.name]) for f in fields(contract)},
        "required": [f.name for f in fields(contract) if _must_be_told(f)],
    }


def _of(hint: object) -> Schema:
    if get_origin(hint) in (Union, UnionType):
        kind = next(each for each in get_args(hint) if each is not type(None))
        return {"anyOf": [_of(kind), {"type": "null"}]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _of(get_args(hint)[0])}
    return dict(PLAIN[hint])


def _must_be_told(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING
