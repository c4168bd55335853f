"""What minutes promise, and what people report about it, is kept

The next steps of each plan's newest published minutes become promises: items by the date they had then, recovery steps
and mitigations. Older minutes are not asked about any more.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.types import Moment

revision = "0024"
down_revision = "0023"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ONE_SUBJECT = (
    "(kind = 'item' AND item_id IS NOT NULL AND answer_id IS NULL AND risk_id IS NULL) OR "
    "(kind = 'recovery' AND item_id IS NULL AND answer_id IS NOT NULL AND risk_id IS NULL) OR "
    "(kind = 'mitigation' AND item_id IS NULL AND answer_id IS NULL AND risk_id IS NOT NULL)"
)


def upgrade() -> None:
    with op.batch_alter_table("answer") as table:
        table.add_column(sa.Column("recovery_by", sa.Date(), nullable=True))
    _reports()
    _promises()
    _carry_over()


def _reports() -> None:
    op.create_table(
        "risk_report",
        sa.Column("id", ID, nullable=False),
        sa.Column("risk_id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        *_reported(),
        sa.CheckConstraint("outcome IN ('happened', 'avoided', 'open')", name=op.f("ck_risk_report_outcome")),
        *_references("risk_report", "risk", "round", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_report")),
    )
    op.create_index(op.f("ix_risk_report_risk_id"), "risk_report", ["risk_id"])
    op.create_table(
        "promise_report",
        sa.Column("id", ID, nullable=False),
        sa.Column("answer_id", ID, nullable=True),
        sa.Column("risk_id", ID, nullable=True),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("happened", sa.String(), nullable=False),
        *_reported(),
        sa.CheckConstraint("happened IN ('yes', 'partly', 'no')", name=op.f("ck_promise_report_happened")),
        sa.CheckConstraint("(answer_id IS NULL) <> (risk_id IS NULL)", name=op.f("ck_promise_report_one_promise")),
        *_references("promise_report", "answer", "risk", "round", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise_report")),
    )
    for column in ("answer_id", "risk_id"):
        op.create_index(op.f(f"ix_promise_report_{column}"), "promise_report", [column])


def _promises() -> None:
    op.create_table(
        "promise",
        sa.Column("id", ID, nullable=False),
        sa.Column("minutes_id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("item_id", ID, nullable=True),
        sa.Column("answer_id", ID, nullable=True),
        sa.Column("risk_id", ID, nullable=True),
        sa.Column("owner_id", ID, nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.CheckConstraint(ONE_SUBJECT, name=op.f("ck_promise_one_subject")),
        *_references("promise", "minutes", "answer", "risk"),
        sa.ForeignKeyConstraint(["item_id"], ["action_item.id"], name=op.f("fk_promise_item_id_action_item")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_promise_owner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    for column in ("minutes_id", "item_id"):
        op.create_index(op.f(f"ix_promise_{column}"), "promise", [column])


def _reported() -> Iterator[sa.Column[Any]]:
    yield sa.Column("person_id", ID, nullable=False)
    yield sa.Column("at", Moment(), nullable=False)
    yield sa.Column("recorded_on", sa.Date(), nullable=False)


def _references(table: str, *others: str) -> Iterator[sa.ForeignKeyConstraint]:
    for other in others:
        name = op.f(f"fk_{table}_{other}_id_{other}")
        yield sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=name)


# ---------------------------------------------------------------- the newest minutes' next steps

NEWEST_MINUTES = sa.text(
    "SELECT id, plan_id, period, content, published_at FROM minutes AS newest WHERE state = 'published'"
    " AND period = (SELECT MAX(period) FROM minutes WHERE plan_id = newest.plan_id AND state = 'published')"
).columns(content=sa.JSON(), published_at=Moment())
ITEM = sa.text("SELECT id, owner_id FROM action_item WHERE plan_id = :plan_id AND code = :code")
DUE = sa.text(
    "SELECT due FROM item_event WHERE item_id = :item_id AND kind IN ('added', 'due_moved') AND at <= :at"
    " ORDER BY id DESC LIMIT 1"
).bindparams(sa.bindparam("at", type_=Moment()))
RECOVERY = sa.text(
    "SELECT answer.id, COALESCE(answer.for_person_id, answer.person_id) AS owner_id FROM answer"
    " JOIN round ON round.id = answer.round_id LEFT JOIN action_item ON action_item.id = answer.item_id"
    " LEFT JOIN milestone ON milestone.id = answer.milestone_id"
    " WHERE round.plan_id = :plan_id AND round.period = :period AND recovery <> ''"
    " AND COALESCE(action_item.code, milestone.code) = :code ORDER BY answer.id DESC LIMIT 1"
)
RISK = sa.text(
    "SELECT risk.id, risk.owner_id FROM risk JOIN check_in_request ON check_in_request.id = risk.request_id"
    " JOIN round ON round.id = check_in_request.round_id JOIN person ON person.id = risk.person_id"
    " WHERE round.plan_id = :plan_id AND round.period = :period AND person.name = :name AND mitigation <> ''"
    " ORDER BY risk.id LIMIT 1"
)


def _carry_over() -> None:
    promise = sa.table(
        "promise",
        *(sa.column(name) for name in ("minutes_id", "kind", "item_id", "answer_id", "risk_id", "owner_id")),
        sa.column("due", sa.Date()),
    )
    for minutes in op.get_bind().execute(NEWEST_MINUTES).all():
        for line in minutes.content.get("sections", {}).get("next_steps", ()):
            row = _promise(minutes, line.get("key", ""))
            if row is not None:
                op.get_bind().execute(promise.insert().values(minutes_id=minutes.id, **row))


def _promise(minutes: Any, key: str) -> dict[str, Any] | None:
    """What the line with this key promised: an item's code, a recovery step's, or who named the risk."""
    kind, _, rest = key.partition(":")
    about = {"plan_id": minutes.plan_id, "period": minutes.period}
    match kind:
        case "coming_up":
            return _item(minutes.plan_id, rest, minutes.published_at)
        case "recovery":
            return _row("answer_id", "recovery", RECOVERY, {**about, "code": rest.partition(":")[0]})
        case "mitigation":
            return _row("risk_id", "mitigation", RISK, {**about, "name": rest.rpartition(":")[0]})
    return None


def _item(plan_id: int, code: str, at: datetime) -> dict[str, Any] | None:
    row = _row("item_id", "item", ITEM, {"plan_id": plan_id, "code": code})
    due = op.get_bind().execute(DUE.columns(due=sa.Date()), {"item_id": row["item_id"], "at": at}) if row else None
    return {**row, "due": due.scalar()} if row and due else None


def _row(column: str, kind: str, query: sa.TextClause, values: dict[str, Any]) -> dict[str, Any] | None:
    subject = op.get_bind().execute(query, values).first()
    return {"kind": kind, column: subject.id, "owner_id": subject.owner_id} if subject else None


def downgrade() -> None:
    for table in ("promise", "promise_report", "risk_report"):
        op.drop_table(table)
    with op.batch_alter_table("answer") as answers:
        answers.drop_column("recovery_by")
