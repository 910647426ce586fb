"""Evaluations after six and twelve months, and the stamp of the APK."""

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""


def downgrade() -> None:
    """Go back to the version before."""
