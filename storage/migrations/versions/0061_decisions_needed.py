"""Decisions that a plan needs from its board"""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "decision_needed",
        sa.Column("id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("needed_by", sa.Date(), nullable=True),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_decision_needed_person_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_decision_needed_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_needed")),
    )
    op.create_index("ix_decision_needed_plan_id", "decision_needed", ["plan_id"])


def downgrade() -> None:
    op.drop_table("decision_needed")
