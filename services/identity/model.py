"""The tables of identity and what is always true of them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared import audit
from shared.clock import new_id
from shared.db import TYPES, metadata
from shared.events import tables
from shared.projections import marks

HASH = String(64)  # sha256 in hexadecimal
OPEN = text("until IS NULL")


class Base(DeclarativeBase):
    """The catalogue of this service's tables."""

    metadata = metadata()
    type_annotation_map = TYPES


class Organisation(Base):
    """A congregation, an agency or the network; its name lives with the service that owns it."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("kind IN ('congregation', 'agency', 'network')", name="kind"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(12))
    created_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]  # an agency that runs its own page


class Person(Base):
    """Somebody with a mail address; the address is kept in lower case."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("language IN ('nl', 'en')", name="language"),
        CheckConstraint("email = lower(email)", name="email_is_lower_case"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class Membership(Base):
    """A person's role in one organisation, from and until."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint(
            "role IN ('leader', 'working_group', 'coach', 'agency_staff', 'contact', 'operator')",
            name="role",
        ),
        # a role is held once at a time
        Index(
            "uq_membership_open",
            "person_id",
            "organisation_id",
            "role",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index("ix_membership_organisation", "organisation_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[str] = mapped_column(String(16))
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class MembershipChange(Base):
    """Who let a membership begin or end, and when."""

    __tablename__ = "membership_change"
    __table_args__ = (CheckConstraint("change IN ('started', 'ended')", name="change"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    membership_id: Mapped[UUID] = mapped_column(ForeignKey("membership.id"), index=True)
    change: Mapped[str] = mapped_column(String(8))
    by_kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[UUID | None]
    at: Mapped[datetime]


class Guidance(Base):
    """Which coach guides which congregation, as congregations told us."""

    __tablename__ = "guidance"
    __table_args__ = (
        Index(
            "uq_guidance_open",
            "congregation_id",
            "coach_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    # not a foreign key: the news of the congregation itself may arrive later
    congregation_id: Mapped[UUID]
    coach_id: Mapped[UUID] = mapped_column(index=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Invitation(Base):
    """A mailed request to take a role in an organisation."""

    __tablename__ = "invitation"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    organisation_kind: Mapped[str] = mapped_column(String(12))
    role: Mapped[str] = mapped_column(String(16))
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(2))
    token_hash: Mapped[str | None] = mapped_column(HASH, unique=True)
    invited_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class SignIn(Base):
    """Somebody's request for a sign-in letter; without a person when the address is unknown."""

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_throttle", "address_hash", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    address_hash: Mapped[str] = mapped_column(HASH)
    next_path: Mapped[str | None] = mapped_column(String(200))
    token_hash: Mapped[str | None] = mapped_column(HASH, unique=True)
    code_hash: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)


class Session(Base):
    """A signed-in browser; ended at once or by itself when its time is over."""

    __tablename__ = "session"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(HASH, unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    own_device: Mapped[bool]
    device: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    signed_in_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class MachineKey(Base):
    """What an agency's software shows to come in; only the hash of it is kept."""

    __tablename__ = "machine_key"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    prefix: Mapped[str] = mapped_column(String(12))
    key_hash: Mapped[str] = mapped_column(HASH, unique=True)
    scopes: Mapped[list[str]]
    created_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]


class Link(Base):
    """A mailed link with which one person may do one thing for one organisation."""

    __tablename__ = "link"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(HASH, unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    purpose: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]  # first use


class SetupLink(Base):
    """The one-time link with which the first operator of an installation comes in."""

    __tablename__ = "setup_link"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(HASH, unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


tables.add_to(Base.metadata)
marks.add_to(Base.metadata)
audit.add_to(Base.metadata)
