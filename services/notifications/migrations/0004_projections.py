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
    # a membership that ended has its mark from now on: its end is its second event
    ended = sa.table("ended_member", sa.column("id", sa.Uuid()))
    marks = sa.table("projection_mark", sa.column("projection"), sa.column("key"), sa.column("seq"))
    rows = [
        {"projection": "memberships", "key": str(each), "seq": 2}
        for each in op.get_bind().scalars(sa.select(ended.c.id))
    ]
    if rows:
        op.bulk_insert(marks, rows)
    op.drop_table("ended_member")


def downgrade() -> None:
    """Go back to the version before."""
    op.create_table(
        "ended_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ended_member")),
    )
    op.drop_table("projection_mark")
