"""A plan as it read at the end of a day: its rows as they are now, without what was recorded later."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from conversations.documents.implementation import ItemRecord
from conversations.parts import PartKind
from plans.item_progress import Day
from plans.mentions import mention
from plans.plan import ActionItem, Goal, Measure, Milestone, Plan, Priority, Strategy
from storage.documents.implementation import item_records
from storage.models import (
    ActionItemRow,
    GoalRow,
    MeasureRow,
    MilestoneRow,
    PlanChangeRow,
    PlanRow,
    PriorityRow,
    StrategyRow,
    SwotFactorRow,
)
from storage.plans import milestones
from storage.plans.plan_changes import DATES, LISTS, OWNER, date_of, in_plan_on, list_of
from storage.plans.plans import PlanSummary
from storage.plans.wordings import before_later_changes
from storage.rows import Columns, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class SwotFactor:
    kind: PartKind
    text: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOnDay:
    plan: Plan
    """Without its benchmarks and its canceled action items. People stand in it by their ids."""
    without_milestone: Sequence[ActionItem]
    swot_factors: Sequence[SwotFactor]


def load(session: Session, plan: PlanSummary, day: Day, *, with_items: bool = True) -> PlanOnDay:
    return _PlanReader(session, plan, day).read(with_items=with_items)


class _PlanReader:
    def __init__(self, session: Session, plan: PlanSummary, day: Day) -> None:
        self._session, self._plan, self._day = session, plan, day

    def read(self, *, with_items: bool) -> PlanOnDay:
        items = self._items() if with_items else {}
        texts = self._texts(self._rows(PlanRow, PlanRow.id == self._plan.id, *_DIRECTION)[0], *_DIRECTION)
        plan = Plan(
            organization=self._plan.organization,
            school_year=self._plan.school_year,
            goals=self._goals(),
            priorities=self._priorities(items),
            **texts,
        )
        return PlanOnDay(plan=plan, without_milestone=items.get("", ()), swot_factors=self._swot_factors())

    def _parts(self, table: Any, *fields: str) -> Sequence[Columns]:
        """The table's rows that were in the plan on the day, in the plan's order."""
        in_plan = and_(table.plan_id == self._plan.id, in_plan_on(table, self._day.on))
        return self._rows(table, in_plan, *fields)

    def _rows(self, table: Any, which: ColumnElement[bool], *fields: str) -> Sequence[Columns]:
        """With what each of the fields held before it was changed after the day."""
        before = [before_later_changes(getattr(table, name), self._day.on).label(f"{name}_before") for name in fields]
        return rows(self._session, select(table.__table__, *before).where(which).order_by(table.id))

    def _texts(self, row: Columns, *fields: str) -> dict[str, Any]:
        return {name: _cell(row, name) for name in fields}

    def _swot_factors(self) -> list[SwotFactor]:
        fields = ("text", "evidence")
        return [
            SwotFactor(kind=PartKind(row.kind), **self._texts(row, *fields))
            for row in self._parts(SwotFactorRow, *fields)
        ]

    def _goals(self) -> tuple[Goal, ...]:
        measures, fields = self._measures("goal_id"), ("text", "explanation")
        return tuple(
            Goal(code=row.code, measures=tuple(measures[row.id]), **self._texts(row, *fields))
            for row in self._parts(GoalRow, *fields)
        )

    def _measures(self, parent: str) -> Mapping[int, list[Measure]]:
        fields = ("indicator", "source", "baseline", "targets")
        grouped: dict[int, list[Measure]] = defaultdict(list)
        for row in self._parts(MeasureRow, *fields):
            texts = self._texts(row, *fields)
            grouped[getattr(row, parent)].append(Measure(**{**texts, "targets": tuple(texts["targets"])}))
        return grouped

    def _priorities(self, items: Mapping[str, Sequence[ActionItem]]) -> tuple[Priority, ...]:
        of_priority: dict[int, list[Strategy]] = defaultdict(list)
        measures, milestones_of = self._measures("strategy_id"), self._milestones(items)
        fields = ("title", "if_we", "then", "and_so", "practice", "lead", "resources")
        for row in self._parts(StrategyRow, *fields):
            strategy = Strategy(
                code=row.code,
                measures=tuple(measures[row.id]),
                milestones=tuple(milestones_of[row.id]),
                **self._texts(row, *fields),
            )
            of_priority[row.priority_id].append(strategy)
        return tuple(
            Priority(code=row.code, strategies=tuple(of_priority[row.id]), **self._texts(row, "title", "lead"))
            for row in self._parts(PriorityRow, "title", "lead")
        )

    def _milestones(self, items: Mapping[str, Sequence[ActionItem]]) -> Mapping[int, list[Milestone]]:
        standing = {each.code: each for each in milestones.as_of(self._session, self._plan.id, self._day)}
        fields = ("title", "lead", "team", "quarter")
        grouped: dict[int, list[Milestone]] = defaultdict(list)
        for row in self._parts(MilestoneRow, *fields):
            progress, texts = standing.get(row.code), self._texts(row, *fields)
            if progress is not None:
                own_items = tuple(items.get(row.code, ()))
                milestone = Milestone(
                    code=row.code, due=progress.due, action_items=own_items, **{**texts, "team": tuple(texts["team"])}
                )
                grouped[row.strategy_id].append(milestone)
        return grouped

    def _items(self) -> Mapping[str, list[ActionItem]]:
        """By the code of the milestone."""
        of_plan = self._rows(ActionItemRow, ActionItemRow.plan_id == self._plan.id, *_ITEM)
        by_code, later = {row.code: row for row in of_plan}, self._first_later_owners()
        return {
            code: [
                item
                for record in records
                if (item := self._item(by_code[record.code], record, later.get(by_code[record.code].id))) is not None
            ]
            for code, records in item_records(self._session, self._plan, self._day.on).items()
        }

    def _first_later_owners(self) -> Mapping[int, Columns]:
        """The first change of each item's owner after the day."""
        statement = (
            select(PlanChangeRow.row_id, PlanChangeRow.before, PlanChangeRow.before_person_id)
            .where(PlanChangeRow.plan_id == self._plan.id, PlanChangeRow.recorded_on > self._day.on)
            .where(PlanChangeRow.place == ActionItemRow.__tablename__, PlanChangeRow.field == OWNER)
            .order_by(PlanChangeRow.id.desc())
        )
        return {row.row_id: row for row in rows(self._session, statement)}

    def _item(self, row: Columns, record: ItemRecord, later: Columns | None) -> ActionItem | None:
        """None if it was canceled. `later` is the first change of its owner after the day."""
        progress = record.at(self._day.on)
        if progress is None or progress.cancelled:
            return None
        person_id, role = (later.before_person_id, later.before) if later else (row.owner_id, row.owner)
        texts = self._texts(row, *_ITEM)
        return ActionItem(
            code=row.code,
            owner=mention(person_id) if person_id is not None else role or "",
            due=progress.due,
            ongoing=progress.due is None,
            **{**texts, "collaborators": tuple(texts["collaborators"])},
        )


_DIRECTION = ("title", "vision", "mission", "purpose")
_ITEM = ("text", "start", "output", "resources", "collaborators")


def _cell(row: Columns, name: str) -> Any:
    before, cell = getattr(row, f"{name}_before"), getattr(row, name)
    if before is None:
        return cell
    return list_of(before) if name in LISTS else date_of(before) if name in DATES else before
