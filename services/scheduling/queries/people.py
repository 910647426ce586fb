"""Who leads, who guides, and who may take part, from what other services told us."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.scheduling import policy
from services.scheduling.model import Guidance, Introduction, Member
from shared.actor import Actor
from shared.contracts.event import NETWORK
from shared.errors import NotFound


def must_guide(db: Session, actor: Actor, congregation_id: UUID) -> None:
    """Raise `NotFound` unless the asker guides this congregation."""
    if not does_guide(db, actor, congregation_id):
        raise NotFound()


def does_guide(db: Session, actor: Actor, congregation_id: UUID) -> bool:
    """Tell whether the asker guides this congregation."""
    return bool(db.scalar(select(policy.guides(actor, congregation_id))))


def guided_by(db: Session, congregation_id: UUID) -> list[UUID]:
    """The coaches of a congregation, the longest-serving first."""
    statement = (
        select(Guidance.coach_id)
        .where(Guidance.congregation_id == congregation_id)
        .order_by(Guidance.since, Guidance.coach_id)
    )
    return list(db.scalars(statement))


def usual_participants(db: Session, congregation_id: UUID) -> dict[UUID, str]:
    """The leaders and coaches of a congregation, each with the role."""
    leaders = db.scalars(
        select(Member.person_id).where(
            Member.organisation_id == congregation_id, Member.role == "leader"
        )
    )
    coaches = dict.fromkeys(guided_by(db, congregation_id), "coach")
    return dict.fromkeys(leaders, "leader") | coaches


def possible_participants(
    db: Session, congregation_id: UUID, wanted: Sequence[UUID]
) -> dict[UUID, str]:
    """Those of the wanted people who may take part, each with the role.

    The congregation's own people, its coaches, the network's coaches, and people of agencies to
    which the congregation was introduced.
    """
    introduced = select(Introduction.agency_id).where(
        Introduction.congregation_id == congregation_id
    )
    rows = db.execute(
        select(Member.person_id, Member.role).where(
            Member.person_id.in_(wanted),
            (Member.organisation_id == congregation_id)
            | ((Member.organisation_id == NETWORK) & (Member.role == "coach"))
            | Member.organisation_id.in_(introduced),
        )
    )
    found = {row.person_id: row.role for row in rows}
    usual = usual_participants(db, congregation_id)
    return found | {person: role for person, role in usual.items() if person in set(wanted)}
