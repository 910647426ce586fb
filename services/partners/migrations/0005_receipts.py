"""Rankings that a coach acted upon, and a receipt for each ranked agency."""

import sqlalchemy as sa
from alembic import op

import shared.db

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "ranking_input",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_ranking_input")),
    )
    op.create_table(
        "ranking_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("coach_id", sa.Uuid(), nullable=False),
        sa.Column("offering_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("overrides", sa.Boolean(), nullable=False),
        sa.Column("own_agency", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("policy_version", sa.String(length=20), nullable=False),
        sa.Column("facets", sa.LargeBinary(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("offerings_digest", sa.String(length=64), nullable=False),
        sa.Column("policy_digest", sa.String(length=64), nullable=False),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("opened_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("act IN ('proposed', 'set_aside')", name=op.f("ck_ranking_run_act")),
        sa.CheckConstraint(
            "NOT overrides OR reason IS NOT NULL", name=op.f("ck_ranking_run_reason")
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offering.id"], name=op.f("fk_ranking_run_offering_id")
        ),
        sa.ForeignKeyConstraint(
            ["offerings_digest"],
            ["ranking_input.digest"],
            name=op.f("fk_ranking_run_offerings_digest"),
        ),
        sa.ForeignKeyConstraint(
            ["policy_digest"], ["ranking_input.digest"], name=op.f("fk_ranking_run_policy_digest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranking_run")),
    )
    op.create_index("ix_ranking_run_closed", "ranking_run", ["opened_at", "at"])
    op.create_index("ix_ranking_run_coach_id", "ranking_run", ["coach_id"])
    op.create_index(
        "ix_ranking_run_congregation", "ranking_run", ["congregation_id", "offering_id"]
    )
    op.create_table(
        "ranking_receipt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("offering_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_ranking_receipt_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offering.id"], name=op.f("fk_ranking_receipt_offering_id")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["ranking_run.id"], name=op.f("fk_ranking_receipt_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranking_receipt")),
    )
    op.create_index("ix_ranking_receipt_agency", "ranking_receipt", ["agency_id", "id"])
    op.create_index("ix_ranking_receipt_run_id", "ranking_receipt", ["run_id"])


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("ranking_receipt")
    op.drop_table("ranking_run")
    op.drop_table("ranking_input")
