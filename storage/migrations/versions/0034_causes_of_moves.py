"""Whoever moves a date for the second time says what kept it from happening, and whether it's theirs to act on"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.add_column("item_event", sa.Column("cause", sa.String(), nullable=False, server_default=""))
    op.add_column("item_event", sa.Column("is_ours", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("item_event", "is_ours")
    op.drop_column("item_event", "cause")
