"""How long records are kept"""

import sqlalchemy as sa
from alembic import op

revision = "0087"
down_revision = "0086"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "retention_rule",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("years", ID, nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("set_by_login", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_retention_rule_workspace_id_workspace")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_rule")),
    )
    op.create_index(op.f("ix_retention_rule_workspace_id"), "retention_rule", ["workspace_id"])
    op.create_table(
        "retention_notice",
        sa.Column("id", ID, nullable=False),
        sa.Column("rule_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["retention_rule.id"], name=op.f("fk_retention_notice_rule_id_retention_rule")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_retention_notice_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_notice")),
        sa.UniqueConstraint("rule_id", "plan_id", name=op.f("uq_retention_notice_rule_id_plan_id")),
    )
    op.create_index(op.f("ix_retention_notice_plan_id"), "retention_notice", ["plan_id"])
    op.create_table(
        "retention_removal",
        sa.Column("id", ID, nullable=False),
        sa.Column("rule_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=True),
        sa.Column("rows", ID, nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=False),
        sa.Column("by_login", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["retention_rule.id"], name=op.f("fk_retention_removal_rule_id_retention_rule")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_retention_removal_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_removal")),
    )
    for column in ("rule_id", "plan_id"):
        op.create_index(op.f(f"ix_retention_removal_{column}"), "retention_removal", [column])


def downgrade() -> None:
    for table in ("retention_removal", "retention_notice", "retention_rule"):
        op.drop_table(table)
