"""Refusals are counted; who asked for a message; uploads that Slack has yet to show; why a workspace is paused"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("outbox", sa.Column("refusals", number, nullable=False, server_default="0"))
    op.add_column("outbox", sa.Column("asked_by", storage.types.Words(), nullable=True))
    op.add_column("outbox", sa.Column("sharing_since", storage.types.Moment(timezone=True), nullable=True))
    op.add_column("outbox", sa.Column("without_alt", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("pause", sa.Column("why", storage.types.Words(), nullable=True))


def downgrade() -> None:
    op.drop_column("pause", "why")
    for column in ("without_alt", "sharing_since", "asked_by", "refusals"):
        op.drop_column("outbox", column)
