"""Strategies by version, with gaps, goals and actions."""

import sqlalchemy as sa
from alembic import op

import shared.db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "strategy",
        sa.Column("journey_id", sa.Uuid(), nullable=False),
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("based_on_id", sa.Uuid(), nullable=True),
        sa.Column("mission", sa.Text(), nullable=False),
        sa.Column("vision", sa.Text(), nullable=False),
        sa.Column("church_values", sa.JSON(), nullable=False),
        sa.Column("focus", sa.JSON(), nullable=False),
        sa.Column("horizon", sa.Date(), nullable=True),
        sa.Column("policies", sa.JSON(), nullable=False),
        sa.Column("capacity_hours", sa.String(length=40), nullable=True),
        sa.Column("capacity_budget", sa.String(length=40), nullable=True),
        sa.Column("started_by", sa.Uuid(), nullable=True),
        sa.Column("started_at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("shared_by", sa.Uuid(), nullable=True),
        sa.Column("shared_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("adopted_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("warnings_then", sa.JSON(), nullable=False),
        sa.Column("superseded_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=300), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'shared', 'adopted', 'superseded', 'withdrawn')",
            name=op.f("ck_strategy_state"),
        ),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["strategy.id"], name=op.f("fk_strategy_based_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["congregation_id"], ["congregation.id"], name=op.f("fk_strategy_congregation_id")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_strategy_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journey.id"], name=op.f("fk_strategy_journey_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy")),
    )
    with op.batch_alter_table("strategy", schema=None) as batch_op:
        batch_op.create_index(
            "ix_strategy_adopted",
            ["journey_id"],
            unique=True,
            sqlite_where=sa.text("state = 'adopted'"),
            postgresql_where=sa.text("state = 'adopted'"),
        )
        batch_op.create_index(
            batch_op.f("ix_strategy_congregation_id"), ["congregation_id"], unique=False
        )
        batch_op.create_index(
            "ix_strategy_in_work",
            ["journey_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('draft', 'shared')"),
            postgresql_where=sa.text("state IN ('draft', 'shared')"),
        )
        batch_op.create_index("ix_strategy_version", ["journey_id", "version"], unique=True)

    op.create_table(
        "gap",
        sa.Column("strategy_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=120), nullable=False),
        sa.Column("area_code", sa.String(length=40), nullable=True),
        sa.Column("now", sa.Integer(), nullable=True),
        sa.Column("desired", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("accepted_reason", sa.String(length=500), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["strategy_id"], ["strategy.id"], name=op.f("fk_gap_strategy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gap")),
    )
    with op.batch_alter_table("gap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gap_strategy_id"), ["strategy_id"], unique=False)

    op.create_table(
        "strategy_objection",
        sa.Column("strategy_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["strategy_id"], ["strategy.id"], name=op.f("fk_strategy_objection_strategy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_objection")),
    )
    with op.batch_alter_table("strategy_objection", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_strategy_objection_strategy_id"), ["strategy_id"], unique=False
        )

    op.create_table(
        "goal",
        sa.Column("strategy_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("gap_id", sa.Uuid(), nullable=True),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("measure", sa.String(length=300), nullable=False),
        sa.Column("baseline", sa.String(length=120), nullable=False),
        sa.Column("target", sa.String(length=120), nullable=False),
        sa.Column("by", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gap_id"], ["gap.id"], name=op.f("fk_goal_gap_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["strategy_id"], ["strategy.id"], name=op.f("fk_goal_strategy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
    )
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_strategy_id"), ["strategy_id"], unique=False)

    op.create_table(
        "action",
        sa.Column("strategy_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("accountable_role", sa.String(length=80), nullable=False),
        sa.Column("helper_roles", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("hours_band", sa.String(length=40), nullable=True),
        sa.Column("cost_band", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("state_words", sa.String(length=300), nullable=False),
        sa.Column("since", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_action_goal_id")),
        sa.ForeignKeyConstraint(
            ["strategy_id"], ["strategy.id"], name=op.f("fk_action_strategy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_goal_id"), ["goal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_key"), ["key"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_strategy_id"), ["strategy_id"], unique=False)

    op.create_table(
        "action_change",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("from_state", sa.String(length=10), nullable=False),
        sa.Column("to_state", sa.String(length=10), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_action_change_action_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_change")),
    )
    with op.batch_alter_table("action_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_change_action_id"), ["action_id"], unique=False)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("action_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_change_action_id"))

    op.drop_table("action_change")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_strategy_id"))
        batch_op.drop_index(batch_op.f("ix_action_key"))
        batch_op.drop_index(batch_op.f("ix_action_goal_id"))

    op.drop_table("action")
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_strategy_id"))

    op.drop_table("goal")
    with op.batch_alter_table("strategy_objection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_strategy_objection_strategy_id"))

    op.drop_table("strategy_objection")
    with op.batch_alter_table("gap", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_gap_strategy_id"))

    op.drop_table("gap")
    with op.batch_alter_table("strategy", schema=None) as batch_op:
        batch_op.drop_index("ix_strategy_version")
        batch_op.drop_index(
            "ix_strategy_in_work",
            sqlite_where=sa.text("state IN ('draft', 'shared')"),
            postgresql_where=sa.text("state IN ('draft', 'shared')"),
        )
        batch_op.drop_index(batch_op.f("ix_strategy_congregation_id"))
        batch_op.drop_index(
            "ix_strategy_adopted",
            sqlite_where=sa.text("state = 'adopted'"),
            postgresql_where=sa.text("state = 'adopted'"),
        )

    op.drop_table("strategy")
