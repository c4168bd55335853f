"""What schools would tell other schools"""

import sqlalchemy as sa
from alembic import op

revision = "0079"
down_revision = "0078"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "advice",
        sa.Column("id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("milestone_id", ID, nullable=True),
        sa.Column("strategy_id", ID, nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("found_by", sa.String(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.CheckConstraint("found_by IN ('nobody', 'district', 'state')", name=op.f("ck_advice_found_by")),
        sa.CheckConstraint("(milestone_id IS NULL) <> (strategy_id IS NULL)", name=op.f("ck_advice_one_subject")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_advice_plan_id_plan")),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_advice_milestone_id_milestone")),
        sa.ForeignKeyConstraint(["strategy_id"], ["strategy.id"], name=op.f("fk_advice_strategy_id_strategy")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_advice_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice")),
    )
    for column in ("plan_id", "milestone_id", "strategy_id"):
        op.create_index(op.f(f"ix_advice_{column}"), "advice", [column])
    op.create_table(
        "advice_event",
        sa.Column("id", ID, nullable=False),
        sa.Column("advice_id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('released', 'withdrawn')", name=op.f("ck_advice_event_kind")),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_advice_event_advice_id_advice")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_advice_event_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_event")),
    )
    op.create_index(op.f("ix_advice_event_advice_id"), "advice_event", ["advice_id"])


def downgrade() -> None:
    op.drop_table("advice_event")
    op.drop_table("advice")
