"""The catalogue of this service's tables and the columns many of them share."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared import audit
from shared.clock import new_id
from shared.db import TYPES, metadata
from shared.events import tables
from shared.projections import marks


class Base(DeclarativeBase):
    """The catalogue of this service's tables."""

    metadata = metadata()
    type_annotation_map = TYPES


class Identified:
    """A row with an id of its own, which sorts by the time it was made."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)


class Written(Identified):
    """A row that says who wrote it and when."""

    by: Mapped[UUID | None]
    at: Mapped[datetime]


tables.add_to(Base.metadata)
marks.add_to(Base.metadata)
audit.add_to(Base.metadata)
