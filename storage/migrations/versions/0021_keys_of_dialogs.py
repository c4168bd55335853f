"""The keys of a dialog's messages begin with its kind; those queued so far keep the beginning they have

Slack is asked for a message in doubt by its key, so no key that was ever used may change.
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.add_column("dialog", sa.Column("key_prefix", storage.types.Words(), nullable=False, server_default="coaching"))


def downgrade() -> None:
    """The release before looks for all messages under the same beginning, so those in the outbox get it back."""
    other = "SELECT id, key_prefix FROM dialog WHERE key_prefix <> 'coaching'"
    for dialog_id, prefix in op.get_bind().execute(sa.text(other)).all():
        for name in ("key", "target_key"):
            _rename(name, f"{prefix}:{dialog_id}", f"coaching:{dialog_id}")
    with op.batch_alter_table("dialog") as batch_op:
        batch_op.drop_column("key_prefix")


def _rename(name: str, before: str, after: str) -> None:
    outbox = sa.table("outbox", sa.column(name, sa.String()))
    column = outbox.c[name]
    is_its_own = (column == before) | column.startswith(f"{before}:", autoescape=True)
    renamed = after + sa.func.substr(column, len(before) + 1)
    op.execute(sa.update(outbox).where(is_its_own).values({name: renamed}))
