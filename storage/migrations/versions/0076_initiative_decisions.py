"""A team's private ratings of initiatives, and what is decided about each"""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _table(
        "initiative_decision",
        {"initiative_id": "initiative", "into_id": "initiative", "person_id": "person"},
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("stops_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("freed_cost", sa.String(), nullable=False),
        sa.Column("freed_time", sa.String(), nullable=False),
        sa.Column("doubts", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("review_asked_on", sa.Date(), nullable=True),
        sa.Column("stop_announced_on", sa.Date(), nullable=True),
        sa.CheckConstraint("kind IN ('keep', 'strengthen', 'merge', 'stop')", name=op.f("ck_initiative_decision_kind")),
        optional=("into_id",),
    )
    op.create_index("ix_initiative_decision_initiative_id", "initiative_decision", ["initiative_id"])
    op.create_index("ix_initiative_decision_review_on", "initiative_decision", ["review_on"])
    _table(
        "initiative_notice",
        {"decision_id": "initiative_decision", "teller_id": "person", "item_id": "action_item"},
        sa.Column("audiences", sa.JSON(), nullable=False),
        sa.Column("other_audience", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        optional=("item_id",),
    )
    op.create_index("ix_initiative_notice_decision_id", "initiative_notice", ["decision_id"])
    _table(
        "initiative_rating_round",
        {"organization_id": "organization", "person_id": "person"},
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
    )
    op.create_index("ix_initiative_rating_round_organization_id", "initiative_rating_round", ["organization_id"])
    _table(
        "initiative_rater",
        {"round_id": "initiative_rating_round", "person_id": "person"},
        sa.Column("has_rated", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_initiative_rater_round_id_person_id")),
    )
    op.create_index("ix_initiative_rater_person_id", "initiative_rater", ["person_id"])
    _table(
        "initiative_rating",
        {"rater_id": "initiative_rater", "initiative_id": "initiative"},
        sa.Column("impact", ID, nullable=False),
        sa.Column("effort", ID, nullable=False),
        sa.UniqueConstraint("rater_id", "initiative_id", name=op.f("uq_initiative_rating_rater_id_initiative_id")),
    )
    _table(
        "initiative_rating_summary",
        {"round_id": "initiative_rating_round", "initiative_id": "initiative"},
        sa.Column("raters", ID, nullable=False),
        sa.Column("impact_median", sa.Float(), nullable=True),
        sa.Column("impact_lowest", ID, nullable=True),
        sa.Column("impact_highest", ID, nullable=True),
        sa.Column("effort_median", sa.Float(), nullable=True),
        sa.Column("effort_lowest", ID, nullable=True),
        sa.Column("effort_highest", ID, nullable=True),
    )
    op.create_index("ix_initiative_rating_summary_round_id", "initiative_rating_summary", ["round_id"])


def _table(
    name: str,
    references: dict[str, str],
    *columns: "sa.Column[object] | sa.Constraint",
    optional: tuple[str, ...] = (),
) -> None:
    op.create_table(
        name,
        sa.Column("id", ID, nullable=False),
        *(sa.Column(column, ID, nullable=column in optional) for column in references),
        *columns,
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{name}_{column}_{table}"))
            for column, table in references.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def downgrade() -> None:
    for table in (
        *("initiative_rating_summary", "initiative_rating", "initiative_rater", "initiative_rating_round"),
        *("initiative_notice", "initiative_decision"),
    ):
        op.drop_table(table)
