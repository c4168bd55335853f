"""Leaders sign published minutes, and amend them with a date and a reason"""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment

revision = "0027"
down_revision = "0026"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "minutes_signature",
        sa.Column("minutes_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_signature_minutes_id_minutes")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_minutes_signature_person_id_person")),
        sa.PrimaryKeyConstraint("minutes_id", "person_id", name=op.f("pk_minutes_signature")),
    )
    op.create_table(
        "minutes_amendment",
        sa.Column("id", ID, nullable=False),
        sa.Column("minutes_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_amendment_minutes_id_minutes")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_minutes_amendment_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_amendment")),
    )
    op.create_index(op.f("ix_minutes_amendment_minutes_id"), "minutes_amendment", ["minutes_id"])


def downgrade() -> None:
    op.drop_table("minutes_amendment")
    op.drop_table("minutes_signature")
