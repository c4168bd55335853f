"""The locale of each person, as Slack knows it"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("person", sa.Column("locale", storage.types.Words(), nullable=False, server_default="en-US"))


def downgrade() -> None:
    op.drop_column("person", "locale")
