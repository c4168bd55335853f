"""Root cause dialogs are kept where coaching conversations are"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("conversation") as batch_op:
        # What is there already are coaching conversations.
        batch_op.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="coaching"))
        batch_op.create_check_constraint(op.f("ck_conversation_kind"), "kind IN ('coaching', 'root_cause')")
    with op.batch_alter_table("conversation") as batch_op:
        batch_op.alter_column("kind", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("conversation") as batch_op:
        batch_op.drop_constraint(op.f("ck_conversation_kind"), type_="check")
        batch_op.drop_column("kind")
