"""An enquiry, first conversations and the proposal of a journey."""

import sqlalchemy as sa
from alembic import op

import shared.db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    _create_talks()
    _create_proposals()


def downgrade() -> None:
    """Go back to the version before."""
    for table in ("proposal_change", "proposal_track", "proposal", "conversation", "enquiry"):
        op.drop_table(table)


def _create_talks() -> None:
    op.create_table(
        "enquiry",
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.Column("asked_by_role", sa.String(length=80), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        *_written("enquiry"),
        sa.ForeignKeyConstraint(
            ["congregation_id"],
            ["congregation.id"],
            name=op.f("fk_enquiry_congregation_id_congregation"),
        ),
    )
    op.create_index(op.f("ix_enquiry_congregation_id"), "enquiry", ["congregation_id"])
    op.create_table(
        "conversation",
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.Column("present", sa.JSON(), nullable=False),
        sa.Column("moves", sa.Text(), nullable=False),
        sa.Column("hopes", sa.Text(), nullable=False),
        sa.Column("holds_back", sa.Text(), nullable=False),
        sa.Column("agreements", sa.Text(), nullable=False),
        *_written("conversation"),
        sa.ForeignKeyConstraint(
            ["congregation_id"],
            ["congregation.id"],
            name=op.f("fk_conversation_congregation_id_congregation"),
        ),
    )
    op.create_index(op.f("ix_conversation_congregation_id"), "conversation", ["congregation_id"])


def _create_proposals() -> None:
    op.create_table(
        "proposal",
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(length=60), nullable=False),
        sa.Column("blueprint", sa.JSON(), nullable=False),
        sa.Column("opening", sa.String(length=600), nullable=False),
        sa.Column("takes_part", sa.Text(), nullable=False),
        sa.Column("costs", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("drafted_by", sa.Uuid(), nullable=True),
        sa.Column("drafted_at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("offered_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=2000), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("journey_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["congregation_id"],
            ["congregation.id"],
            name=op.f("fk_proposal_congregation_id_congregation"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_proposal_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journey.id"], name=op.f("fk_proposal_journey_id_journey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("congregation_id", "version", name=op.f("uq_proposal_congregation_id")),
    )
    for state in ("draft", "offered"):
        op.create_index(
            f"ix_proposal_{state}",
            "proposal",
            ["congregation_id"],
            unique=True,
            sqlite_where=sa.text(f"state = '{state}'"),
            postgresql_where=sa.text(f"state = '{state}'"),
        )
    _create_parts_of_proposals()


def _create_parts_of_proposals() -> None:
    op.create_table(
        "proposal_track",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("evenings", sa.Integer(), nullable=False),
        sa.Column("dates", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_track_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_track")),
    )
    op.create_index(op.f("ix_proposal_track_proposal_id"), "proposal_track", ["proposal_id"])
    op.create_table(
        "proposal_change",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("from_state", sa.String(length=10), nullable=False),
        sa.Column("to_state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=True),
        *_written("proposal_change"),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_change_proposal_id_proposal")
        ),
    )
    op.create_index(op.f("ix_proposal_change_proposal_id"), "proposal_change", ["proposal_id"])


def _written(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]
