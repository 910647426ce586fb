"""Rounds of questions, what they found, and the commitments that exist."""

import sqlalchemy as sa
from alembic import op

import shared.db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    _rounds()
    _raters()
    _findings()
    _commitments()


def _rounds() -> None:
    op.create_table(
        "round",
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("journey_id", sa.Uuid(), nullable=True),
        sa.Column("moment", sa.String(length=10), nullable=False),
        sa.Column("instrument", sa.String(length=60), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=True),
        sa.Column("comparable", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.Column("opened_at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_round_state")),
        sa.ForeignKeyConstraint(
            ["congregation_id"], ["congregation.id"], name=op.f("fk_round_congregation_id")
        ),
        sa.ForeignKeyConstraint(["journey_id"], ["journey.id"], name=op.f("fk_round_journey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
    )
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_round_congregation_id"), ["congregation_id"], unique=False
        )
        batch_op.create_index(
            "ix_round_open",
            ["congregation_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )


def _raters() -> None:
    op.create_table(
        "rater_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_rater_link_round_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_rater_link")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_rater_link_code_hash")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rater_form",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_rater_form_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rater_form")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rater_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_rater_note_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rater_note")),
        sqlite_with_rowid=False,
    )
    # not by batch: that would build the tables anew, with a row id
    for name in ("rater_link", "rater_form", "rater_note"):
        op.create_index(op.f(f"ix_{name}_round_id"), name, ["round_id"], unique=False)


def _findings() -> None:
    op.create_table(
        "finding",
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("workshop_id", sa.Uuid(), nullable=True),
        sa.Column("action_id", sa.Uuid(), nullable=True),
        sa.Column("dropped_by", sa.Uuid(), nullable=True),
        sa.Column("dropped_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        *_written(),
        sa.CheckConstraint(
            "state IN ('open', 'working', 'resolved')", name=op.f("ck_finding_state")
        ),
        sa.ForeignKeyConstraint(
            ["congregation_id"], ["congregation.id"], name=op.f("fk_finding_congregation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index(op.f("ix_finding_congregation_id"), "finding", ["congregation_id"])
    op.create_table(
        "finding_change",
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("from_state", sa.String(length=10), nullable=False),
        sa.Column("to_state", sa.String(length=10), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        *_written(),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_finding_change_finding_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_change")),
    )
    op.create_index(op.f("ix_finding_change_finding_id"), "finding_change", ["finding_id"])


def _commitments() -> None:
    op.create_table(
        "commitment",
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("since", sa.Integer(), nullable=True),
        sa.Column("share", sa.String(length=40), nullable=True),
        sa.Column("people", sa.String(length=40), nullable=True),
        sa.Column("label", sa.Integer(), nullable=False),
        sa.Column("disposition", sa.String(length=20), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("to_whom", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        *_written(),
        sa.CheckConstraint("label BETWEEN 0 AND 3", name=op.f("ck_commitment_label")),
        sa.ForeignKeyConstraint(
            ["congregation_id"], ["congregation.id"], name=op.f("fk_commitment_congregation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
    )
    op.create_index(op.f("ix_commitment_congregation_id"), "commitment", ["congregation_id"])
    op.create_table(
        "commitment_change",
        sa.Column("commitment_id", sa.Uuid(), nullable=False),
        sa.Column("from_disposition", sa.String(length=20), nullable=False),
        sa.Column("to_disposition", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        *_written(),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_commitment_change_commitment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_change")),
    )
    op.create_index(
        op.f("ix_commitment_change_commitment_id"), "commitment_change", ["commitment_id"]
    )


def _written() -> list[sa.Column]:
    return [
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
    ]


def downgrade() -> None:
    """Go back to the version before."""
    names = "commitment_change commitment finding_change finding rater_note rater_form rater_link"
    for name in (*names.split(), "round"):
        op.drop_table(name)
