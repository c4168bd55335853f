"""An inventory of what organizations have under way"""

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "initiative",
        sa.Column("id", ID, nullable=False),
        sa.Column("organization_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_initiative_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative")),
    )
    op.create_index("ix_initiative_organization_id", "initiative", ["organization_id"])
    references = {"initiative_id": "initiative", "owner_id": "person", "person_id": "person"}
    op.create_table(
        "initiative_version",
        sa.Column("id", ID, nullable=False),
        sa.Column("initiative_id", ID, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "purpose", "cost", "time")),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("practices", sa.String(), nullable=False),
        sa.Column("place_ids", sa.JSON(), nullable=False),
        sa.Column("owner_id", ID, nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("owner_name", "evidence", "evidence_link")),
        sa.Column("evidence_since", sa.Date(), nullable=True),
        sa.Column("evidence_shows", sa.String(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_initiative_version_{column}_{table}"))
            for column, table in references.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_version")),
    )
    op.create_index("ix_initiative_version_initiative_id", "initiative_version", ["initiative_id"])


def downgrade() -> None:
    op.drop_table("initiative_version")
    op.drop_table("initiative")
