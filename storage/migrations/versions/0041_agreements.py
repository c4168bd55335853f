"""A conversation's minimum conditions and adjustments stay with the plan"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = "kind IN ('minimum_condition', 'adjustment')"
STANDINGS = "standing IN ('', 'in_place', 'can_be_met', 'cannot_be_met')"
GROUNDS = "ground IN ('', 'evidence', 'conditions', 'capacity', 'learning')"


def upgrade() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("strategy_id", ID, nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "text", "standing", "ground", "reason")),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_agreement_kind")),
        sa.CheckConstraint(STANDINGS, name=op.f("ck_agreement_standing")),
        sa.CheckConstraint(GROUNDS, name=op.f("ck_agreement_ground")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_agreement_plan_id_plan")),
        sa.ForeignKeyConstraint(["strategy_id"], ["strategy.id"], name=op.f("fk_agreement_strategy_id_strategy")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_index(op.f("ix_agreement_plan_id"), "agreement", ["plan_id"])


def downgrade() -> None:
    op.drop_table("agreement")
