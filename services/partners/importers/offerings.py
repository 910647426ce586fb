"""Taking in an agency's offerings from a sheet: each good row as a sync by its own number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

from marshmallow import Schema, ValidationError
from sqlalchemy.orm import Session

from services.partners.actions import offerings as acts
from services.partners.actions.offerings import Outcome, Target
from services.partners.importers.sheet import Line, lines_of
from services.partners.model import Agency, Offering
from shared.actor import Actor
from shared.errors import Invalid, Refusal
from shared.web.schema import TextOnly

LISTS = frozenset(
    {
        "functions",
        "talents",
        "means",
        "people_groups",
        "countries",
        "regions",
        "languages",
        "themes",
        "denominations",
    }
)
LONGEST_REF = 80
NONE = "-"  # a cell that says: none, and we know it


@dataclass
class Report:
    """What a sheet changed, or would change, and which rows are not taken."""

    rows: int = 0
    rejected: list[dict[str, object]] = field(default_factory=list)
    changes: list[dict[str, object]] = field(default_factory=list)
    unchanged: int = 0


@dataclass(frozen=True)
class Sheet:
    """The rows of a file and the schema that reads each of them."""

    lines: list[Line]
    schema: Schema


@dataclass(frozen=True)
class Writer:
    """Who writes, when, and in which transaction."""

    db: Session
    actor: Actor
    at: datetime

    def put(self, target: Target, content: dict[str, Any]) -> Outcome:
        """Write one row."""
        return acts.put(self.db, self.actor, target, content, at=self.at)


def read(file: BinaryIO, schema: Schema) -> Sheet:
    """Read a sheet whose columns are fields of an offering; raises `Invalid` for others."""
    lines = lines_of(file)
    columns = set(lines[0].cells)
    known = set(schema.fields) | {"ref"}
    if "ref" not in columns or "kind" not in columns:
        raise Invalid("The columns ref and kind are needed.", {"file": "ref or kind is missing."})
    if strange := sorted(columns - known):
        names = ", ".join(strange)
        raise Invalid(f"These columns are not known: {names}.", {"file": f"Not known: {names}."})
    return Sheet(lines, schema)


def take(
    there: Mapping[str, Offering], agency: Agency, sheet: Sheet, writer: Writer | None
) -> Report:
    """Write all good rows of a sheet, or without a writer only tell what they would change."""
    report, seen = Report(), set[str]()
    for line in sheet.lines:
        report.rows += 1
        ref = line.cells["ref"]
        try:
            if not ref or len(ref) > LONGEST_REF or ref in seen:
                raise Invalid("", {"ref": "Missing, too long, or in the file twice."})
            content = {**_content(line, sheet.schema), "ref": ref}
            target = Target(agency, there.get(ref))
            done = writer.put(target, content) if writer else acts.plan(target.offering, content)
        except Refusal as fault:
            report.rejected += _reasons(line, fault)
            continue
        seen.add(ref)
        _count(report, ref, done)
    return report


def _content(line: Line, schema: Schema) -> dict[str, Any]:
    raw = {name: _value(name, text) for name, text in line.cells.items() if text and name != "ref"}
    try:
        content: dict[str, Any] = schema.load(raw)
    except ValidationError as fault:
        raise Invalid("Not valid.", _flat(fault.messages_dict)) from fault
    return content


def _value(name: str, text: str) -> object:
    if name in LISTS:
        parts = text.replace(";", ",").split(",")
        return [] if text == NONE else [part.strip() for part in parts if part.strip()]
    return "" if name == "conditions" and text == NONE else TextOnly(text)


def _flat(messages: Mapping[str, Any]) -> dict[str, str]:
    return {name: _sentence(found) for name, found in messages.items()}


def _sentence(found: object) -> str:
    if isinstance(found, dict):
        return " ".join(_sentence(inner) for inner in found.values())
    return " ".join(map(str, found)) if isinstance(found, list) else str(found)


def _reasons(line: Line, fault: Refusal) -> list[dict[str, object]]:
    fields = fault.fields or {"row": fault.detail}
    return [{"line": line.number, "field": name, "reason": why} for name, why in fields.items()]


def _count(report: Report, ref: str, done: Outcome) -> None:
    if not done.differences:
        report.unchanged += 1
        return
    report.changes.append({"ref": ref, "created": done.created, "differences": done.differences})
