"""Events: how far each row of a picture of another service's rows is."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "projection_mark",
        sa.Column("projection", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("projection", "key", name=op.f("pk_projection_mark")),
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("projection_mark")
