"""Texts can be searched: storage/search builds its index after every migration"""

from alembic import op

from storage.search import index

revision = "0050"
down_revision = "0049"


def upgrade() -> None:
    """Nothing to carry over: the index is built from what is stored."""


def downgrade() -> None:
    index.remove(op.get_bind())
