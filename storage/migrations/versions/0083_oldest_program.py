"""Which older versions of the program can work on the database"""

import sqlalchemy as sa
from alembic import op

revision = "0083"
down_revision = "0082"
runs_from = "0083"


def upgrade() -> None:
    op.add_column("alembic_version", sa.Column("runs_from", sa.String(32), nullable=True))


def downgrade() -> None:
    op.execute("ALTER TABLE alembic_version DROP COLUMN runs_from")
