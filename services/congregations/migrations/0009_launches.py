"""How a launch is prepared, and who would join in what."""

import sqlalchemy as sa
from alembic import op

import shared.db

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STATES = "'planned', 'go_decided', 'launched', 'wrapped', 'postponed'"


def upgrade() -> None:
    """Bring the tables to this version."""
    _plan()
    _joining()
    _basis()


def downgrade() -> None:
    """Go back to the version before."""
    for table in ("launch_basis", "join_tally", "join_option", "launch_plan"):
        op.drop_table(table)


def _plan() -> None:
    op.create_table(
        "launch_plan",
        sa.Column("journey_id", sa.Uuid(), nullable=False),
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.String(length=5), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("speakers", sa.JSON(), nullable=False),
        sa.Column("run_sheet", sa.JSON(), nullable=False),
        sa.Column("materials", sa.JSON(), nullable=False),
        sa.Column("postponed_reason", sa.String(length=300), nullable=True),
        sa.Column("wrap_note", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_launch_plan_state")),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journey.id"], name=op.f("fk_launch_plan_journey_id")
        ),
        sa.ForeignKeyConstraint(
            ["congregation_id"], ["congregation.id"], name=op.f("fk_launch_plan_congregation_id")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_launch_plan_decision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_launch_plan")),
        sa.UniqueConstraint("journey_id", name=op.f("uq_launch_plan_journey_id")),
    )
    op.create_index("ix_launch_plan_congregation_id", "launch_plan", ["congregation_id"])


def _joining() -> None:
    op.create_table(
        "join_option",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("means", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("dropped_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["launch_plan.id"], name=op.f("fk_join_option_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_option")),
    )
    op.create_index("ix_join_option_plan_id", "join_option", ["plan_id"])
    op.create_table(
        "join_tally",
        sa.Column("option_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["option_id"], ["join_option.id"], name=op.f("fk_join_tally_option_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_tally")),
    )
    op.create_index("ix_join_tally_option_id", "join_tally", ["option_id"])


def _basis() -> None:
    op.create_table(
        "launch_basis",
        sa.Column("launch_id", sa.Uuid(), nullable=False),
        sa.Column("strategy_id", sa.Uuid(), nullable=True),
        sa.Column("support_id", sa.Uuid(), nullable=True),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("strategy_on_paper", sa.Boolean(), nullable=False),
        sa.Column("support_on_paper", sa.Boolean(), nullable=False),
        sa.Column("waiver", sa.Text(), nullable=True),
        sa.Column("waived_by", sa.Uuid(), nullable=True),
        sa.Column("waived_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["launch_id"], ["launch.id"], name=op.f("fk_launch_basis_launch_id")
        ),
        sa.ForeignKeyConstraint(
            ["strategy_id"], ["strategy.id"], name=op.f("fk_launch_basis_strategy_id")
        ),
        sa.ForeignKeyConstraint(
            ["support_id"], ["support_measure.id"], name=op.f("fk_launch_basis_support_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_launch_basis_round_id")),
        sa.PrimaryKeyConstraint("launch_id", name=op.f("pk_launch_basis")),
    )
