"""Workshops with their cards, photos and reports; codes for paper sheets."""

import sqlalchemy as sa
from alembic import op

import shared.db

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    _create_workshops()
    _create_cards()
    _create_photos()
    _create_sheets()


def downgrade() -> None:
    """Go back to the version before."""
    for table in (
        *("sheet", "workshop_photo", "workshop_entry", "workshop_card"),
        *("workshop_change", "workshop"),
    ):
        op.drop_table(table)


def _create_workshops() -> None:
    op.create_table(
        "workshop",
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("journey_id", sa.Uuid(), nullable=True),
        sa.Column("track_id", sa.Uuid(), nullable=True),
        sa.Column("step_id", sa.Uuid(), nullable=True),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("boards", sa.JSON(), nullable=False),
        sa.Column("attendance", sa.JSON(), nullable=False),
        sa.Column("opening", sa.String(length=600), nullable=False),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("begun_by", sa.Uuid(), nullable=True),
        sa.Column("begun_at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.Column("published_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'published')", name=op.f("ck_workshop_state")),
        *(
            sa.ForeignKeyConstraint(
                [f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_workshop_{other}_id_{other}")
            )
            for other in ("congregation", "journey", "track", "step")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
        sa.UniqueConstraint("session_id", name=op.f("uq_workshop_session_id")),
    )
    op.create_index("ix_workshop_held", "workshop", ["congregation_id", "held_on"])
    op.create_index(op.f("ix_workshop_track_id"), "workshop", ["track_id"])
    op.create_table(
        "workshop_change",
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("to_state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_written("workshop_change"),
        _of_workshop("workshop_change"),
    )
    op.create_index(op.f("ix_workshop_change_workshop_id"), "workshop_change", ["workshop_id"])


def _create_cards() -> None:
    op.create_table(
        "workshop_card",
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("board", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("theme", sa.String(length=80), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _of_workshop("workshop_card"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_card")),
    )
    op.create_index(op.f("ix_workshop_card_workshop_id"), "workshop_card", ["workshop_id"])
    op.create_table(
        "workshop_entry",
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        _of_workshop("workshop_entry"),
        sa.PrimaryKeyConstraint("workshop_id", "key", name=op.f("pk_workshop_entry")),
    )


def _create_photos() -> None:
    op.create_table(
        "workshop_photo",
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("caption", sa.String(length=200), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("small", sa.LargeBinary(), nullable=False),
        *_written("workshop_photo"),
        _of_workshop("workshop_photo"),
        sa.ForeignKeyConstraint(
            ["file_id"], ["file.id"], name=op.f("fk_workshop_photo_file_id_file")
        ),
        sa.UniqueConstraint("file_id", name=op.f("uq_workshop_photo_file_id")),
    )
    op.create_index(op.f("ix_workshop_photo_workshop_id"), "workshop_photo", ["workshop_id"])


def _create_sheets() -> None:
    op.create_table(
        "sheet",
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["congregation_id"],
            ["congregation.id"],
            name=op.f("fk_sheet_congregation_id_congregation"),
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_sheet")),
        sa.UniqueConstraint("kind", "subject_id", name=op.f("uq_sheet_kind")),
    )
    op.create_index(op.f("ix_sheet_congregation_id"), "sheet", ["congregation_id"])


def _of_workshop(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_workshop_id_workshop")
    return sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=name)


def _written(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]
