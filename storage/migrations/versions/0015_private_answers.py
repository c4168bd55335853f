"""A private answer has a key that tells nothing, and a link to its question that is deleted when the question closes"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "private_answer",
        sa.Column("ask_id", ID, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("reply_ts", sa.String(), nullable=False),
        sa.Column("edited", sa.String(), nullable=False),
        sa.Column("dedup_keys", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["ask_id"], ["private_ask.id"], name=op.f("fk_private_answer_ask_id_private_ask")),
        sa.PrimaryKeyConstraint("ask_id", "source", name=op.f("pk_private_answer")),
    )


def downgrade() -> None:
    op.drop_table("private_answer")
