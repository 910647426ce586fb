"""What is generated and always as the code is: pages, schemas of events, broker definitions."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import get_type_hints

from services.host import ALL
from services.separate import bindings, unheard
from shared import broker
from shared.config import KEYS, Settings
from shared.contracts import EVENTS
from shared.contracts.event import Event
from shared.contracts.schema import schema_of

ROOT = Path(__file__).parent.parent
MADE = "<!-- made by `make docs`; edit the code, not this page -->"


def pages() -> Mapping[str, str]:
    """Return every generated file: its path in the repository and its text."""
    return {
        **{f"docs/events/{name}.md": _events(name) for name in sorted(_by_publisher())},
        **{_schema_path(each): _json(schema_of(each)) for each in EVENTS.values()},
        "docs/settings.md": _settings(),
        "deploy/rabbitmq/definitions.json": _definitions(),
    }


def stale() -> list[str]:
    """Return the generated files that differ from what the code says."""
    return [path for path, text in pages().items() if _kept(ROOT / path) != text]


def write() -> list[str]:
    """Write the generated files that differ; returns their paths."""
    changed = stale()
    for path in changed:
        target = ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(pages()[path], encoding="utf-8")
    return changed


def _kept(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _by_publisher() -> dict[str, list[type[Event]]]:
    found: dict[str, list[type[Event]]] = {}
    for contract in EVENTS.values():
        found.setdefault(contract.publisher(), []).append(contract)
    return found


def _events(publisher: str) -> str:
    parts = [MADE, f"# Events of {publisher}", "Delivered at least once; effects recorded once."]
    for contract in _by_publisher()[publisher]:
        parts.extend(_event(contract))
    return "\n\n".join(parts) + "\n"


def _event(contract: type[Event]) -> Iterator[str]:
    yield f"## {contract.__name__}"
    schema = _schema_path(contract).removeprefix("docs/events/")
    version = f"{contract.version}.{contract.minor}"
    yield f"`{contract.type_name()}`, version [{version}]({schema})"
    yield (contract.__doc__ or "").strip().replace("\n    ", "\n")
    hints = get_type_hints(contract)
    rows = [f"| `{f.name}` | {_spelled(hints[f.name])} |" for f in fields(contract)]
    yield "\n".join(["| field | value |", "| --- | --- |", *rows])
    listeners = [s.name for s in ALL if contract in s.handlers]
    yield f"Read by: {', '.join(listeners) or 'nobody yet'}."


def _spelled(hint: object) -> str:
    text = str(hint) if not isinstance(hint, type) else hint.__name__
    text = text.replace("uuid.", "").replace("datetime.", "").replace(", ...", " …")
    return text.replace(" | None", " or absent").replace("tuple[", "list of ").rstrip("] …")


def _settings() -> str:
    defaults = {f.name: getattr(Settings(), f.name) for f in fields(Settings)}
    rows = [
        f"| `MISSIONSCOACH_{key}` | {sentence} | {_default(defaults[key.lower()])} |"
        for key, sentence in KEYS
    ]
    head = ["| key | what for | when absent |", "| --- | --- | --- |"]
    note = "`SMTP_URL` alone is read too. Secrets may stand in the environment only."
    return "\n\n".join([MADE, "# Settings", note, "\n".join([*head, *rows])]) + "\n"


def _default(value: object) -> str:
    return f"`{value}`" if value not in ("", None, {}) else "–"


def _definitions() -> str:
    return _json(broker.definitions(bindings(), unheard=unheard()), sort_keys=True)


def _schema_path(contract: type[Event]) -> str:
    return f"docs/events/schemas/{contract.name}.v{contract.version}.json"


def _json(value: object, *, sort_keys: bool = False) -> str:
    return json.dumps(value, indent=2, sort_keys=sort_keys) + "\n"
