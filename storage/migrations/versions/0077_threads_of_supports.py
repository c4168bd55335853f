"""A request for support knows the thread that hears what comes of it"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0077"
down_revision = "0076"


def upgrade() -> None:
    op.add_column("support", sa.Column("thread_key", storage.types.Words(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("support", "thread_key")
