"""A plan has the four texts of Section 1 of an accelerated improvement plan"""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"

TEXTS = ("assets_and_issues", "theory_of_action", "why_objectives", "end_of_year_outcomes")


def upgrade() -> None:
    for name in TEXTS:
        op.add_column("plan", sa.Column(name, sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    for name in TEXTS:
        op.drop_column("plan", name)
