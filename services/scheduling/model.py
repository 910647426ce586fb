"""The tables of scheduling and what is always true of them."""

from sqlalchemy.orm import DeclarativeBase

from shared import audit
from shared.db import TYPES, metadata
from shared.events import tables


class Base(DeclarativeBase):
    """The catalogue of this service's tables."""

    metadata = metadata()
    type_annotation_map = TYPES


tables.add_to(Base.metadata)
audit.add_to(Base.metadata)
