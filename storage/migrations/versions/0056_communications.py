"""What needs to be communicated about a plan, each with its action item"""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "communication",
        sa.Column("id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("audiences", sa.JSON(), nullable=False),
        sa.Column("other_audience", sa.String(), nullable=False),
        sa.Column("know", sa.String(), nullable=False),
        sa.Column("use", sa.String(), nullable=False),
        sa.Column("venues", sa.JSON(), nullable=False),
        sa.Column("other_venue", sa.String(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["action_item.id"], name=op.f("fk_communication_item_id_action_item")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_communication_person_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_communication_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communication")),
    )
    op.create_index("ix_communication_plan_id", "communication", ["plan_id"])


def downgrade() -> None:
    op.drop_table("communication")
