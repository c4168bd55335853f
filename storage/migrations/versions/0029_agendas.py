"""Agendas of highlight discussions, the evidence they ask for, and what was discussed when"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0029"
down_revision = "0028"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = storage.types.Moment(timezone=True)
ASPECTS = "aspect IN ('activities', 'early_evidence', 'short_term')"


def upgrade() -> None:
    op.create_table(
        "agenda",
        sa.Column("id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("version", ID, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("posted_content", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("message_key", sa.String(), nullable=True),
        sa.Column("posted_at", MOMENT, nullable=True),
        sa.Column("posted_by", ID, nullable=True),
        *_references("agenda", plan_id="plan", posted_by="person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda")),
        sa.UniqueConstraint("plan_id", "period", name=op.f("uq_agenda_plan_id_period")),
    )
    op.create_index(op.f("ix_agenda_message_key"), "agenda", ["message_key"])
    _create_evidence()
    _create_shown_evidence()
    _create_discussed()


def _create_evidence() -> None:
    op.create_table(
        "agenda_evidence",
        sa.Column("id", ID, nullable=False),
        sa.Column("agenda_id", ID, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("strategy_id", ID, nullable=True),
        sa.Column("benchmark_id", ID, nullable=True),
        sa.Column("presenter_id", ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("dropped_at", MOMENT, nullable=True),
        *_references("agenda_evidence", agenda_id="agenda", strategy_id="strategy", benchmark_id="benchmark"),
        *_references("agenda_evidence", presenter_id="person", person_id="person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_evidence")),
    )
    for name in ("agenda_id", "presenter_id"):
        op.create_index(op.f(f"ix_agenda_evidence_{name}"), "agenda_evidence", [name])


def _create_shown_evidence() -> None:
    op.create_table(
        "shown_evidence",
        sa.Column("id", ID, nullable=False),
        sa.Column("agenda_id", ID, nullable=False),
        sa.Column("evidence_id", ID, nullable=True),
        sa.Column("person_id", ID, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("line", "name", "link", "message_ts")),
        sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *_references("shown_evidence", agenda_id="agenda", evidence_id="agenda_evidence", person_id="person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shown_evidence")),
    )
    for name in ("agenda_id", "evidence_id"):
        op.create_index(op.f(f"ix_shown_evidence_{name}"), "shown_evidence", [name])


def _create_discussed() -> None:
    op.create_table(
        "discussed",
        sa.Column("id", ID, nullable=False),
        sa.Column("minutes_id", ID, nullable=False),
        sa.Column("strategy_id", ID, nullable=False),
        sa.Column("aspect", sa.String(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.CheckConstraint(ASPECTS, name=op.f("ck_discussed_aspect")),
        *_references("discussed", minutes_id="minutes", strategy_id="strategy", person_id="person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussed")),
        sa.UniqueConstraint(
            "minutes_id", "strategy_id", "aspect", name=op.f("uq_discussed_minutes_id_strategy_id_aspect")
        ),
    )
    op.create_index(op.f("ix_discussed_strategy_id"), "discussed", ["strategy_id"])


def _references(table: str, **referred: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
        for column, other in referred.items()
    ]


def downgrade() -> None:
    for table in ("discussed", "shown_evidence", "agenda_evidence", "agenda"):
        op.drop_table(table)
