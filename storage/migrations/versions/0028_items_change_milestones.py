"""Which milestone an action item belonged to, when it was moved to another one, by whom and why"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0028"
down_revision = "0027"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REFERENCES = {
    "item_id": "action_item",
    "from_milestone_id": "milestone",
    "to_milestone_id": "milestone",
    "person_id": "person",
}


def upgrade() -> None:
    op.create_table(
        "item_regrouping",
        sa.Column("id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("from_milestone_id", ID, nullable=True),
        sa.Column("to_milestone_id", ID, nullable=True),
        sa.Column("at", storage.types.Moment(timezone=True), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("reason", storage.types.Words(), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_item_regrouping_{column}_{table}"))
            for column, table in REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_regrouping")),
    )
    op.create_index(op.f("ix_item_regrouping_item_id"), "item_regrouping", ["item_id"])


def downgrade() -> None:
    op.drop_table("item_regrouping")
