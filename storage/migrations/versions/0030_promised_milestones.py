"""The next steps of minutes name milestones, too, and the next minutes say what became of them"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BEFORE = (
    "(kind = 'item' AND item_id IS NOT NULL AND answer_id IS NULL AND risk_id IS NULL) OR "
    "(kind = 'recovery' AND item_id IS NULL AND answer_id IS NOT NULL AND risk_id IS NULL) OR "
    "(kind = 'mitigation' AND item_id IS NULL AND answer_id IS NULL AND risk_id IS NOT NULL)"
)
ONE_SUBJECT = (
    "(kind = 'item' AND item_id IS NOT NULL "
    "AND milestone_id IS NULL AND answer_id IS NULL AND risk_id IS NULL) OR "
    "(kind = 'milestone' AND milestone_id IS NOT NULL "
    "AND item_id IS NULL AND answer_id IS NULL AND risk_id IS NULL) OR "
    "(kind = 'recovery' AND answer_id IS NOT NULL "
    "AND item_id IS NULL AND milestone_id IS NULL AND risk_id IS NULL) OR "
    "(kind = 'mitigation' AND risk_id IS NOT NULL "
    "AND item_id IS NULL AND milestone_id IS NULL AND answer_id IS NULL)"
)


def upgrade() -> None:
    with op.batch_alter_table("promise") as table:
        table.add_column(sa.Column("milestone_id", ID, nullable=True))
        table.create_foreign_key(op.f("fk_promise_milestone_id_milestone"), "milestone", ["milestone_id"], ["id"])
        table.drop_constraint(op.f("ck_promise_one_subject"), type_="check")
        table.create_check_constraint(op.f("ck_promise_one_subject"), ONE_SUBJECT)
    op.create_index(op.f("ix_promise_milestone_id"), "promise", ["milestone_id"])


def downgrade() -> None:
    op.execute("DELETE FROM promise WHERE kind = 'milestone'")
    op.drop_index(op.f("ix_promise_milestone_id"), table_name="promise")
    with op.batch_alter_table("promise") as table:
        table.drop_constraint(op.f("ck_promise_one_subject"), type_="check")
        table.create_check_constraint(op.f("ck_promise_one_subject"), BEFORE)
        table.drop_constraint(op.f("fk_promise_milestone_id_milestone"), type_="foreignkey")
        table.drop_column("milestone_id")
