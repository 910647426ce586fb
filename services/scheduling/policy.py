"""Who may see and change which sessions: clauses, and the one place that compiles them to SQL."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_

from services.scheduling.model import Guidance, Participation, PlannedSession
from shared.actor import Actor

NAMED_PERSONS = 3
SENSITIVE = 2


def guides(actor: Actor, congregation_id: UUID | ColumnElement[UUID]) -> ColumnElement[bool]:
    """The asker is a coach who guides this congregation."""
    if actor.kind != "person" or not actor.has("coach"):
        return _never()
    return exists().where(
        Guidance.coach_id == actor.id, Guidance.congregation_id == congregation_id
    )


def may_see(actor: Actor) -> ColumnElement[bool]:
    """The asker guides the congregation, belongs to it, or takes part himself.

    A session about named persons (label 3) is seen by its participants and coaches alone.
    """
    if actor.kind == "service":
        return ~_never()
    if actor.kind != "person":
        return _never()
    own = actor.organisations(("leader", "working_group"))
    belongs = and_(PlannedSession.congregation_id.in_(own), PlannedSession.label < NAMED_PERSONS)
    return or_(guides(actor, PlannedSession.congregation_id.expression), belongs, takes_part(actor))


def takes_part(actor: Actor) -> ColumnElement[bool]:
    """The asker is one of the session's participants."""
    return exists().where(
        Participation.session_id == PlannedSession.id, Participation.person_id == actor.id
    )


def may_read_content(actor: Actor, label: int, at: datetime) -> bool:
    """Whether title, place and agenda are shown: from label 2 on only after a fresh sign-in."""
    return label < SENSITIVE or (actor.kind == "person" and actor.is_fresh(at))


def _never() -> ColumnElement[bool]:
    return PlannedSession.id.is_(None)
