"""Shortlists, visits and agreements: the partner workshop and research."""

import sqlalchemy as sa
from alembic import op

import shared.db

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "shortlist",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist")),
    )
    with op.batch_alter_table("shortlist", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_shortlist_congregation_id"), ["congregation_id"], unique=False
        )

    op.create_table(
        "shortlist_criterion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shortlist_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("weight BETWEEN 1 AND 3", name=op.f("ck_shortlist_criterion_weight")),
        sa.ForeignKeyConstraint(
            ["shortlist_id"], ["shortlist.id"], name=op.f("fk_shortlist_criterion_shortlist_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_criterion")),
    )
    with op.batch_alter_table("shortlist_criterion", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_shortlist_criterion_shortlist_id"), ["shortlist_id"], unique=False
        )

    op.create_table(
        "agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("match_id", sa.Uuid(), nullable=False),
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("in_force", sa.Integer(), nullable=True),
        sa.Column("review_round", sa.Integer(), nullable=False),
        sa.Column("next_review_on", sa.Date(), nullable=True),
        sa.Column("ended_how", sa.String(length=12), nullable=True),
        sa.Column("created_at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'reviewed', 'active', 'under_review', 'renewed', 'ending', 'ended', 'dropped')",
            name=op.f("ck_agreement_state"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_agreement_agency_id")),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_agreement_match_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.create_index("ix_agreement_agency", ["agency_id"], unique=False)
        batch_op.create_index("ix_agreement_congregation", ["congregation_id"], unique=False)
        batch_op.create_index("ix_agreement_due", ["state", "next_review_on"], unique=False)
        batch_op.create_index("ix_agreement_match", ["match_id"], unique=False)

    op.create_table(
        "shortlist_candidate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shortlist_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("offering_id", sa.Uuid(), nullable=True),
        sa.Column("match_id", sa.Uuid(), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=160), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("body", sa.String(length=40), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("reported_by_role", sa.String(length=40), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('agency', 'offering', 'match', 'people_group')",
            name=op.f("ck_shortlist_candidate_kind"),
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('chosen', 'not_chosen')",
            name=op.f("ck_shortlist_candidate_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_shortlist_candidate_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["match_id"], ["match.id"], name=op.f("fk_shortlist_candidate_match_id")
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offering.id"], name=op.f("fk_shortlist_candidate_offering_id")
        ),
        sa.ForeignKeyConstraint(
            ["shortlist_id"], ["shortlist.id"], name=op.f("fk_shortlist_candidate_shortlist_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_candidate")),
    )
    with op.batch_alter_table("shortlist_candidate", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_shortlist_candidate_shortlist_id"), ["shortlist_id"], unique=False
        )

    op.create_table(
        "visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("congregation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("match_id", sa.Uuid(), nullable=True),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("risk_level", sa.String(length=8), nullable=True),
        sa.Column("party", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("weighed", sa.Text(), nullable=True),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        sa.Column("checked_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("approved_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("cancelled_because", sa.Text(), nullable=True),
        sa.Column("saw", sa.Text(), nullable=True),
        sa.Column("learned", sa.Text(), nullable=True),
        sa.Column("follow_up", sa.Text(), nullable=True),
        sa.Column("present", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('agency', 'country', 'people_group')", name=op.f("ck_visit_kind")
        ),
        sa.CheckConstraint(
            "risk_level IS NULL OR risk_level IN ('low', 'medium', 'high')",
            name=op.f("ck_visit_risk"),
        ),
        sa.CheckConstraint(
            "state IN ('idea', 'risk_checked', 'approved', 'gone', 'debriefed', 'cancelled')",
            name=op.f("ck_visit_state"),
        ),
        sa.CheckConstraint(
            "starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on",
            name=op.f("ck_visit_span"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_visit_agency_id")),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_visit_match_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index("ix_visit_congregation", ["congregation_id", "state"], unique=False)
        batch_op.create_index("ix_visit_match", ["match_id"], unique=False)

    op.create_table(
        "agreement_acceptance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("by_kind", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.String(length=40), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("reported_by_role", sa.String(length=40), nullable=True),
        sa.Column("reported_by_name", sa.String(length=160), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("answer", sa.String(length=12), nullable=True),
        sa.Column("answer_note", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "side IN ('congregation', 'agency')", name=op.f("ck_agreement_acceptance_side")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_acceptance_agreement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_acceptance")),
        sa.UniqueConstraint(
            "agreement_id", "version", "side", name=op.f("uq_agreement_acceptance_agreement_id")
        ),
    )
    op.create_table(
        "agreement_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("was", sa.String(length=16), nullable=True),
        sa.Column("became", sa.String(length=16), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by_kind", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_change_agreement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_change")),
    )
    with op.batch_alter_table("agreement_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_agreement_change_agreement_id"), ["agreement_id"], unique=False
        )

    op.create_table(
        "agreement_exit_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.Column("done_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_exit_step_agreement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_exit_step")),
        sa.UniqueConstraint(
            "agreement_id", "code", name=op.f("uq_agreement_exit_step_agreement_id")
        ),
    )
    op.create_table(
        "agreement_review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("wish", sa.String(length=12), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("by_kind", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("reported_by_role", sa.String(length=40), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "side IN ('congregation', 'agency')", name=op.f("ck_agreement_review_side")
        ),
        sa.CheckConstraint(
            "wish IN ('continue', 'change', 'end')", name=op.f("ck_agreement_review_wish")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_review_agreement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_review")),
        sa.UniqueConstraint(
            "agreement_id", "round", "side", name=op.f("uq_agreement_review_agreement_id")
        ),
    )
    op.create_table(
        "agreement_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("contributions", sa.JSON(), nullable=False),
        sa.Column("communication", sa.Text(), nullable=True),
        sa.Column("review_every", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("exit_notice", sa.Text(), nullable=True),
        sa.Column("exit_handover", sa.Text(), nullable=True),
        sa.Column("exit_public", sa.Text(), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("by_kind", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("reviewed_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "review_every BETWEEN 1 AND 24", name=op.f("ck_agreement_text_review_every")
        ),
        sa.CheckConstraint(
            "starts_on IS NULL OR ends_on IS NULL OR starts_on < ends_on",
            name=op.f("ck_agreement_text_span"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_text_agreement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_text")),
        sa.UniqueConstraint("agreement_id", "version", name=op.f("uq_agreement_text_agreement_id")),
    )
    op.create_table(
        "shortlist_judgement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("criterion_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('good', 'mixed', 'poor', 'unknown')",
            name=op.f("ck_shortlist_judgement_verdict"),
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["shortlist_candidate.id"],
            name=op.f("fk_shortlist_judgement_candidate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"],
            ["shortlist_criterion.id"],
            name=op.f("fk_shortlist_judgement_criterion_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_judgement")),
        sa.UniqueConstraint(
            "candidate_id", "criterion_id", name=op.f("uq_shortlist_judgement_candidate_id")
        ),
    )
    with op.batch_alter_table("shortlist_judgement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_shortlist_judgement_criterion_id"), ["criterion_id"], unique=False
        )

    op.create_table(
        "visit_approval",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.String(length=40), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("reported_by_role", sa.String(length=40), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("answer", sa.String(length=12), nullable=True),
        sa.Column("answer_note", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", shared.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side IN ('body', 'coach')", name=op.f("ck_visit_approval_side")),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_visit_approval_visit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_approval")),
        sa.UniqueConstraint("visit_id", "version", "person_id", name="uq_visit_approval_person"),
        sa.UniqueConstraint("visit_id", "version", "side", name="uq_visit_approval_side"),
    )
    op.create_table(
        "visit_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("was", sa.String(length=16), nullable=True),
        sa.Column("became", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", shared.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_change_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_change")),
    )
    with op.batch_alter_table("visit_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_change_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "agreement_reason",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["agreement_change.id"], name=op.f("fk_agreement_reason_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_reason")),
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("agreement_reason")
    with op.batch_alter_table("visit_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_change_visit_id"))

    op.drop_table("visit_change")
    op.drop_table("visit_approval")
    with op.batch_alter_table("shortlist_judgement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shortlist_judgement_criterion_id"))

    op.drop_table("shortlist_judgement")
    op.drop_table("agreement_text")
    op.drop_table("agreement_review")
    op.drop_table("agreement_exit_step")
    with op.batch_alter_table("agreement_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_change_agreement_id"))

    op.drop_table("agreement_change")
    op.drop_table("agreement_acceptance")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index("ix_visit_match")
        batch_op.drop_index("ix_visit_congregation")

    op.drop_table("visit")
    with op.batch_alter_table("shortlist_candidate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shortlist_candidate_shortlist_id"))

    op.drop_table("shortlist_candidate")
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.drop_index("ix_agreement_match")
        batch_op.drop_index("ix_agreement_due")
        batch_op.drop_index("ix_agreement_congregation")
        batch_op.drop_index("ix_agreement_agency")

    op.drop_table("agreement")
    with op.batch_alter_table("shortlist_criterion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shortlist_criterion_shortlist_id"))

    op.drop_table("shortlist_criterion")
    with op.batch_alter_table("shortlist", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shortlist_congregation_id"))

    op.drop_table("shortlist")
