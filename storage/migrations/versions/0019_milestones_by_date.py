"""Milestones have a due date and a history; what was answered about them so far becomes its beginning"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0019"
down_revision = "0018"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = storage.types.Moment(timezone=True)


def _table(name: str, **types: Any) -> sa.TableClause:
    return sa.table(name, *(sa.column(column, column_type) for column, column_type in types.items()))


MILESTONE = _table("milestone", id=ID, plan_id=ID, quarter=sa.String(), due=sa.Date(), completed_on=sa.Date())
PLAN = _table("plan", id=ID, organization_id=ID, starts_on=sa.Date(), created_on=sa.Date(), imported=sa.JSON())
ORGANIZATION = _table("organization", id=ID, parent_id=ID)
TERM = _table("term", organization_id=ID, kind=sa.String(), number=sa.Integer(), first=sa.Date(), last=sa.Date())
ANSWER = _table(
    "answer",
    id=ID,
    milestone_id=ID,
    person_id=ID,
    at=MOMENT,
    on=sa.Date(),
    status=sa.String(),
    cause=sa.String(),
    evidence=sa.String(),
    completed_on=sa.Date(),
)
EVENT = _table(
    "milestone_event",
    milestone_id=ID,
    kind=sa.String(),
    at=MOMENT,
    recorded_on=sa.Date(),
    due=sa.Date(),
    completed_on=sa.Date(),
    status=sa.String(),
    reason=sa.String(),
    evidence=sa.String(),
    person_id=ID,
)
EMPTY = {"due": None, "completed_on": None, "status": None, "reason": "", "evidence": "", "person_id": None}


def upgrade() -> None:
    op.add_column("milestone", sa.Column("due", sa.Date(), nullable=True))
    op.add_column("milestone", sa.Column("completed_on", sa.Date(), nullable=True))
    op.create_table(
        "milestone_event",
        sa.Column("id", ID, nullable=False),
        sa.Column("milestone_id", ID, nullable=False),
        sa.Column("kind", storage.types.Words(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("status", storage.types.Words(), nullable=True),
        sa.Column("reason", storage.types.Words(), nullable=False),
        sa.Column("evidence", storage.types.Words(), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.CheckConstraint(
            "kind IN ('added', 'due_moved', 'completed', 'reopened', 'reported')", name=op.f("ck_milestone_event_kind")
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_milestone_event_milestone_id_milestone")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_milestone_event_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_event")),
    )
    op.create_index("ix_milestone_event_milestone_recorded", "milestone_event", ["milestone_id", "recorded_on"])
    _carry_over(op.get_bind())
    _remember_no_dates(op.get_bind())


def downgrade() -> None:
    op.drop_table("milestone_event")
    with op.batch_alter_table("milestone") as batch_op:
        batch_op.drop_column("completed_on")
        batch_op.drop_column("due")


# ---------------------------------------------------------------- existing milestones


def _carry_over(connection: sa.Connection) -> None:
    """Each milestone was added with its plan, due by the end of its quarter; its answers follow in their order."""
    answers: dict[int, list[Any]] = {}
    given = sa.select(ANSWER).where(ANSWER.c.milestone_id.is_not(None)).order_by(ANSWER.c.id)
    for answer in connection.execute(given):
        answers.setdefault(answer.milestone_id, []).append(answer)
    ends = _QuarterEnds(connection)
    milestones = sa.select(MILESTONE.c.id, MILESTONE.c.quarter, PLAN.c.organization_id, PLAN.c.starts_on)
    milestones = milestones.add_columns(PLAN.c.created_on).join(PLAN, PLAN.c.id == MILESTONE.c.plan_id)
    for row in connection.execute(milestones.order_by(MILESTONE.c.id)).all():
        due = ends.of(row.quarter, row.organization_id, row.starts_on)
        added = {"kind": "added", "at": datetime.combine(row.created_on, time(12), UTC), "recorded_on": row.created_on}
        events = [EMPTY | added | {"due": due}, *_events(answers.get(row.id, ()))]
        connection.execute(sa.insert(EVENT), [event | {"milestone_id": row.id} for event in events])
        completed_on = events[-1]["completed_on"]
        columns = {"due": due, "completed_on": completed_on}
        connection.execute(sa.update(MILESTONE).where(MILESTONE.c.id == row.id).values(columns))


def _events(answers: Any) -> Iterator[dict[str, Any]]:
    is_complete = False
    for answer in answers:
        common = EMPTY | {"at": answer.at, "recorded_on": answer.on, "person_id": answer.person_id}
        is_done = answer.status == "done"
        if is_complete and not is_done:
            yield common | {"kind": "reopened"}
        yield common | {"kind": "reported", "status": answer.status, "reason": answer.cause}
        if is_done:
            completed_on = answer.completed_on or answer.on
            yield common | {"kind": "completed", "completed_on": completed_on, "evidence": answer.evidence}
        is_complete = is_done


def _remember_no_dates(connection: sa.Connection) -> None:
    """No file has had dates of milestones so far, so the next one's are news and no conflict."""
    for plan_id, imported in connection.execute(sa.select(PLAN.c.id, PLAN.c.imported)).all():
        parts = {
            name: {"due": None} | values if name.startswith("milestone ") else values
            for name, values in imported.items()
        }
        connection.execute(sa.update(PLAN).where(PLAN.c.id == plan_id).values(imported=parts))


class _QuarterEnds:
    """The last days of the quarters, by the nearest calendar that has all four, else three months each from July on."""

    def __init__(self, connection: sa.Connection) -> None:
        self._parents = dict(connection.execute(sa.select(ORGANIZATION.c.id, ORGANIZATION.c.parent_id)).all())
        self._terms: dict[int, list[Any]] = {}
        for term in connection.execute(sa.select(TERM).where(TERM.c.kind == "quarter").order_by(TERM.c.first)):
            self._terms.setdefault(term.organization_id, []).append(term)

    def of(self, quarter: str, organization_id: int, starts_on: date) -> date | None:
        match = re.fullmatch(r"\s*(?:q|qtr|quarter)?\s*([1-4])(?:st|nd|rd|th)?\s*(?:quarter|qtr)?\s*", quarter.lower())
        if match is None:
            return None
        year = starts_on.year if starts_on.month >= _JULY else starts_on.year - 1
        first, last = date(year, _JULY, 1), date(year + 1, _JULY, 1) - timedelta(days=1)
        place: int | None = organization_id
        while place is not None:
            own = [term for term in self._terms.get(place, ()) if first <= term.first <= last]
            if len(own) == len(_ENDS):
                ends: date = own[int(match[1]) - 1].last
                return ends
            place = self._parents.get(place)
        later, month, day = _ENDS[int(match[1]) - 1]
        return date(year + later, month, day)


_JULY = 7
_ENDS = ((0, 9, 30), (0, 12, 31), (1, 3, 31), (1, 6, 30))
"""Years after the first, month and day."""
