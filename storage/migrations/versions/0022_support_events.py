"""Every step of a support request is kept, and who is to provide it by when

What was stored of a request becomes its events. The day of a refusal was not stored, so it counts as of the day of the
request; that of a rating counts as of the day the support was provided. Ratings become the words the program knows
them by, and requests from check-ins are known by their round and topic alone.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0022"
down_revision = "0021"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = storage.types.Moment(timezone=True)
STATES = "state IN ('asked', 'provided', 'declined', 'rated')"
NEW_STATES = "state IN ('asked', 'offered', 'provided', 'declined', 'rated', 'withdrawn')"
KINDS = "kind IN ('asked', 'passed_on', 'offered', 'provided', 'declined', 'used', 'rated', 'withdrawn')"
LEVELS = {
    "Very effective": "very",
    "Somewhat effective": "somewhat",
    "Not very effective": "little",
    "Not used": "not",
}
REFERENCES = (
    ("passed_to_id", "organization"),
    ("provider_item_id", "action_item"),
    ("follows_id", "support"),
)
TEXTS = ("topic_code", "topic_text", "background", "as_intended", "evidence")

SUPPORT = sa.table(
    "support",
    *(sa.column(name, ID) for name in ("id", "plan_id", "asker_id", "provider_id")),
    *(sa.column(name, sa.String()) for name in ("state", "needed", "provided", "used", "effective", "message_key")),
    sa.column("answer_key", sa.String()),
    *(sa.column(name, sa.Date()) for name in ("needed_by", "provided_on")),
    *(sa.column(name, MOMENT) for name in ("at", "provided_at")),
)
EVENT = sa.table(
    "support_event",
    *(sa.column(name, ID) for name in ("support_id", "person_id", "provider_id")),
    *(sa.column(name, sa.String()) for name in ("kind", "words", "level")),
    *(sa.column(name, sa.Date()) for name in ("recorded_on", "day")),
    sa.column("at", MOMENT),
)
PLAN = sa.table("plan", sa.column("id", ID), sa.column("organization_id", ID))
ORGANIZATION = sa.table("organization", sa.column("id", ID), sa.column("time_zone", sa.String()))


def upgrade() -> None:
    op.add_column("action_item", sa.Column("provides_support", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("support") as table:
        table.drop_constraint(op.f("ck_support_state"), type_="check")
        table.create_check_constraint(op.f("ck_support_state"), NEW_STATES)
        for name in TEXTS:
            table.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("message_key", sa.String(), nullable=True))
        for name in ("passed_on", "promised_for"):
            table.add_column(sa.Column(name, sa.Date(), nullable=True))
        for name, referred in REFERENCES:
            table.add_column(sa.Column(name, ID, nullable=True))
            table.create_foreign_key(op.f(f"fk_support_{name}_{referred}"), referred, [name], ["id"])
    op.create_index(op.f("ix_support_provider_item_id"), "support", ["provider_item_id"])
    _create_events()
    _carry_over()


def _create_events() -> None:
    op.create_table(
        "support_event",
        sa.Column("id", ID, nullable=False),
        sa.Column("support_id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("provider_id", ID, nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_support_event_kind")),
        sa.ForeignKeyConstraint(["support_id"], ["support.id"], name=op.f("fk_support_event_support_id_support")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_support_event_person_id_person")),
        sa.ForeignKeyConstraint(["provider_id"], ["person.id"], name=op.f("fk_support_event_provider_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_event")),
    )
    op.create_index("ix_support_event_support_recorded", "support_event", ["support_id", "recorded_on"])


def _carry_over() -> None:
    connection = op.get_bind()
    joined = SUPPORT.join(PLAN, PLAN.c.id == SUPPORT.c.plan_id).join(
        ORGANIZATION, ORGANIZATION.c.id == PLAN.c.organization_id
    )
    statement = sa.select(SUPPORT, ORGANIZATION.c.time_zone).select_from(joined).order_by(SUPPORT.c.id.desc())
    events, answers = [], set()
    for row in connection.execute(statement).all():
        answer_key = _topic_key(row.answer_key)
        values = {
            "effective": LEVELS.get(row.effective, row.effective),
            "message_key": f"support:{row.id}:asked:{row.provider_id}" if row.provider_id else None,
            # The newest of several people's answers about one topic is the one that counts.
            "answer_key": None if answer_key in answers else answer_key,
        }
        answers.add(answer_key)
        connection.execute(sa.update(SUPPORT).where(SUPPORT.c.id == row.id).values(values))
        events.append(list(_events(row)))
    for of_one in reversed(events):
        for event in of_one:
            connection.execute(sa.insert(EVENT).values(event))


def _topic_key(answer_key: str | None) -> str | None:
    """Round and topic, of round, item and person."""
    if answer_key is None:
        return None
    round_id, item_id, _person_id = answer_key.split(":")
    return f"{round_id}:item:{item_id}"


def _events(row: Any) -> Iterator[dict[str, Any]]:
    yield _event(row, "asked", row.at, row.asker_id, words=row.needed, day=row.needed_by)
    if row.state in ("provided", "rated"):
        at = row.provided_at or row.at
        yield _event(row, "provided", at, row.provider_id, words=row.provided, day=row.provided_on)
    if row.state == "declined":
        yield _event(row, "declined", row.at, row.provider_id, words=row.provided)
    if row.state == "rated":
        at = row.provided_at or row.at
        yield _event(row, "used", at, row.asker_id, words=row.used)
        yield _event(row, "rated", at, row.asker_id, level=LEVELS.get(row.effective, row.effective))


def _event(row: Any, kind: str, at: datetime, person_id: int | None, **values: object) -> dict[str, Any]:
    recorded_on = at.astimezone(ZoneInfo(row.time_zone)).date()
    stamp = {"at": at, "recorded_on": recorded_on, "person_id": person_id, "provider_id": row.provider_id}
    return {"support_id": row.id, "kind": kind, "words": "", "level": "", "day": None, **stamp, **values}


def downgrade() -> None:
    op.drop_table("support_event")
    connection = op.get_bind()
    for former, level in LEVELS.items():
        connection.execute(sa.update(SUPPORT).where(SUPPORT.c.effective == level).values(effective=former))
    for state, former in (("offered", "asked"), ("withdrawn", "declined")):
        connection.execute(sa.update(SUPPORT).where(SUPPORT.c.state == state).values(state=former))
    for row in connection.execute(sa.select(SUPPORT).where(SUPPORT.c.answer_key.is_not(None))).all():
        round_id, subject, topic_id = row.answer_key.split(":")
        key = f"{round_id}:{topic_id}:{row.asker_id}" if subject == "item" else None
        connection.execute(sa.update(SUPPORT).where(SUPPORT.c.id == row.id).values(answer_key=key))
    op.drop_index(op.f("ix_support_provider_item_id"), "support")
    with op.batch_alter_table("support") as table:
        table.drop_constraint(op.f("ck_support_state"), type_="check")
        table.create_check_constraint(op.f("ck_support_state"), STATES)
        for name, referred in REFERENCES:
            table.drop_constraint(op.f(f"fk_support_{name}_{referred}"), type_="foreignkey")
            table.drop_column(name)
        for name in (*TEXTS, "message_key", "passed_on", "promised_for"):
            table.drop_column(name)
    op.drop_column("action_item", "provides_support")
