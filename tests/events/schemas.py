"""The few rules of JSON Schema that events need, and what a change of one breaks."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

Schema = Mapping[str, Any]

KINDS: Mapping[str, type] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
FORMATS: Mapping[str, Callable[[str], object]] = {
    "uuid": UUID,
    "date": date.fromisoformat,
    "date-time": datetime.fromisoformat,
}
SAID_ONLY = {"$schema", "$id", "title", "description"}


def complaints(value: Any, schema: Schema) -> list[str]:
    """Return what is wrong with a value; a rule that is not known here is an error."""
    if options := schema.get("anyOf"):
        found = [complaints(value, each) for each in options]
        return [] if [] in found else found[0]
    if type(value) is not KINDS[schema["type"]]:
        return [f"{value!r} is no {schema['type']}"]
    rules = schema.keys() - SAID_ONLY - {"type"}
    return [each for rule in sorted(rules) for each in RULES[rule](value, schema)]


def breaks(old: Schema, new: Schema) -> list[str]:
    """Return what keeps readers of one minor version from reading the other; nothing is well."""
    return [*_fields(old["properties"], new["properties"]), *_demands(old, new)]


def _fields(old: Schema, new: Schema) -> Iterator[str]:
    for name in old:
        if name not in new:
            yield f"{name} is gone"
        elif old[name] != new[name]:
            yield f"{name} was {old[name]} and is {new[name]}"


def _demands(old: Schema, new: Schema) -> Iterator[str]:
    was, is_now = set(old["required"]), set(new["required"])
    for name in sorted(is_now - was):
        yield f"{name} must be told now"
    for name in sorted(was - is_now):
        yield f"{name} need not be told any more"


def _properties(value: Any, schema: Schema) -> Iterator[str]:
    for name, inner in schema["properties"].items():
        if name in value:
            yield from (f"{name}: {each}" for each in complaints(value[name], inner))


def _required(value: Any, schema: Schema) -> Iterator[str]:
    yield from (f"{name} is missing" for name in schema["required"] if name not in value)


def _items(value: Any, schema: Schema) -> Iterator[str]:
    for each in value:
        yield from complaints(each, schema["items"])


def _format(value: Any, schema: Schema) -> Iterator[str]:
    try:
        FORMATS[schema["format"]](value)
    except ValueError as fault:
        yield str(fault)


def _limit(value: Any, schema: Schema) -> Iterator[str]:
    if not schema["minimum"] <= value <= schema["maximum"]:
        yield f"{value} is out of bounds"


RULES: Mapping[str, Callable[[Any, Schema], Iterator[str]]] = {
    "properties": _properties,
    "required": _required,
    "items": _items,
    "format": _format,
    "minimum": _limit,
    "maximum": _limit,
}
