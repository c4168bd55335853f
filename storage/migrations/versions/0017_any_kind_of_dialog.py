"""The kinds of dialogs are a table in the code, not a constraint in the database: a new kind needs no migration"""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    with op.batch_alter_table("dialog") as batch_op:
        batch_op.drop_constraint(op.f("ck_dialog_kind"), type_="check")


def downgrade() -> None:
    with op.batch_alter_table("dialog") as batch_op:
        batch_op.create_check_constraint(op.f("ck_dialog_kind"), "kind IN ('coaching', 'root_cause')")
