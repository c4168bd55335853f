"""Merges a plan's file: compares it with the last import and with the plan as it is now.

The file's own changes are applied. What people changed in Slack is overwritten only with their leader's consent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.sheet_changes import Conflict, Verdict, judge
from storage.items.items import Stamp
from storage.models import (
    BenchmarkRow,
    GoalRow,
    MeasureRow,
    MilestoneRow,
    PlanRow,
    PriorityRow,
    StrategyRow,
    WrittenPartRow,
)
from storage.plans import plan_changes
from storage.plans.plan_changes import cell_text

Row = PlanRow | GoalRow | PriorityRow | StrategyRow | MilestoneRow | MeasureRow | BenchmarkRow
NEVER_SET: Final = object()
"""No file has set this column. Differs from every cell."""
DATE_OF_MILESTONE: Final = (MilestoneRow.__tablename__, "due")
Values = Mapping[str, Any]
"""Column by column, in JSON's types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    code: str
    part: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMerge:
    """Shared by all parts of one import, and collects what it changed."""

    session: Session
    plan_id: int
    why: str
    """The reason of its changes: the manager's, or else the file's name."""
    stamp: Stamp
    overwrite: bool
    """The file wins where both it and people in Slack changed something."""
    before: Mapping[str, Values]
    """What the last file said, by part."""
    is_first: bool = False
    """Whether the plan has no parts yet: then its parts are added with it, and not one by one."""
    serves: Mapping[str, str] = field(default_factory=dict)
    """The keys of the objectives that the file's strategies serve, by the strategies' codes."""
    now: dict[str, Values] = field(default_factory=dict)
    changed: list[FileChange] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    def merge_row(self, row: Row, name: str, values: Values, now: Values | None = None) -> dict[str, Any]:
        """The columns to set in a row above the action items. `name` is how people know it: `goal 1`.

        `now` are the present values, if they are not simply the row's.
        """
        from_file = as_json(values)
        stored = as_json(now if now is not None else {column: getattr(row, column) for column in values})
        before = self.before.get(name)
        if before is None and not self._is_written(row):
            before = stored
        taken, self.now[name] = self.compare(name, before, from_file, stored)
        cells = {column: values[column] for column in taken}
        # The dates of milestones have events of their own.
        words = {column: cell for column, cell in cells.items() if (row.__tablename__, column) != DATE_OF_MILESTONE}
        plan_changes.record_changed(self.session, row, words, self.stamp, self.why)
        return cells

    def record_added(self, row: Row) -> None:
        if not self.is_first:
            plan_changes.record_added(self.session, row, self.stamp, self.why)

    def stays_out(self, row: GoalRow | PriorityRow | StrategyRow | MilestoneRow, name: str, values: Values) -> bool:
        """Whether people have taken the part out since a file had it. A part that is new in the file is in the plan."""
        if not row.dropped:
            return False
        if self.leaves_out(name, values):
            return True
        plan_changes.record_added(self.session, row, self.stamp, self.why)
        row.dropped = False
        return False

    def leaves_out(self, name: str, values: Values) -> bool:
        """Of a part that is out of the plan: whether the file, which had it before, leaves it out.

        If the file has changed it since, a person decides.
        """
        before = self.before.get(name)
        if before is None or self.overwrite:
            return False
        self.now[name] = before
        if as_json(values) != {column: before.get(column) for column in values}:
            self.conflicts.append(Conflict(code=name, part="", exported="", sheet="", now=""))
        return True

    def compare(
        self, name: str, before: Values | None, from_file: Values, stored: Values
    ) -> tuple[list[str], dict[str, Any]]:
        """Return the columns to take from the file, and the values to store as imported.

        A change that was not taken comes up again at the next import. `before` is None if no file has had this part.
        """
        taken: list[str] = []
        remembered = dict(from_file)
        for column, cell in from_file.items():
            was = _was(before, column, cell, stored[column])
            verdict = judge(was, cell, stored[column])
            if verdict is Verdict.CONFLICT and not self.overwrite:
                self.conflicts.append(_conflict(name, column, was, cell, stored[column]))
                del remembered[column]
                if before is not None and column in before:
                    remembered[column] = was
            elif verdict is not Verdict.KEEP:
                taken.append(column)
                self.changed.append(
                    FileChange(code=name, part=column, old=cell_text(stored[column]), new=cell_text(cell))
                )
        return taken, remembered

    def _is_written(self, row: Row) -> bool:
        """Whether a dialog wrote the row."""
        written = select(WrittenPartRow.key).filter_by(place=row.__tablename__, row_id=row.id).limit(1)
        return self.session.scalar(written) is not None


def _was(before: Values | None, column: str, cell: object, stored: object) -> object:
    """What the last file said. A column that no file had, and that is empty in the plan, can be filled by this one."""
    if before is not None and (column in before or not stored):
        return before.get(column, stored)
    return NEVER_SET if cell else cell


def as_json(values: Values) -> dict[str, Any]:
    return {name: cell.isoformat() if isinstance(cell, date) else cell for name, cell in values.items()}


def _conflict(name: str, column: str, was: object, from_file: object, stored: object) -> Conflict:
    return Conflict(
        code=name,
        part=column,
        exported="" if was is NEVER_SET else cell_text(was),
        sheet=cell_text(from_file),
        now=cell_text(stored),
    )
