"""The trace of what asked for a mail."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.add_column("message", sa.Column("trace", sa.String(length=55), nullable=True))


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("message") as table:
        table.drop_column("trace")
