"""Who may see and do what with a congregation: pure functions, and one clause for the tables."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from services.congregations.model import Congregation, Guidance
from shared.actor import Actor
from shared.errors import Forbidden, NotFound

Relation = Literal["guides", "leads", "prepares"]

HOME = ZoneInfo("Europe/Amsterdam")
ALL: frozenset[Relation] = frozenset({"guides", "leads", "prepares"})
WALKING: frozenset[Relation] = frozenset({"guides", "leads"})


@dataclass(frozen=True)
class Standing:
    """What an asker is to one congregation."""

    relations: frozenset[Relation]

    @property
    def guides(self) -> bool:
        """Tell whether the asker is a coach of it."""
        return "guides" in self.relations

    @property
    def leads(self) -> bool:
        """Tell whether the asker may speak for its decision body."""
        return "leads" in self.relations

    def demand(self, *, any_of: Collection[Relation]) -> None:
        """Let pass who has one of these relations.

        Raises `NotFound` for whom the congregation does not exist, `Forbidden` for the others.
        """
        if not self.relations:
            raise NotFound
        if not self.relations.intersection(any_of):
            raise Forbidden("That is not yours to do for this congregation.")

    def demand_hidden(self, relation: Relation) -> None:
        """Let pass who has this relation; for all others the thing does not exist."""
        if relation not in self.relations:
            raise NotFound


def standing(actor: Actor, congregation_id: UUID, coaches: Collection[UUID]) -> Standing:
    """Return what the asker is to a congregation that these coaches guide."""
    found: set[Relation] = set()
    if actor.kind == "person":
        if actor.has("coach") and actor.id in coaches:
            found.add("guides")
        if actor.has("leader", congregation_id):
            found.add("leads")
        if actor.has("working_group", congregation_id):
            found.add("prepares")
    return Standing(frozenset(found))


def is_visible(actor: Actor) -> ColumnElement[bool]:
    """Return the clause for the congregations whose content the asker may read."""
    if actor.kind == "service":
        return true()
    if actor.kind != "person":
        return false()
    clauses: list[ColumnElement[bool]] = [
        Congregation.id.in_(actor.organisations(("leader", "working_group")))
    ]
    if actor.has("coach"):
        clauses.append(is_guided(actor))
    return or_(*clauses)


def is_guided(actor: Actor) -> ColumnElement[bool]:
    """Return the clause for the congregations that the asker guides now."""
    guides = and_(
        Guidance.congregation_id == Congregation.id,
        Guidance.coach_id == actor.id,
        Guidance.until.is_(None),
    )
    return select(Guidance.id).where(guides).exists()


def today(at: datetime) -> date:
    """Return the day it is where the congregations are, at this moment."""
    return at.astimezone(HOME).date()
