"""Resources that the completion of an action item used"""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("term_note") as table:
        table.add_column(sa.Column("item_id", ID, nullable=True))
        table.alter_column("milestone_id", existing_type=ID, nullable=True)
        table.create_foreign_key(op.f("fk_term_note_item_id_action_item"), "action_item", ["item_id"], ["id"])
        table.create_index("ix_term_note_item", ["item_id"])


def downgrade() -> None:
    op.execute("DELETE FROM term_note WHERE milestone_id IS NULL")
    with op.batch_alter_table("term_note") as table:
        table.drop_index("ix_term_note_item")
        table.drop_constraint(op.f("fk_term_note_item_id_action_item"), type_="foreignkey")
        table.alter_column("milestone_id", existing_type=ID, nullable=False)
        table.drop_column("item_id")
