"""Evaluations after six and twelve months, and the stamp of the APK."""

import sqlalchemy as sa
from alembic import op

import shared.db

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "evaluation",
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("journey_id", sa.Uuid(), nullable=False),
        sa.Column("moment", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("strategy_id", sa.Uuid(), nullable=True),
        sa.Column("recommendations", sa.Text(), nullable=False),
        sa.Column("focus_index", sa.Float(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state IN ('scheduled', 'round_open', 'discussed', 'decided')",
            name=op.f("ck_evaluation_state"),
        ),
        sa.ForeignKeyConstraint(
            ["congregation_id"], ["congregation.id"], name=op.f("fk_evaluation_congregation_id")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_evaluation_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journey.id"], name=op.f("fk_evaluation_journey_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_evaluation_round_id")),
        sa.ForeignKeyConstraint(
            ["strategy_id"], ["strategy.id"], name=op.f("fk_evaluation_strategy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
    )
    op.create_index(
        op.f("ix_evaluation_congregation_id"), "evaluation", ["congregation_id"], unique=False
    )
    op.create_index(
        "ix_evaluation_moment",
        "evaluation",
        ["journey_id", "moment"],
        unique=True,
        sqlite_where=sa.text("moment != 'other'"),
        postgresql_where=sa.text("moment != 'other'"),
    )
    op.create_index(op.f("ix_evaluation_session_id"), "evaluation", ["session_id"], unique=False)
    op.create_table(
        "verdict",
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_verdict_evaluation_id")
        ),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_verdict_goal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
        sa.UniqueConstraint("evaluation_id", "goal_id", name=op.f("uq_verdict_evaluation_id")),
    )
    op.create_table(
        "apk",
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("journey_id", sa.Uuid(), nullable=True),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("workshop_id", sa.Uuid(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("stamp", sa.String(length=10), nullable=True),
        sa.Column("stamped_on", sa.Date(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("replaced_by", sa.Uuid(), nullable=True),
        sa.Column("told_due_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["congregation_id"], ["congregation.id"], name=op.f("fk_apk_congregation_id")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_apk_decision_id")),
        sa.ForeignKeyConstraint(["journey_id"], ["journey.id"], name=op.f("fk_apk_journey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_apk")),
    )
    op.create_index(op.f("ix_apk_congregation_id"), "apk", ["congregation_id"], unique=False)
    op.create_index("ix_apk_due", "apk", ["stamped_on", "told_due_at"], unique=False)

    op.create_table(
        "adjustment",
        sa.Column("evaluation_id", sa.Uuid(), nullable=True),
        sa.Column("apk_id", sa.Uuid(), nullable=True),
        sa.Column("strategy_id", sa.Uuid(), nullable=True),
        sa.Column("track_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["apk_id"], ["apk.id"], name=op.f("fk_adjustment_apk_id")),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_adjustment_evaluation_id")
        ),
        sa.ForeignKeyConstraint(
            ["strategy_id"], ["strategy.id"], name=op.f("fk_adjustment_strategy_id")
        ),
        sa.ForeignKeyConstraint(["track_id"], ["track.id"], name=op.f("fk_adjustment_track_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment")),
    )
    op.create_index(op.f("ix_adjustment_apk_id"), "adjustment", ["apk_id"], unique=False)
    op.create_index(
        op.f("ix_adjustment_evaluation_id"), "adjustment", ["evaluation_id"], unique=False
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_index(op.f("ix_apk_congregation_id"), table_name="apk")
    op.drop_index("ix_apk_due", table_name="apk")
    op.drop_table("apk")
    op.drop_index(op.f("ix_adjustment_apk_id"), table_name="adjustment")
    op.drop_index(op.f("ix_adjustment_evaluation_id"), table_name="adjustment")
    op.drop_table("adjustment")
    op.drop_table("verdict")
    op.drop_index(op.f("ix_evaluation_congregation_id"), table_name="evaluation")
    op.drop_index(
        "ix_evaluation_moment",
        table_name="evaluation",
        sqlite_where=sa.text("moment != 'other'"),
        postgresql_where=sa.text("moment != 'other'"),
    )
    op.drop_index(op.f("ix_evaluation_session_id"), table_name="evaluation")
    op.drop_table("evaluation")
