"""Addresses that are known for one mail only."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "borrowed_address",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("token", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_borrowed_address_message_id")
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_borrowed_address")),
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("borrowed_address")
