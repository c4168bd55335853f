"""What is filled in for the plan's document"""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "plan_detail",
        sa.Column("id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_detail_person_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_detail_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_detail")),
    )
    op.create_index("ix_plan_detail_plan_recorded", "plan_detail", ["plan_id", "recorded_on"])


def downgrade() -> None:
    op.drop_table("plan_detail")
