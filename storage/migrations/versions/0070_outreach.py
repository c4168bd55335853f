"""Leaders of a district or state offer support, ask, and connect schools about a practice"""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "outreach",
        sa.Column("id", ID, nullable=False),
        sa.Column("organization_id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("practice", sa.String(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("provider_id", ID, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint("kind IN ('offer', 'question', 'connection')", name=op.f("ck_outreach_kind")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_outreach_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outreach_person_id_person")),
        sa.ForeignKeyConstraint(["provider_id"], ["person.id"], name=op.f("fk_outreach_provider_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach")),
    )
    op.create_index(op.f("ix_outreach_organization_id"), "outreach", ["organization_id"])
    op.create_index(op.f("ix_outreach_closed_on"), "outreach", ["closed_on"])
    op.create_table(
        "outreach_school",
        sa.Column("outreach_id", ID, nullable=False, autoincrement=False),
        sa.Column("plan_id", ID, nullable=False, autoincrement=False),
        sa.Column("answer", sa.String(), nullable=False, server_default="waiting"),
        sa.Column("text", sa.String(), nullable=False, server_default=""),
        sa.Column("answered_by", ID, nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("is_on_track", sa.Boolean(), nullable=False),
        sa.Column("is_reminded", sa.Boolean(), nullable=False),
        sa.Column("support_id", ID, nullable=True),
        sa.CheckConstraint("answer IN ('waiting', 'yes', 'no')", name=op.f("ck_outreach_school_answer")),
        sa.ForeignKeyConstraint(["outreach_id"], ["outreach.id"], name=op.f("fk_outreach_school_outreach_id_outreach")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_outreach_school_plan_id_plan")),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_outreach_school_answered_by_person")),
        sa.ForeignKeyConstraint(["support_id"], ["support.id"], name=op.f("fk_outreach_school_support_id_support")),
        sa.PrimaryKeyConstraint("outreach_id", "plan_id", name=op.f("pk_outreach_school")),
    )
    op.create_index(op.f("ix_outreach_school_plan_id"), "outreach_school", ["plan_id"])
    op.create_index(op.f("ix_outreach_school_support_id"), "outreach_school", ["support_id"])
    op.create_table(
        "outreach_note",
        sa.Column("id", ID, nullable=False),
        sa.Column("outreach_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["outreach_id"], ["outreach.id"], name=op.f("fk_outreach_note_outreach_id_outreach")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_outreach_note_plan_id_plan")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outreach_note_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_note")),
    )
    op.create_index(op.f("ix_outreach_note_outreach_id"), "outreach_note", ["outreach_id"])


def downgrade() -> None:
    op.drop_table("outreach_note")
    op.drop_table("outreach_school")
    op.drop_table("outreach")
