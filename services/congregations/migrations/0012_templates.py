"""Templates of journeys that are added, by version."""

import sqlalchemy as sa
from alembic import op

import shared.db

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "own_template",
        sa.Column("template_id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_template")),
        sa.UniqueConstraint("template_id", "version", name=op.f("uq_own_template_template_id")),
    )
    op.create_table(
        "reshaping",
        sa.Column("journey_id", sa.Uuid(), nullable=False),
        sa.Column("from_template", sa.String(length=60), nullable=False),
        sa.Column("from_blueprint", sa.JSON(), nullable=False),
        sa.Column("to_template", sa.String(length=60), nullable=False),
        sa.Column("added", sa.JSON(), nullable=False),
        sa.Column("dropped", sa.JSON(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", shared.db.UtcDateTime(), nullable=True),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journey.id"], name=op.f("fk_reshaping_journey_id_journey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reshaping")),
    )
    with op.batch_alter_table("reshaping", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reshaping_journey_id"), ["journey_id"], unique=False)


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("reshaping")
    op.drop_table("own_template")
