"""The monthly digests of districts and states, and what their leaders decided about them"""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0071"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "network_digest",
        sa.Column("id", ID, nullable=False),
        sa.Column("organization_id", ID, nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("is_quiet", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_network_digest_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_digest")),
        sa.UniqueConstraint("organization_id", "period", name=op.f("uq_network_digest_organization_id_period")),
    )
    op.create_table(
        "network_digest_setting",
        sa.Column("organization_id", ID, nullable=False),
        sa.Column("is_on", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("last_day", ID, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("last_day BETWEEN 1 AND 28", name=op.f("ck_network_digest_setting_last_day")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_network_digest_setting_{column}_{table}"))
            for column, table in (("organization_id", "organization"), ("person_id", "person"))
        ),
        sa.PrimaryKeyConstraint("organization_id", name=op.f("pk_network_digest_setting")),
    )


def downgrade() -> None:
    op.drop_table("network_digest_setting")
    op.drop_table("network_digest")
