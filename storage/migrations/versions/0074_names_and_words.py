"""Leaders let organizations above their school read names and words, or take that back"""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"


def upgrade() -> None:
    op.create_table(
        "sharing_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("with_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("gives", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_sharing_event_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(["with_id"], ["organization.id"], name=op.f("fk_sharing_event_with_id_organization")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sharing_event_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sharing_event")),
    )
    op.create_index(op.f("ix_sharing_event_organization_id"), "sharing_event", ["organization_id"])


def downgrade() -> None:
    op.drop_table("sharing_event")
