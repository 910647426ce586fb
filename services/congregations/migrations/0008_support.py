"""The plan to create support, and how it was measured."""

import sqlalchemy as sa
from alembic import op

import shared.db

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    _plan()
    _measures()
    _answers()


def downgrade() -> None:
    """Go back to the version before."""
    for table in (
        "support_objection",
        "support_box",
        "support_token",
        "support_tally",
        "support_measured_group",
        "support_threshold",
        "support_measure",
        "support_step",
        "support_group",
    ):
        op.drop_table(table)


def _plan() -> None:
    op.create_table(
        "support_group",
        sa.Column("journey_id", sa.Uuid(), nullable=False),
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("influence", sa.String(length=10), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("size_band", sa.String(length=20), nullable=True),
        sa.Column("stance_now", sa.String(length=20), nullable=True),
        sa.Column("stance_desired", sa.String(length=20), nullable=True),
        sa.Column("stance_after", sa.String(length=20), nullable=True),
        sa.Column("dropped_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journey.id"], name=op.f("fk_support_group_journey_id")
        ),
        sa.ForeignKeyConstraint(
            ["congregation_id"], ["congregation.id"], name=op.f("fk_support_group_congregation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_group")),
    )
    op.create_index("ix_support_group_journey_id", "support_group", ["journey_id"])
    op.create_table(
        "support_step",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("role", sa.String(length=80), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["support_group.id"], name=op.f("fk_support_step_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_step")),
    )
    op.create_index("ix_support_step_group_id", "support_step", ["group_id"])


def _measures() -> None:
    op.create_table(
        "support_measure",
        sa.Column("journey_id", sa.Uuid(), nullable=False),
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.Column("opened_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kind IN ('counted', 'survey')", name=op.f("ck_support_measure_kind")),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'closed')", name=op.f("ck_support_measure_state")
        ),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journey.id"], name=op.f("fk_support_measure_journey_id")
        ),
        sa.ForeignKeyConstraint(
            ["congregation_id"],
            ["congregation.id"],
            name=op.f("fk_support_measure_congregation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_support_measure_decision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_measure")),
    )
    op.create_index("ix_support_measure_congregation_id", "support_measure", ["congregation_id"])
    op.create_index(
        "ix_support_measure_now",
        "support_measure",
        ["journey_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'closed'"),
        postgresql_where=sa.text("state <> 'closed'"),
    )
    op.create_table(
        "support_threshold",
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("response", sa.Integer(), nullable=False),
        sa.Column("no_grave", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["support_measure.id"], name=op.f("fk_support_threshold_measure_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_threshold")),
    )
    op.create_index("ix_support_threshold_measure_id", "support_threshold", ["measure_id"])
    op.create_table(
        "support_measured_group",
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("in_favour", sa.Integer(), nullable=True),
        sa.Column("with_reservations", sa.Integer(), nullable=True),
        sa.Column("against", sa.Integer(), nullable=True),
        sa.Column("abstained", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"],
            ["support_measure.id"],
            name=op.f("fk_support_measured_group_measure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["support_group.id"], name=op.f("fk_support_measured_group_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_measured_group")),
    )
    op.create_index(
        "ix_support_measured_group_measure_id", "support_measured_group", ["measure_id"]
    )


def _answers() -> None:
    op.create_table(
        "support_tally",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(f"answers_{step}", sa.Integer(), nullable=False) for step in range(1, 6)),
        sa.ForeignKeyConstraint(
            ["group_id"], ["support_measured_group.id"], name=op.f("fk_support_tally_group_id")
        ),
        sa.PrimaryKeyConstraint("group_id", "question", name=op.f("pk_support_tally")),
    )
    op.create_table(
        "support_token",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["support_measure.id"], name=op.f("fk_support_token_measure_id")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["support_measured_group.id"], name=op.f("fk_support_token_group_id")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_support_token")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_support_token_measure_id", "support_token", ["measure_id"])
    op.create_table(
        "support_box",
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["support_measure.id"], name=op.f("fk_support_box_measure_id")
        ),
        sa.PrimaryKeyConstraint("measure_id", name=op.f("pk_support_box")),
    )
    op.create_table(
        "support_objection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("theme", sa.String(length=80), nullable=False),
        sa.Column("grave", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["support_measure.id"], name=op.f("fk_support_objection_measure_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_objection")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_support_objection_measure_id", "support_objection", ["measure_id"])
