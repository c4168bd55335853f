"""What a person decided about their Home tab"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "home_setting",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("knows_throughline", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("earlier_years", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_home_setting_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_home_setting")),
    )


def downgrade() -> None:
    op.drop_table("home_setting")
