"""What an event is, and how it becomes the bytes of a CloudEvent and back.

The same bytes travel on every channel. Reading is lenient (unknown fields are ignored, so that
a newer minor version can be read), writing is strict.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import ClassVar, Self, Union, get_args, get_origin, get_type_hints
from uuid import UUID

PREFIX = "org.missionscoach."
# The network's own organisation; every installation has exactly one and it needs no secrecy.
NETWORK = UUID("00000000-0000-7000-8000-000000000001")

KINDS: Mapping[object, type] = {int: int, bool: bool}  # all else is text in JSON
LARGEST_NUMBER = 2**31 - 1

Plain = str | int | bool | None | list[str]


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened; subclasses are named in the past tense and hold ids and codes."""

    name: ClassVar[str]  # <service>.<aggregate>.<past>
    version: ClassVar[int] = 1
    minor: ClassVar[int] = 0  # one more whenever an optional field is added
    subject_field: ClassVar[str]
    classification: ClassVar[str] = "internal"

    @classmethod
    def type_name(cls) -> str:
        """Return the CloudEvents type, `org.missionscoach.<service>.<aggregate>.<past>.v<n>`."""
        return f"{PREFIX}{cls.name}.v{cls.version}"

    @classmethod
    def schema_name(cls) -> str:
        """Return what names the form of the data, minor version included."""
        return f"urn:missionscoach:schema:{cls.name}/{cls.version}.{cls.minor}"

    @classmethod
    def publisher(cls) -> str:
        """Return the service that publishes this event."""
        return cls.name.split(".")[0]

    @property
    def subject(self) -> str:
        """Return `<aggregate>/<id>`; order holds within one subject."""
        return f"{self.name.split('.')[1]}/{getattr(self, self.subject_field)}"

    def to_data(self) -> dict[str, Plain]:
        """Return the fields as plain JSON values."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read the fields from JSON values; raises `ValueError` naming a bad or missing field."""
        values: dict[str, object] = {}
        for name, hint in _hints(cls):  # type: ignore[arg-type]  # a class has a hash
            if name in data:
                values[name] = _typed(data[name], hint, name)
        try:
            return cls(**values)
        except TypeError as missing:
            raise ValueError(str(missing)) from missing


@cache
def _hints(contract: type[Event]) -> Sequence[tuple[str, object]]:
    hints = get_type_hints(contract)
    return [(f.name, hints[f.name]) for f in fields(contract)]


def _plain(value: object) -> Plain:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, tuple):
        return [str(item) for item in value]
    if value is None or isinstance(value, (str, int, bool)):
        return value
    raise TypeError(f"an event cannot carry {type(value).__name__}")


def _typed(value: object, hint: object, name: str) -> object:
    if get_origin(hint) in (Union, UnionType):
        inner = [option for option in get_args(hint) if option is not type(None)]
        return None if value is None else _typed(value, inner[0], name)
    try:
        return _read(value, hint)
    except (TypeError, ValueError) as fault:
        raise ValueError(f"{name}: {fault}") from fault


def _read(value: object, hint: object) -> object:
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise ValueError("a list is expected")
        return tuple(_read(item, get_args(hint)[0]) for item in value)
    if type(value) is not KINDS.get(hint, str):
        raise ValueError(f"{getattr(hint, '__name__', hint)} is expected")
    return _word(str(value), hint) if isinstance(value, str) else _number(value)


def _word(value: str, hint: object) -> object:
    if hint is UUID:
        return UUID(value)
    if hint is date:
        return date.fromisoformat(value)
    if hint is datetime:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError("a zone is expected")
        return moment
    if "\0" in value:
        raise ValueError("a sign that no database keeps")
    value.encode()  # raises for half a sign
    return value


def _number(value: object) -> object:
    if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        raise ValueError("a number that no database keeps")
    return value
