"""Dialogs in private places are open to those who are in them only

A person's own messages and channels whose id says so are known to be private; what else Slack would say is not asked.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("conversation", sa.Column("is_private", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE conversation SET is_private = true WHERE substr(channel, 1, 1) <> 'C'")


def downgrade() -> None:
    op.drop_column("conversation", "is_private")
