"""An item's event says where the item stands after it, so that a count reads one event for each item"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INDEX = "ix_item_event_item_recorded"


def _columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("after_due", sa.Date()),
        sa.Column("after_first_due", sa.Date()),
        sa.Column("after_times_moved", ID, nullable=False, server_default="0"),
        sa.Column("after_completed_on", sa.Date()),
        sa.Column("after_cancelled", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("after_cancelled_overdue", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("after_said_behind", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("after_on_track_on", sa.Date()),
        sa.Column("after_cause_id", ID),
    ]


NOTHING = {column.name: None for column in _columns()} | {
    "after_times_moved": 0,
    "after_cancelled": False,
    "after_cancelled_overdue": False,
    "after_said_behind": False,
}
EVENTS = sa.table(
    "item_event",
    sa.column("id", ID),
    sa.column("item_id", ID),
    sa.column("kind", sa.String()),
    sa.column("recorded_on", sa.Date()),
    sa.column("due", sa.Date()),
    sa.column("completed_on", sa.Date()),
    sa.column("status", sa.String()),
    sa.column("reason", sa.String()),
    *(sa.column(column.name, column.type) for column in _columns()),
)
AT_ONCE = 1000


def upgrade() -> None:
    with op.batch_alter_table("item_event") as batch_op:
        for column in _columns():
            batch_op.add_column(column)
        batch_op.create_foreign_key(
            op.f("fk_item_event_after_cause_id_item_event"), "item_event", ["after_cause_id"], ["id"]
        )
        batch_op.drop_index(INDEX)
        batch_op.create_index(INDEX, ["item_id", "recorded_on", "id"])
    _fill()


def _fill() -> None:
    connection = op.get_bind()
    items = connection.scalars(sa.select(EVENTS.c.item_id).distinct().order_by(EVENTS.c.item_id)).all()
    for first in range(0, len(items), AT_ONCE):
        some = items[first : first + AT_ONCE]
        events = connection.execute(
            sa.select(EVENTS).where(EVENTS.c.item_id.between(some[0], some[-1])).order_by(EVENTS.c.item_id, EVENTS.c.id)
        )
        stands: list[dict[str, Any]] = []
        item, after = None, NOTHING
        for event in events.mappings().all():
            if event["item_id"] != item:
                item, after, newest = event["item_id"], NOTHING, event["recorded_on"]
            newest = max(newest, event["recorded_on"])
            after = _after(after, event)
            is_cause = event["kind"] == "reported" and event["reason"]
            stands.append({**after, "event_id": event["id"], "newest": newest})
            if is_cause:
                after = {**after, "after_cause_id": event["id"]}
        changed: dict[str, Any] = {name: sa.bindparam(name) for name in NOTHING} | {
            "recorded_on": sa.bindparam("newest")
        }
        connection.execute(sa.update(EVENTS).where(EVENTS.c.id == sa.bindparam("event_id")).values(changed), stands)


def _after(before: dict[str, Any], event: Any) -> dict[str, Any]:
    """Counting's rules as they were when these columns came."""
    match event["kind"]:
        case "added":
            return {**NOTHING, "after_due": event["due"], "after_first_due": event["due"]}
        case "completed":
            return {**before, "after_completed_on": event["completed_on"], "after_cancelled": False}
        case "reopened":
            words = {"after_said_behind": False, "after_on_track_on": None, "after_cause_id": None}
            return {**before, **words, "after_completed_on": None, "after_cancelled": False}
        case "due_moved":
            return _moved(before, event["due"])
        case "cancelled":
            due = before["after_due"]
            overdue = before["after_completed_on"] is None and due is not None and due < event["recorded_on"]
            return {**before, "after_cancelled": True, "after_cancelled_overdue": overdue}
        case _:
            on_track_on = event["recorded_on"] if event["status"] == "on_track" else None
            return {**before, "after_said_behind": event["status"] == "behind", "after_on_track_on": on_track_on}


def _moved(before: dict[str, Any], due: Any) -> dict[str, Any]:
    if due == before["after_due"]:
        return before
    return {
        **before,
        "after_due": due,
        "after_first_due": before["after_first_due"] or due,
        "after_times_moved": before["after_times_moved"] + (before["after_due"] is not None),
        "after_said_behind": False,
        "after_cause_id": None,
    }


def downgrade() -> None:
    with op.batch_alter_table("item_event") as batch_op:
        batch_op.drop_constraint(op.f("fk_item_event_after_cause_id_item_event"), type_="foreignkey")
        batch_op.drop_index(INDEX)
        batch_op.create_index(INDEX, ["item_id", "recorded_on"])
        for column in _columns():
            batch_op.drop_column(column.name)
