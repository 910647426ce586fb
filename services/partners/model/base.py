"""The catalogue of the tables of partners."""

from sqlalchemy.orm import DeclarativeBase

from shared.db import TYPES, metadata


def one_of(column: str, values: tuple[str, ...]) -> str:
    """Return the SQL of a check that a column holds one of these codes."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class Base(DeclarativeBase):
    """The catalogue of this service's tables."""

    metadata = metadata()
    type_annotation_map = TYPES
