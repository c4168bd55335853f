"""Every change of a plan's parts and of the organizations is kept: who, when and why"""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment

revision = "0031"
down_revision = "0030"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXTS = ("code", "field", "before", "after", "reason")
REFERENCES = (
    ("plan_id", "plan"),
    ("organization_id", "organization"),
    ("before_person_id", "person"),
    ("after_person_id", "person"),
    ("person_id", "person"),
)


def upgrade() -> None:
    op.create_table(
        "plan_change",
        sa.Column("id", ID, nullable=False),
        *(sa.Column(name, ID, nullable=True) for name, _table in REFERENCES),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "place", *TEXTS)),
        sa.Column("row_id", ID, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('added', 'changed', 'dropped')", name=op.f("ck_plan_change_kind")),
        sa.CheckConstraint("(plan_id IS NULL) <> (organization_id IS NULL)", name=op.f("ck_plan_change_one_parent")),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_plan_change_{name}_{table}"))
            for name, table in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_change")),
    )
    op.create_index("ix_plan_change_plan_recorded", "plan_change", ["plan_id", "recorded_on"])
    op.create_index("ix_plan_change_place_row", "plan_change", ["place", "row_id"])
    op.create_index(op.f("ix_plan_change_organization_id"), "plan_change", ["organization_id"])


def downgrade() -> None:
    op.drop_table("plan_change")
