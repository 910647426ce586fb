"""Taking in a list of congregations: what each row would do, and doing it, all in one act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.congregations import policy
from services.congregations.actions import profiles
from services.congregations.model import Congregation
from shared.actor import Actor


@dataclass(frozen=True)
class Draft:
    """A row that can be taken: its line and what it says, as values of the profile."""

    line: int
    values: Mapping[str, object]


@dataclass(frozen=True)
class Rejection:
    """Why a row is not taken: its line, the column, what stood there, and a sentence."""

    line: int
    field: str
    value: str
    reason: str


@dataclass(frozen=True)
class Difference:
    """What a row changes in one field."""

    field: str
    before: object
    after: object


@dataclass(frozen=True)
class Change:
    """What a row does: `new`, `update` or `same`."""

    draft: Draft
    act: str
    congregation: Congregation | None
    differences: tuple[Difference, ...]

    @property
    def line(self) -> int:
        """Return the line in the file."""
        return self.draft.line

    @property
    def name(self) -> object:
        """Return the congregation's name."""
        return self.draft.values["name"]

    @property
    def place(self) -> object:
        """Return the place, if the row names one."""
        return self.draft.values.get("place")

    @property
    def congregation_id(self) -> UUID | None:
        """Return the congregation that the row is about, once there is one."""
        return self.congregation.id if self.congregation else None


def planned(
    db: Session, actor: Actor, drafts: Sequence[Draft]
) -> tuple[list[Change], list[Rejection]]:
    """Return what these rows would do; a congregation is known again by its name and place.

    A coach's rows change the congregations he guides; whoever guides none adds new ones only.
    """
    known = _known(db, actor)
    seen: dict[tuple[str, str], int] = {}
    changes: list[Change] = []
    rejected: list[Rejection] = []
    for draft in drafts:
        key = _key(draft.values["name"], draft.values.get("place"))
        found = known.get(key)
        if key in seen:
            rejected.append(_rejection(draft, "The same congregation stands above."))
        elif found and not actor.has("coach"):
            rejected.append(_rejection(draft, "This congregation is there already."))
        else:
            changes.append(_change(draft, found))
        seen.setdefault(key, draft.line)
    return changes, rejected


def apply(db: Session, actor: Actor, changes: Sequence[Change], *, at: datetime) -> list[Change]:
    """Do what was planned in this same transaction; returns the changes with their new ids."""
    done = []
    for change in changes:
        if change.act == "new":
            made = profiles.register(db, actor, change.draft.values, at=at)
            done.append(replace(change, congregation=made))
            continue
        if change.act == "update" and change.congregation:
            profiles.put_right(db, change.congregation, change.draft.values, at=at)
        done.append(change)
    return done


def _known(db: Session, actor: Actor) -> dict[tuple[str, str], Congregation]:
    statement = select(Congregation).options(
        selectinload(Congregation.gift_rows),
        selectinload(Congregation.talent_rows),
        selectinload(Congregation.passion_rows),
    )
    if actor.has("coach"):
        statement = statement.where(policy.is_guided(actor))
    rows = db.scalars(statement.order_by(Congregation.id.desc()))
    return {_key(row.name, row.place): row for row in rows}


def _key(name: object, place: object) -> tuple[str, str]:
    return str(name).casefold(), str(place or "").casefold()


def _rejection(draft: Draft, reason: str) -> Rejection:
    return Rejection(draft.line, "name", str(draft.values["name"]), reason)


def _change(draft: Draft, found: Congregation | None) -> Change:
    if found is None:
        return Change(draft, "new", None, ())
    differences = tuple(_differences(found, draft.values))
    return Change(draft, "update" if differences else "same", found, differences)


def _differences(found: Congregation, values: Mapping[str, object]) -> list[Difference]:
    flat = {name: value for name, value in values.items() if name != "passions"}
    result = [
        Difference(name, getattr(found, name), value)
        for name, value in flat.items()
        if getattr(found, name) != value
    ]
    passions = values.get("passions", {})
    assert isinstance(passions, Mapping)
    for kind, wanted in passions.items():
        before = found.passions[kind]
        if sorted(before) != sorted(wanted):
            result.append(Difference(f"passions.{kind}", before, wanted))
    return result
