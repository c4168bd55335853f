"""What owners are to hear of action items that somebody else changed"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0008"
down_revision = "0007"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "item_news",
        sa.Column("id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("news", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("at", storage.types.Moment(timezone=True), nullable=False),
        sa.Column("message_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["action_item.id"], name=op.f("fk_item_news_item_id_action_item")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_item_news_person_id_person")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_item_news_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_news")),
    )
    op.create_index(op.f("ix_item_news_item_id"), "item_news", ["item_id"])
    op.create_index(op.f("ix_item_news_message_key"), "item_news", ["message_key"])


def downgrade() -> None:
    op.drop_table("item_news")
