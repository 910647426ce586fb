"""People groups as imported lists tell of them, each value with its source."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.partners.model.base import Base
from shared.clock import new_id


class PeopleGroupImport(Base):
    """One applied list: from whom, which release, as of which day, and the file's digest."""

    __tablename__ = "people_group_import"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    source: Mapped[str] = mapped_column(String(80))
    release: Mapped[str] = mapped_column(String(40))
    as_of: Mapped[date] = mapped_column(Date)
    layout: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(300))
    sha256: Mapped[str] = mapped_column(String(64))
    invented: Mapped[bool]
    added: Mapped[int]
    changed: Mapped[int]
    vanished: Mapped[int]
    unchanged: Mapped[int]
    rejected: Mapped[int]
    applied_by: Mapped[UUID | None]
    applied_at: Mapped[datetime]


class PeopleGroup(Base):
    """A people in a country as the newest list has it; it stays, marked, when a list drops it."""

    __tablename__ = "people_group"
    __table_args__ = (
        Index("ix_people_group_name", "name_folded"),
        Index("ix_people_group_country", "country", "key"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_in_country: Mapped[str] = mapped_column(String(200))
    name_folded: Mapped[str] = mapped_column(String(420))
    country: Mapped[str] = mapped_column(String(2))
    population: Mapped[int | None] = mapped_column(BigInteger)
    jp_scale: Mapped[int | None]
    least_reached: Mapped[bool | None]
    frontier: Mapped[bool | None]
    language_code: Mapped[str | None] = mapped_column(String(3))
    bible_status: Mapped[str | None] = mapped_column(String(40))
    religion: Mapped[str | None] = mapped_column(String(200))
    percent_adherents: Mapped[float | None]
    percent_evangelical: Mapped[float | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    digest: Mapped[str] = mapped_column(String(64))
    import_id: Mapped[UUID] = mapped_column(ForeignKey("people_group_import.id"))
    vanished_at: Mapped[datetime | None]


class SourceRecord(Base):
    """The values of one row as the list wrote them; never changed, a newer one stands beside it."""

    __tablename__ = "source_record"
    __table_args__ = (Index("ix_source_record_key", "key", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    import_id: Mapped[UUID] = mapped_column(ForeignKey("people_group_import.id"), index=True)
    key: Mapped[str] = mapped_column(String(20))
    line: Mapped[int]
    values: Mapped[dict[str, Any]]
    flags: Mapped[list[str]]
