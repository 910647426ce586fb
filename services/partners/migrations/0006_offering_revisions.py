"""Offerings: the number of the last change, so that what is new is found at once."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    number = sa.Column("revision", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    op.add_column("offering", number)
    op.create_index("ix_offering_revision", "offering", ["revision"])


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_index("ix_offering_revision", "offering")
    with op.batch_alter_table("offering") as table:
        table.drop_column("revision")
