"""Calendars, people's own time, the five cadences, team answers, stand-ins, late answers and corrections."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ONE_SUBJECT = " OR ".join(
    "(" + " AND ".join(f"{name} IS {'NOT ' if name == chosen else ''}NULL" for name in names) + ")"
    for names in [("item_id", "milestone_id", "benchmark_id", "measure_id")]
    for chosen in names
)


def upgrade() -> None:
    _new_tables()
    _take_over()
    _plan_parts()
    _rounds()
    _asks()
    _answers()
    with op.batch_alter_table("outbox") as table:
        table.add_column(sa.Column("organization_id", ID, nullable=True))
        table.create_foreign_key("fk_outbox_organization_id_organization", "organization", ["organization_id"], ["id"])


def _new_tables() -> None:
    op.create_table(
        "own_time",
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.Column("asks_at", sa.String(), nullable=True),
        sa.Column("first", sa.String(), nullable=True),
        sa.Column("last", sa.String(), nullable=True),
        sa.Column("stand_in_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_own_time_person_id_person"),
        sa.ForeignKeyConstraint(["stand_in_id"], ["person.id"], name="fk_own_time_stand_in_id_person"),
        sa.PrimaryKeyConstraint("person_id", name="pk_own_time"),
    )
    op.create_table(
        "absence",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.CheckConstraint("source IN ('own', 'status')", name=op.f("ck_absence_source")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_absence_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_absence"),
        sa.UniqueConstraint("person_id", "source", name="uq_absence_person_id_source"),
    )
    op.create_table(
        "closing",
        sa.Column("id", ID, nullable=False),
        sa.Column("organization_id", ID, nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name="fk_closing_organization_id_organization"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_closing"),
    )
    op.create_index("ix_closing_organization_id", "closing", ["organization_id"])
    op.create_table(
        "term",
        sa.Column("id", ID, nullable=False),
        sa.Column("organization_id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('quarter', 'semester')", name=op.f("ck_term_kind")),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name="fk_term_organization_id_organization"),
        sa.PrimaryKeyConstraint("id", name="pk_term"),
    )
    op.create_index("ix_term_organization_id", "term", ["organization_id"])


def _take_over() -> None:
    """Single closed days and last days away, as 0003 had them, become closings and absences."""
    op.execute(
        "INSERT INTO closing (organization_id, first, last, name) SELECT organization_id, day, day, '' FROM closed_day"
    )
    op.drop_table("closed_day")
    op.execute(
        "INSERT INTO absence (person_id, first, last, source)"
        " SELECT id, CURRENT_DATE, away_until, 'own' FROM person WHERE away_until >= CURRENT_DATE"
    )
    with op.batch_alter_table("person") as table:
        table.drop_column("away_until")


def _plan_parts() -> None:
    for name in ("benchmark", "measure"):
        op.add_column(name, sa.Column("dropped", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("milestone", sa.Column("channel", sa.String(), nullable=True))


def _rounds() -> None:
    with op.batch_alter_table("round") as table:
        table.add_column(sa.Column("cadence", sa.String(), server_default="monthly", nullable=False))
        table.add_column(sa.Column("nudged", ID, server_default="0", nullable=False))
        table.drop_constraint(op.f("ck_round_state"), type_="check")
        table.create_check_constraint(op.f("ck_round_state"), "state IN ('coming', 'open', 'closed')")
        cadences = "cadence IN ('monthly', 'quarterly', 'semester', 'yearly', 'evidence')"
        table.create_check_constraint(op.f("ck_round_cadence"), cadences)


def _asks() -> None:
    with op.batch_alter_table("ask") as table:
        table.add_column(sa.Column("channel", sa.String(), nullable=True))
        table.add_column(sa.Column("team", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("stand_in_id", ID, nullable=True))
        table.add_column(sa.Column("risk_by_id", ID, nullable=True))
        table.create_foreign_key("fk_ask_risk_by_id_person", "person", ["risk_by_id"], ["id"])
        table.add_column(sa.Column("copies", sa.JSON(), server_default="[]", nullable=False))
        table.alter_column("person_id", existing_type=ID, nullable=True)
        table.create_index("ix_ask_stand_in_id", ["stand_in_id"])
        table.create_unique_constraint("uq_ask_round_id_channel", ["round_id", "channel"])
        table.create_check_constraint(op.f("ck_ask_one_addressee"), "(person_id IS NULL) <> (channel IS NULL)")
        table.create_foreign_key("fk_ask_stand_in_id_person", "person", ["stand_in_id"], ["id"])
    with op.batch_alter_table("ask_topic") as table:
        table.drop_constraint(op.f("ck_ask_topic_one_subject"), type_="check")
        for name in ("benchmark", "measure"):
            table.add_column(sa.Column(f"{name}_id", ID, nullable=True))
            table.create_foreign_key(f"fk_ask_topic_{name}_id_{name}", name, [f"{name}_id"], ["id"])
            table.create_index(f"ix_ask_topic_{name}_id", [f"{name}_id"])
        table.create_check_constraint(op.f("ck_ask_topic_one_subject"), ONE_SUBJECT)


def _answers() -> None:
    with op.batch_alter_table("answer") as table:
        for name in ("benchmark", "measure"):
            table.add_column(sa.Column(f"{name}_id", ID, nullable=True))
            table.create_foreign_key(f"fk_answer_{name}_id_{name}", name, [f"{name}_id"], ["id"])
        table.add_column(sa.Column("for_person_id", ID, nullable=True))
        table.create_foreign_key("fk_answer_for_person_id_person", "person", ["for_person_id"], ["id"])
        table.add_column(sa.Column("late", sa.Boolean(), server_default=sa.false(), nullable=False))
        table.add_column(sa.Column("corrects_id", ID, nullable=True))
        table.create_foreign_key("fk_answer_corrects_id_round", "round", ["corrects_id"], ["id"])
        table.create_index("ix_answer_corrects_id", ["corrects_id"])
