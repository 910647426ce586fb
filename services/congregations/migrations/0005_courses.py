"""Course runs with their lessons, enrolments and facilitators."""

import sqlalchemy as sa
from alembic import op

import shared.db

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = shared.db.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Bring the tables to this version."""
    with op.batch_alter_table("planned_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("run_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=True))
        batch_op.create_index("ix_planned_session_run", ["run_id", "number"], unique=False)
    _runs()
    _lessons()
    _enrolments()
    _congregations()


def _runs() -> None:
    op.create_table(
        "course_run",
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("planned_run_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("format", sa.String(length=12), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("open_to", sa.String(length=8), nullable=False),
        sa.Column("fee", sa.String(length=200), nullable=False),
        sa.Column("attendance_share", sa.Integer(), nullable=False),
        sa.Column("worksheets_required", sa.Boolean(), nullable=False),
        sa.Column("final_required", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("cancelled_reason", sa.String(length=300), nullable=True),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("final_version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'running', 'closed', 'reported', 'cancelled')",
            name=op.f("ck_course_run_state"),
        ),
        sa.CheckConstraint(
            "open_to IN ('own', 'region', 'all')", name=op.f("ck_course_run_open_to")
        ),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_course_run_capacity")),
        sa.ForeignKeyConstraint(
            ["congregation_id"], ["congregation.id"], name=op.f("fk_course_run_congregation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_run")),
        sa.UniqueConstraint("planned_run_id", name=op.f("uq_course_run_planned_run_id")),
    )
    with op.batch_alter_table("course_run", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_course_run_congregation_id"), ["congregation_id"], unique=False
        )
        batch_op.create_index("ix_course_run_open", ["state", "open_to"], unique=False)
    op.create_table(
        "course_change",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("from_state", sa.String(length=12), nullable=False),
        sa.Column("to_state", sa.String(length=12), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["course_run.id"], name=op.f("fk_course_change_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_change")),
    )
    with op.batch_alter_table("course_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_change_run_id"), ["run_id"], unique=False)
    op.create_table(
        "facilitator",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("trained_on", sa.Date(), nullable=True),
        sa.Column("served_count", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "level IN ('facilitator', 'trainee_head', 'head')", name=op.f("ck_facilitator_level")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["course_run.id"], name=op.f("fk_facilitator_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facilitator")),
    )
    with op.batch_alter_table("facilitator", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_facilitator_run_id"), ["run_id"], unique=False)


def _lessons() -> None:
    op.create_table(
        "lesson",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("presenter", sa.String(length=120), nullable=False),
        sa.Column("activity_lead", sa.String(length=120), nullable=False),
        sa.Column("marked_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("number BETWEEN 1 AND 9", name=op.f("ck_lesson_number")),
        sa.ForeignKeyConstraint(["run_id"], ["course_run.id"], name=op.f("fk_lesson_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
        sa.UniqueConstraint("run_id", "number", name=op.f("uq_lesson_run_id")),
    )


def _enrolments() -> None:
    op.create_table(
        "enrolment",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("final_done", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state IN ('applied', 'waitlisted', 'enrolled', 'withdrawn')",
            name=op.f("ck_enrolment_state"),
        ),
        sa.ForeignKeyConstraint(
            ["congregation_id"], ["congregation.id"], name=op.f("fk_enrolment_congregation_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["course_run.id"], name=op.f("fk_enrolment_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint("run_id", "number", name="uq_enrolment_number"),
        sa.UniqueConstraint("run_id", "turn", name="uq_enrolment_turn"),
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_enrolment_congregation", ["congregation_id", "run_id"], unique=False
        )
    op.create_table(
        "lesson_mark",
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("worksheet", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_lesson_mark_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lesson.id"], name=op.f("fk_lesson_mark_lesson_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_mark")),
        sa.UniqueConstraint("lesson_id", "enrolment_id", name=op.f("uq_lesson_mark_lesson_id")),
    )
    with op.batch_alter_table("lesson_mark", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_lesson_mark_enrolment_id"), ["enrolment_id"], unique=False
        )


def _congregations() -> None:
    op.create_table(
        "course_report",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["congregation_id"], ["congregation.id"], name=op.f("fk_course_report_congregation_id")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["course_run.id"], name=op.f("fk_course_report_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_report")),
        sa.UniqueConstraint("run_id", "congregation_id", name=op.f("uq_course_report_run_id")),
    )
    op.create_table(
        "course_names",
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["congregation_id"], ["congregation.id"], name=op.f("fk_course_names_congregation_id")
        ),
        sa.PrimaryKeyConstraint("congregation_id", name=op.f("pk_course_names")),
    )
    op.create_table(
        "earlier_participants",
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("people > 0", name=op.f("ck_earlier_participants_people")),
        sa.ForeignKeyConstraint(
            ["congregation_id"],
            ["congregation.id"],
            name=op.f("fk_earlier_participants_congregation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_participants")),
        sa.UniqueConstraint(
            "congregation_id", "year", name=op.f("uq_earlier_participants_congregation_id")
        ),
    )


def downgrade() -> None:
    """Go back to the version before."""
    for table in (
        "earlier_participants",
        "course_names",
        "course_report",
        "lesson_mark",
        "enrolment",
        "lesson",
        "facilitator",
        "course_change",
        "course_run",
    ):
        op.drop_table(table)
    with op.batch_alter_table("planned_session", schema=None) as batch_op:
        batch_op.drop_index("ix_planned_session_run")
        batch_op.drop_column("number")
        batch_op.drop_column("run_id")
