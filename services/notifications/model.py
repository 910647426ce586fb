"""The tables of notifications and what is always true of them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, deferred, mapped_column, relationship

from shared import audit
from shared.clock import new_id
from shared.db import TYPES, metadata
from shared.events import tables
from shared.projections import marks

STATES = (
    "queued",
    "sending",
    "sent",
    "deferred",
    "refused",
    "unknown",
    "suppressed",
    "expired",
    "superseded",
)
WAITING = ("queued", "deferred")


class Base(DeclarativeBase):
    """The catalogue of this service's tables."""

    metadata = metadata()
    type_annotation_map = TYPES


class Message(Base):
    """That somebody is told something because of one event; kept for ever, so told once.

    `person_id` is a person, or (see `recipient_kind`) a sign-in or invitation whose address
    identity knows. No name, address or text stands here: those are asked when it is sent.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("event_id", "letter", "person_id"),
        Index("ix_message_subject_person", "subject_id", "person_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID]
    letter: Mapped[str] = mapped_column(String(40))
    importance: Mapped[str] = mapped_column(String(12))
    recipient_kind: Mapped[str] = mapped_column(String(12))
    person_id: Mapped[UUID]
    # as which the person is written to: a role, `participant`, or the recipient kind
    role: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[UUID]
    organisation_id: Mapped[UUID | None]
    organisation_kind: Mapped[str | None] = mapped_column(String(20))
    coach_id: Mapped[UUID | None]
    revision: Mapped[int | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    # of what asked for it, so that one trace leads from a press of a button to the mail
    trace: Mapped[str | None] = mapped_column(String(55))


class BorrowedAddress(Base):
    """An address that somebody typed for one mail, with the secret of the link in it.

    It stands here until the mail was handed over or given up, and nowhere else.
    """

    __tablename__ = "borrowed_address"

    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"), primary_key=True)
    address: Mapped[str] = mapped_column(String(320))
    language: Mapped[str] = mapped_column(String(2))
    token: Mapped[str] = mapped_column(String(60))


class Delivery(Base):
    """Where the mail of one message stands; `claim` is renewed by each try and guards its end."""

    __tablename__ = "delivery"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("state <> 'sending' OR lease_until IS NOT NULL", name="lease"),
        Index("ix_delivery_due", "state", "rank", "next_at"),
        Index("ix_delivery_lease", "state", "lease_until"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"), unique=True)
    state: Mapped[str] = mapped_column(String(12))
    rank: Mapped[int]
    attempts: Mapped[int] = mapped_column(default=0)
    begun_at: Mapped[datetime]
    next_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    claim: Mapped[UUID | None]
    message_id_header: Mapped[str | None] = mapped_column(String(320))
    # the relay's words, or why not; without addresses
    reason: Mapped[str | None] = mapped_column(String(500))
    changed_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    # a mail with a link that can be made only once, while it waits for another try
    kept_mail: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))

    message: Mapped[Message] = relationship()


class DeliveryChange(Base):
    """A delivery came into another state: when, why, and by whom when it was a person."""

    __tablename__ = "delivery_change"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("delivery.id"), index=True)
    from_state: Mapped[str | None] = mapped_column(String(12))
    to_state: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(String(500))
    by_kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[UUID | None]
    at: Mapped[datetime]


class Pause(Base):
    """The relay refused us, not a recipient: until then nothing is tried; there is one row."""

    __tablename__ = "pause"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    until: Mapped[datetime]
    failures: Mapped[int]
    reason: Mapped[str] = mapped_column(String(500))


class BoxedMail(Base):
    """A mail that was put into the built-in mailbox instead of being sent anywhere."""

    __tablename__ = "mailbox"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    recipient: Mapped[str] = mapped_column(String(320))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]


class Member(Base):
    """Known from identity: a person holds this role in an organisation now; `id` is theirs."""

    __tablename__ = "member"
    __table_args__ = (Index("ix_member_organisation", "organisation_id", "role"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(index=True)
    organisation_id: Mapped[UUID]
    role: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime]


tables.add_to(Base.metadata)
marks.add_to(Base.metadata)
audit.add_to(Base.metadata)
