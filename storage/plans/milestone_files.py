"""The milestones of a plan's file: their words are merged, and their dates become events."""

from datetime import date

from sqlalchemy import select

from plans.dates import PlanYear
from plans.item_events import Added, DueMoved
from plans.milestones import quarter_end
from plans.plan import Milestone
from storage.models import MilestoneRow
from storage.plans import milestones, plan_changes
from storage.plans.file_changes import FileMerge, Values, as_json


def save(batch: FileMerge, strategy_id: int, milestone: Milestone, year: PlanYear) -> int:
    """Add the milestone or apply what the file changed, and return its id.

    Without a date of its own in the file, it is due by the end of its quarter in `year`.
    """
    name = f"milestone {milestone.code}"
    row = batch.session.scalar(select(MilestoneRow).filter_by(plan_id=batch.plan_id, code=milestone.code))
    if row is not None:
        if batch.stays_out(row, name, {**_words(milestone), "due": milestone.due}):
            return row.id
        _change(batch, row, name, milestone, year)
        plan_changes.record_changed(batch.session, row, {"strategy_id": strategy_id}, batch.stamp, batch.why)
        row.strategy_id = strategy_id
        return row.id
    row = MilestoneRow(plan_id=batch.plan_id, strategy_id=strategy_id, code=milestone.code, **_words(milestone))
    batch.session.add(row)
    batch.session.flush()
    batch.now[name] = as_json({**_words(milestone), "due": milestone.due})
    due = milestone.due or quarter_end(milestone.quarter, year)
    milestones.record(batch.session, row.id, Added(recorded=batch.stamp.on, due=due, reason=batch.why), batch.stamp)
    return row.id


def _change(batch: FileMerge, row: MilestoneRow, name: str, milestone: Milestone, year: PlanYear) -> None:
    """The last day of a quarter is no date that anybody set, so it is neither a change nor a conflict."""
    by_quarter = quarter_end(row.quarter, year)
    set_date = None if row.due == by_quarter else row.due
    words = {**_words(milestone), "due": milestone.due}
    stored = {**{column: getattr(row, column) for column in _words(milestone)}, "due": set_date}
    taken = batch.merge_row(row, name, words, stored)
    _redate(batch, row, taken, by_quarter=quarter_end(taken.get("quarter", row.quarter), year), was_set=bool(set_date))
    for column, cell in taken.items():
        if column != "due":
            setattr(row, column, cell)


def _redate(batch: FileMerge, row: MilestoneRow, taken: Values, *, by_quarter: date | None, was_set: bool) -> None:
    set_date = taken.get("due", row.due if was_set else None)
    due = set_date or by_quarter
    if due != row.due:
        moved = DueMoved(recorded=batch.stamp.on, due=due, reason=batch.why)
        milestones.record(batch.session, row.id, moved, batch.stamp)


def _words(milestone: Milestone) -> Values:
    return {
        "title": milestone.title,
        "lead": milestone.lead,
        "team": list(milestone.team),
        "quarter": milestone.quarter,
        "practice": milestone.practice,
    }
