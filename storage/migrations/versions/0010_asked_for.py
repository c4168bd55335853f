"""What people asked for is found without looking at all that waits"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    asked_for = sa.text("zone IS NULL")
    op.create_index(
        "ix_outbox_asked_for",
        "outbox",
        ["state", "not_before", "spread"],
        sqlite_where=asked_for,
        postgresql_where=asked_for,
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_asked_for", table_name="outbox")
