"""A next step that a leader types into the minutes is a promise, and the next check-in asks about it"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SUBJECTS_BEFORE = (
    "(kind = 'item' AND item_id IS NOT NULL "
    "AND milestone_id IS NULL AND answer_id IS NULL AND risk_id IS NULL) OR "
    "(kind = 'milestone' AND milestone_id IS NOT NULL "
    "AND item_id IS NULL AND answer_id IS NULL AND risk_id IS NULL) OR "
    "(kind = 'recovery' AND answer_id IS NOT NULL "
    "AND item_id IS NULL AND milestone_id IS NULL AND risk_id IS NULL) OR "
    "(kind = 'mitigation' AND risk_id IS NOT NULL "
    "AND item_id IS NULL AND milestone_id IS NULL AND answer_id IS NULL)"
)
SUBJECTS = (
    SUBJECTS_BEFORE
    + " OR (kind = 'step' AND item_id IS NULL AND milestone_id IS NULL AND answer_id IS NULL AND risk_id IS NULL)"
)
PROMISES_BEFORE = "(answer_id IS NULL) <> (risk_id IS NULL)"
PROMISES = (
    "(answer_id IS NOT NULL AND risk_id IS NULL AND promise_id IS NULL) OR "
    "(answer_id IS NULL AND risk_id IS NOT NULL AND promise_id IS NULL) OR "
    "(answer_id IS NULL AND risk_id IS NULL AND promise_id IS NOT NULL)"
)


def upgrade() -> None:
    with op.batch_alter_table("promise") as table:
        table.add_column(sa.Column("text", sa.String(), server_default="", nullable=False))
        table.drop_constraint(op.f("ck_promise_one_subject"), type_="check")
        table.create_check_constraint(op.f("ck_promise_one_subject"), SUBJECTS)
    with op.batch_alter_table("promise_report") as table:
        table.add_column(sa.Column("promise_id", ID, nullable=True))
        table.create_foreign_key(op.f("fk_promise_report_promise_id_promise"), "promise", ["promise_id"], ["id"])
        table.drop_constraint(op.f("ck_promise_report_one_promise"), type_="check")
        table.create_check_constraint(op.f("ck_promise_report_one_promise"), PROMISES)
    op.create_index(op.f("ix_promise_report_promise_id"), "promise_report", ["promise_id"])


def downgrade() -> None:
    op.execute("DELETE FROM promise_report WHERE promise_id IS NOT NULL")
    op.execute("DELETE FROM promise WHERE kind = 'step'")
    op.drop_index(op.f("ix_promise_report_promise_id"), table_name="promise_report")
    with op.batch_alter_table("promise_report") as table:
        table.drop_constraint(op.f("ck_promise_report_one_promise"), type_="check")
        table.create_check_constraint(op.f("ck_promise_report_one_promise"), PROMISES_BEFORE)
        table.drop_constraint(op.f("fk_promise_report_promise_id_promise"), type_="foreignkey")
        table.drop_column("promise_id")
    with op.batch_alter_table("promise") as table:
        table.drop_constraint(op.f("ck_promise_one_subject"), type_="check")
        table.create_check_constraint(op.f("ck_promise_one_subject"), SUBJECTS_BEFORE)
        table.drop_column("text")
