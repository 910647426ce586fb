"""Events: attempts that died, order within a subject, and indexes of what waits alone."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

WAITING = sa.text("published_at IS NULL AND refused IS NULL")
REFUSED = sa.text("refused IS NOT NULL")
OPEN = sa.text("state NOT IN ('done', 'skipped', 'discarded')")


def upgrade() -> None:
    """Bring the tables to this version."""
    number = {"server_default": sa.text("0"), "nullable": False}
    op.add_column("inbox", sa.Column("subjectseq", sa.Integer(), **number))
    op.add_column("inbox", sa.Column("deaths", sa.Integer(), **number))
    op.add_column("inbox", sa.Column("digest", sa.LargeBinary(), nullable=True))
    op.drop_index("ix_inbox_state", "inbox")
    open_ones = {"postgresql_where": OPEN, "sqlite_where": OPEN}
    op.create_index("ix_inbox_state", "inbox", ["state", "next_at"], **open_ones)
    op.create_index("ix_inbox_subject", "inbox", ["subject"], **open_ones)
    op.drop_index("ix_outbox_waiting", "outbox")
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["position"],
        postgresql_where=WAITING,
        sqlite_where=WAITING,
    )
    op.create_index(
        "ix_outbox_refused",
        "outbox",
        ["position"],
        postgresql_where=REFUSED,
        sqlite_where=REFUSED,
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_index("ix_outbox_refused", "outbox")
    op.drop_index("ix_outbox_waiting", "outbox")
    op.create_index("ix_outbox_waiting", "outbox", ["published_at", "bucket", "position"])
    op.drop_index("ix_inbox_subject", "inbox")
    op.drop_index("ix_inbox_state", "inbox")
    op.create_index("ix_inbox_state", "inbox", ["state", "next_at"])
    with op.batch_alter_table("inbox") as table:
        table.drop_column("digest")
        table.drop_column("deaths")
        table.drop_column("subjectseq")
