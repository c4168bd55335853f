"""Plans go on in the next school year: what was decided, and what each part continues"""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "rollover",
        sa.Column("plan_id", ID, nullable=False, autoincrement=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", ID, nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_plan_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_rollover_plan_id_plan")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["person.id"], name=op.f("fk_rollover_confirmed_by_person")),
        sa.ForeignKeyConstraint(["next_plan_id"], ["plan.id"], name=op.f("fk_rollover_next_plan_id_plan")),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_rollover")),
        sa.UniqueConstraint("next_plan_id", name=op.f("uq_rollover_next_plan_id")),
    )
    op.create_table(
        "rollover_decision",
        sa.Column("id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("row_id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("lead", sa.String(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.CheckConstraint("subject IN ('milestone', 'strategy', 'plan')", name=op.f("ck_rollover_decision_subject")),
        sa.CheckConstraint("kind IN ('carry_over', 'drop')", name=op.f("ck_rollover_decision_kind")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_rollover_decision_plan_id_plan")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rollover_decision_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rollover_decision")),
        sa.UniqueConstraint("plan_id", "subject", "row_id", name=op.f("uq_rollover_decision_plan_id_subject_row_id")),
    )
    op.create_table(
        "continuation",
        sa.Column("id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("row_id", ID, nullable=False),
        sa.Column("continues_id", ID, nullable=False),
        sa.CheckConstraint("place IN ('milestone', 'action_item')", name=op.f("ck_continuation_place")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_continuation_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_continuation")),
        sa.UniqueConstraint("place", "row_id", name=op.f("uq_continuation_place_row_id")),
    )
    op.create_index("ix_continuation_plan_id", "continuation", ["plan_id"])


def downgrade() -> None:
    op.drop_table("continuation")
    op.drop_table("rollover_decision")
    op.drop_table("rollover")
