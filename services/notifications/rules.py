"""Who is told what when which event happens: `rules.toml`, read and checked against the events."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from uuid import UUID

from services.notifications.render import letter_kind
from shared.contracts import EVENTS
from shared.contracts.event import Event

AUDIENCES = ("leaders", "agency", "participants", "sign_in", "invitation")
CLASSES = ("critical", "mandatory")


@dataclass(frozen=True)
class Rule:
    """One letter that follows from one event."""

    contract: type[Event]
    letter: str
    importance: str
    to: str
    about: str
    of: str | None
    only_if: str | None
    revision: str | None
    true_while: tuple[str, ...]
    holds: timedelta | None
    holds_until: str | None
    urgent: timedelta | None

    def applies(self, event: Event) -> bool:
        """Tell whether the event asks for this letter at all."""
        return self.only_if is None or bool(getattr(event, self.only_if))

    def subject(self, event: Event) -> UUID:
        """Return the id of what the letter is about."""
        subject: UUID = getattr(event, self.about)
        return subject

    def organisation(self, event: Event) -> UUID | None:
        """Return whose the letter's subject is."""
        return None if self.of is None else getattr(event, self.of)

    def expires_at(self, event: Event, happened_at: datetime) -> datetime | None:
        """Return the moment after which the letter is no longer sent."""
        if self.holds_until:
            moment: datetime = getattr(event, self.holds_until)
            return moment
        return happened_at + self.holds if self.holds else None

    def is_urgent(self, event: Event, at: datetime) -> bool:
        """Tell whether the letter cannot wait and goes to everybody it concerns."""
        if self.importance == "critical":
            return True
        if self.urgent is None or self.holds_until is None:
            return False
        moments = [getattr(event, self.holds_until), getattr(event, "previous_start", None)]
        return any(moment and at <= moment < at + self.urgent for moment in moments)


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules; raises `ValueError` naming what in the file is not so."""
    text = files("services.notifications").joinpath("rules.toml").read_text("utf-8")
    return tuple(_rule(entry) for entry in tomllib.loads(text)["rule"])


def rule_for(letter: str) -> Rule:
    """Return the rule that writes this letter; every letter has one."""
    return next(rule for rule in rules() if rule.letter == letter)


def contracts() -> dict[type[Event], tuple[Rule, ...]]:
    """Return the events that somebody is told of, each with its rules."""
    found: dict[type[Event], tuple[Rule, ...]] = {}
    for rule in rules():
        found[rule.contract] = (*found.get(rule.contract, ()), rule)
    return found


def _rule(entry: Mapping[str, object]) -> Rule:
    contract = _contract(str(entry["event"]))
    made = Rule(
        contract=contract,
        letter=letter_kind(str(entry["letter"])).name,
        importance=_one_of(entry["class"], CLASSES),
        to=_one_of(entry["to"], AUDIENCES),
        about=str(_field(contract, entry["about"])),
        of=_field(contract, entry.get("of")),
        only_if=_field(contract, entry.get("only_if")),
        revision=_field(contract, entry.get("revision")),
        true_while=tuple(str(state) for state in _list(entry.get("while"))),
        holds=_span(minutes=entry.get("holds_minutes")),
        holds_until=_field(contract, entry.get("holds_until")),
        urgent=_span(hours=entry.get("urgent_hours")),
    )
    if made.to == "participants":
        _field(contract, "participants")
    return made


def _contract(name: str) -> type[Event]:
    for contract in EVENTS.values():
        if contract.name == name:
            return contract
    raise ValueError(f"no event is called {name}")


def _field(contract: type[Event], name: object) -> str | None:
    if name is not None and name not in {field.name for field in fields(contract)}:
        raise ValueError(f"{contract.name} has no field {name}")
    return None if name is None else str(name)


def _one_of(value: object, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(f"{value} is none of {known}")
    return str(value)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _span(**length: object) -> timedelta | None:
    ((unit, amount),) = length.items()
    return timedelta(**{unit: amount}) if isinstance(amount, int) else None
