"""The templates from which a journey can begin: shipped ones and those the network added."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.congregations.journeys import Template, templates, thaw
from services.congregations.model import OwnTemplate, Reshaping
from shared.errors import NotFound


def newest(db: Session) -> list[Template]:
    """Return the newest version of every template, the shipped ones first."""
    versions = (
        select(OwnTemplate.template_id, func.max(OwnTemplate.version).label("version"))
        .group_by(OwnTemplate.template_id)
        .subquery()
    )
    rows = db.scalars(
        select(OwnTemplate)
        .join(
            versions,
            (OwnTemplate.template_id == versions.c.template_id)
            & (OwnTemplate.version == versions.c.version),
        )
        .order_by(OwnTemplate.template_id)
    )
    return [*templates().values(), *(thaw(row.content) for row in rows)]


def find(db: Session, template_id: str) -> Template | None:
    """Return the newest version of one template, or None when there is no such template."""
    if template_id in templates():
        return templates()[template_id]
    row = db.scalars(
        select(OwnTemplate)
        .where(OwnTemplate.template_id == template_id)
        .order_by(OwnTemplate.version.desc())
        .limit(1)
    ).first()
    return thaw(row.content) if row else None


def known(db: Session, template_id: str) -> Template:
    """Return the newest version of one template; raises `NotFound`."""
    found = find(db, template_id)
    if found is None:
        raise NotFound
    return found


def reshapings(db: Session, journey_id: UUID) -> list[Reshaping]:
    """Return how often a journey changed its template, the latest first."""
    statement = select(Reshaping).where(Reshaping.journey_id == journey_id)
    return list(db.scalars(statement.order_by(Reshaping.id.desc())))
