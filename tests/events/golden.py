"""Golden files: examples of every version of every event ever published, and its frozen schema.

`python -m tests.events.golden` adds those of new versions. It never changes a file that is there:
what was published cannot be taken back.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import NAMESPACE_URL, UUID, uuid5

from shared.contracts import EVENTS
from shared.contracts.envelope import seal
from shared.contracts.event import Event
from shared.contracts.schema import schema_of

FOLDER = Path(__file__).parent / "golden"
KINDS = ("full", "minimal", "nulls")
SCHEMA = "schema"
CODES = {
    "answer": "confirmed",
    "denomination": "protestant",
    "how": "graceful",
    "kind": "kairos",
    "moment": "t0",
    "open_to": "region",
    "organisation_kind": "congregation",
    "outcome": "declined",
    "progress": "good",
    "region": "nl-ut",
    "release": "2026-11",
    "risk_level": "high",
    "role": "coach",
    "side": "agency",
    "size_band": "100-250",
    "source": "joshua-project",
    "stamp": "continue",
    "state": "open",
    "template": "vision-to-mission",
}
MOMENTS = {
    "full": datetime(2026, 11, 23, 19, 30, tzinfo=timezone(timedelta(hours=1))),
    "minimal": datetime(2026, 11, 23, 19, 30, tzinfo=UTC),
    "nulls": datetime(2027, 2, 28, 23, 59, 59, 999999, tzinfo=UTC),
}
NUMBERS = {"full": 12, "minimal": 0, "nulls": 1}


@dataclass(frozen=True)
class Golden:
    """One example of one version, as it was published."""

    path: Path
    name: str
    major: int
    minor: int
    kind: str

    @property
    def schema(self) -> Path:
        """Where the schema of that version is kept."""
        return self.path.with_name(f"{self.major}.{self.minor}.{SCHEMA}.json")


def published(folder: Path = FOLDER) -> list[Golden]:
    """Return every example ever published, of every version."""
    return sorted(
        (_golden(path) for path in folder.glob("*/*.json") if f".{SCHEMA}." not in path.name),
        key=lambda each: (each.name, each.major, each.minor, each.kind),
    )


def examples(contract: type[Event]) -> dict[str, bytes]:
    """Return the examples of a contract as it is now, by kind."""
    return {kind: _example(contract, kind) for kind in KINDS}


def files(contract: type[Event]) -> Iterator[tuple[str, str]]:
    """Return the golden files of a contract as it is now: their paths and texts."""
    start = f"{contract.name}/{contract.version}.{contract.minor}"
    yield f"{start}.{SCHEMA}.json", _text(schema_of(contract))
    for kind, body in examples(contract).items():
        yield f"{start}.{kind}.json", _text(json.loads(body))


def write(folder: Path = FOLDER, contracts: Mapping[str, type[Event]] = EVENTS) -> list[Path]:
    """Add what is missing; returns what was added."""
    wanted = [(folder / path, text) for each in contracts.values() for path, text in files(each)]
    missing = [(path, text) for path, text in wanted if not path.exists()]
    for path, text in missing:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [path for path, _ in missing]


def _golden(path: Path) -> Golden:
    major, minor, kind, _ = path.name.split(".")
    return Golden(path, path.parent.name, int(major), int(minor), kind)


def _text(value: object) -> str:
    return json.dumps(value, indent=2) + "\n"


def _example(contract: type[Event], kind: str) -> bytes:
    hints = get_type_hints(contract)
    chosen = [f.name for f in fields(contract)] if kind == "full" else _required(contract)
    event = contract(**{name: _value(hints[name], name, kind) for name in chosen})
    body = seal(
        event,
        event_id=_id(contract.schema_name(), kind),
        subjectseq=1 + KINDS.index(kind),
        at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
        traceparent=f"00-{1:032x}-{1:016x}-01" if kind == "full" else None,
    )
    if kind != "minimal":
        return body
    told = json.loads(body)
    told["data"] = {name: told["data"][name] for name in chosen}
    return json.dumps(told).encode()


def _required(contract: type[Event]) -> list[str]:
    required: list[str] = schema_of(contract)["required"]
    return required


def _value(hint: Any, name: str, kind: str) -> object:
    if get_origin(hint) in (Union, UnionType):
        return _value(get_args(hint)[0], name, kind)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return () if kind == "nulls" else tuple(_value(inner, f"{name}{n}", kind) for n in (1, 2))
    values: dict[object, object] = {
        UUID: _id(name, kind),
        datetime: MOMENTS[kind],
        date: MOMENTS[kind].date(),
        str: CODES.get(name, f"{name.replace('_', '-')}-code"),
        int: NUMBERS[kind],
        bool: kind == "full",
    }
    return values[hint]


def _id(name: str, kind: str) -> UUID:
    # the same at every run
    return uuid5(NAMESPACE_URL, f"{name}#{kind}")


if __name__ == "__main__":
    added = write()
    print("\n".join(map(str, added)) or "nothing new was published")
