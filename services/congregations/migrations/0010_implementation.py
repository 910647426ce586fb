"""Check-ins, roles and the home team."""

import sqlalchemy as sa
from alembic import op

import shared.db

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "active_agreement",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("since", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("agreement_id", name=op.f("pk_active_agreement")),
    )
    op.create_index(
        op.f("ix_active_agreement_congregation_id"),
        "active_agreement",
        ["congregation_id"],
        unique=False,
    )
    op.create_table(
        "rhythm",
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["congregation_id"], ["congregation.id"], name=op.f("fk_rhythm_congregation_id")
        ),
        sa.PrimaryKeyConstraint("congregation_id", name=op.f("pk_rhythm")),
    )
    op.create_table(
        "check_in",
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("journey_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("progress", sa.String(length=10), nullable=True),
        sa.Column("goes_well", sa.Text(), nullable=False),
        sa.Column("blockers", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("wish_to_talk", sa.Boolean(), nullable=False),
        sa.Column("answered_how", sa.String(length=10), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("told_by", sa.String(length=80), nullable=True),
        sa.Column("missed_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("escalated_to", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("side IN ('congregation', 'agency')", name=op.f("ck_check_in_side")),
        sa.CheckConstraint(
            "state IN ('due', 'answered', 'missed', 'escalated', 'called_off')",
            name=op.f("ck_check_in_state"),
        ),
        sa.ForeignKeyConstraint(
            ["congregation_id"], ["congregation.id"], name=op.f("fk_check_in_congregation_id")
        ),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journey.id"], name=op.f("fk_check_in_journey_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in")),
        sa.UniqueConstraint("about_id", "due_on", name=op.f("uq_check_in_about_id")),
    )
    op.create_index(
        "ix_check_in_congregation", "check_in", ["congregation_id", "due_on"], unique=False
    )
    op.create_index("ix_check_in_state", "check_in", ["state", "due_on"], unique=False)
    op.create_table(
        "mission_role",
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("held_since", sa.Date(), nullable=True),
        sa.Column("vacant_since", sa.Date(), nullable=True),
        sa.Column("person", sa.String(length=120), nullable=False),
        sa.Column("alarmed_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("dropped_by", sa.Uuid(), nullable=True),
        sa.Column("dropped_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["congregation_id"], ["congregation.id"], name=op.f("fk_mission_role_congregation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission_role")),
    )
    op.create_index(
        op.f("ix_mission_role_congregation_id"), "mission_role", ["congregation_id"], unique=False
    )
    op.create_index("ix_mission_role_vacant", "mission_role", ["vacant_since"], unique=False)
    op.create_table(
        "handover",
        sa.Column("role_id", sa.Uuid(), nullable=False),
        sa.Column("to_state", sa.String(length=10), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["role_id"], ["mission_role.id"], name=op.f("fk_handover_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    op.create_index(op.f("ix_handover_role_id"), "handover", ["role_id"], unique=False)
    op.create_table(
        "home_team",
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("since", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("filled", sa.JSON(), nullable=False),
        sa.Column("leave_plan", sa.Text(), nullable=False),
        sa.Column("calamity_protocol", sa.Text(), nullable=False),
        sa.Column("founded_by", sa.Uuid(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state IN ('forming', 'approved', 'active', 'wound_up')",
            name=op.f("ck_home_team_state"),
        ),
        sa.ForeignKeyConstraint(
            ["congregation_id"], ["congregation.id"], name=op.f("fk_home_team_congregation_id")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_home_team_decision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_team")),
    )
    op.create_index(
        op.f("ix_home_team_congregation_id"), "home_team", ["congregation_id"], unique=False
    )
    op.create_table(
        "duty",
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("seat", sa.String(length=20), nullable=False),
        sa.Column("title_nl", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("every", sa.String(length=10), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["home_team.id"], name=op.f("fk_duty_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    op.create_index(op.f("ix_duty_team_id"), "duty", ["team_id"], unique=False)


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_index(op.f("ix_duty_team_id"), table_name="duty")
    op.drop_table("duty")
    op.drop_index(op.f("ix_home_team_congregation_id"), table_name="home_team")
    op.drop_table("home_team")
    op.drop_index(op.f("ix_handover_role_id"), table_name="handover")
    op.drop_table("handover")
    op.drop_index(op.f("ix_mission_role_congregation_id"), table_name="mission_role")
    op.drop_index("ix_mission_role_vacant", table_name="mission_role")
    op.drop_table("mission_role")
    op.drop_index("ix_check_in_congregation", table_name="check_in")
    op.drop_index("ix_check_in_state", table_name="check_in")
    op.drop_table("check_in")
    op.drop_table("rhythm")
    op.drop_index(op.f("ix_active_agreement_congregation_id"), table_name="active_agreement")
    op.drop_table("active_agreement")
