"""Leads are notified of a milestone's moved date, and owners of what the date was"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("item_news") as table:
        table.add_column(sa.Column("old_due", sa.Date(), nullable=True))
    op.create_table(
        "milestone_news",
        sa.Column("id", ID, nullable=False),
        sa.Column("milestone_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("news", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("old_due", sa.Date(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_milestone_news_milestone_id_milestone")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_milestone_news_person_id_person")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_milestone_news_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_news")),
    )
    op.create_index(op.f("ix_milestone_news_milestone_id"), "milestone_news", ["milestone_id"])
    op.create_index(op.f("ix_milestone_news_message_key"), "milestone_news", ["message_key"])


def downgrade() -> None:
    op.drop_table("milestone_news")
    with op.batch_alter_table("item_news") as table:
        table.drop_column("old_due")
