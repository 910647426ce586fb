"""A congregation as codes and bands, without any member's name, and who guides it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.congregations.model.base import Base, Identified
from services.congregations.model.codes import PASSIONS


class Congregation(Identified, Base):
    """One congregation; a code that is None is not yet known."""

    __tablename__ = "congregation"

    name: Mapped[str] = mapped_column(String(200))
    place: Mapped[str | None] = mapped_column(String(120))
    region: Mapped[str | None] = mapped_column(String(10))
    school_region: Mapped[str | None] = mapped_column(String(10))
    denomination: Mapped[str | None] = mapped_column(String(20))
    size_band: Mapped[str | None] = mapped_column(String(40))
    languages: Mapped[list[str]] = mapped_column(default=list)
    capacity_people: Mapped[str | None] = mapped_column(String(40))
    capacity_hours: Mapped[str | None] = mapped_column(String(40))
    capacity_budget: Mapped[str | None] = mapped_column(String(40))
    risk_appetite: Mapped[str | None] = mapped_column(String(40))
    wish_role: Mapped[str | None] = mapped_column(String(40))
    horizon: Mapped[str | None] = mapped_column(String(40))
    decision_body: Mapped[str | None] = mapped_column(String(40))
    named_to_agencies: Mapped[bool] = mapped_column(default=False)
    invented: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    registered_by: Mapped[UUID | None]
    registered_at: Mapped[datetime]

    gift_rows: Mapped[list["Gift"]] = relationship(cascade="all, delete-orphan", order_by="Gift.id")
    talent_rows: Mapped[list["Talent"]] = relationship(
        cascade="all, delete-orphan", order_by="Talent.id"
    )
    passion_rows: Mapped[list["Passion"]] = relationship(
        cascade="all, delete-orphan", order_by="Passion.id"
    )
    guidances: Mapped[list["Guidance"]] = relationship(order_by="Guidance.since")

    @property
    def gifts(self) -> dict[str, str]:
        """Return the band per means; a means left out is not yet known."""
        return {row.means: row.band for row in self.gift_rows}

    @property
    def talents(self) -> dict[str, str]:
        """Return the band per skill; a skill left out is not yet known."""
        return {row.skill: row.band for row in self.talent_rows}

    @property
    def passions(self) -> dict[str, list[str]]:
        """Return the codes per kind of passion, every kind present."""
        return {
            kind: [row.code for row in self.passion_rows if row.kind == kind] for kind in PASSIONS
        }

    @property
    def coaches(self) -> list[UUID]:
        """Return who guides the congregation now."""
        return [row.coach_id for row in self.guidances if row.until is None]

    def set_gifts(self, bands: dict[str, str]) -> None:
        """Replace the gifts, keeping the rows that stay."""
        kept = {row.means: row for row in self.gift_rows}
        self.gift_rows = [kept.get(means) or Gift(means=means) for means in bands]
        for row in self.gift_rows:
            row.band = bands[row.means]

    def set_talents(self, bands: dict[str, str]) -> None:
        """Replace the talents, keeping the rows that stay."""
        kept = {row.skill: row for row in self.talent_rows}
        self.talent_rows = [kept.get(skill) or Talent(skill=skill) for skill in bands]
        for row in self.talent_rows:
            row.band = bands[row.skill]

    def set_passions(self, kind: str, codes: Iterable[str]) -> None:
        """Replace the passions of one kind."""
        kept = {row.code: row for row in self.passion_rows if row.kind == kind}
        others = [row for row in self.passion_rows if row.kind != kind]
        wanted = [kept.get(code) or Passion(kind=kind, code=code) for code in dict.fromkeys(codes)]
        self.passion_rows = [*others, *wanted]


class Gift(Identified, Base):
    """How many people of a congregation are strong in one of the means."""

    __tablename__ = "gift"
    __table_args__ = (UniqueConstraint("congregation_id", "means"),)

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"))
    means: Mapped[str] = mapped_column(String(40))
    band: Mapped[str] = mapped_column(String(40))


class Talent(Identified, Base):
    """How many people of a congregation have one of the skills."""

    __tablename__ = "talent"
    __table_args__ = (UniqueConstraint("congregation_id", "skill"),)

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"))
    skill: Mapped[str] = mapped_column(String(40))
    band: Mapped[str] = mapped_column(String(40))


class Passion(Identified, Base):
    """What a congregation's heart goes out to: a theme, region, language, people or country."""

    __tablename__ = "passion"
    __table_args__ = (UniqueConstraint("congregation_id", "kind", "code"),)

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"))
    kind: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(80))


class Guidance(Identified, Base):
    """A coach guides a congregation from one moment until another."""

    __tablename__ = "guidance"
    __table_args__ = (
        Index(
            "ix_guidance_now",
            "coach_id",
            "congregation_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    coach_id: Mapped[UUID]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    started_by: Mapped[UUID | None]
    ended_by: Mapped[UUID | None]
