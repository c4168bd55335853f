"""Histories of action items by hand, put into a database and counted there as the product counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache

from sqlalchemy import Engine, StaticPool, create_engine, func, select
from sqlalchemy.orm import Session

from plans import progress
from plans.item_events import Added, Event
from plans.item_progress import Day
from plans.lagging import LaggingItems
from plans.progress import Progress
from storage.items import items
from storage.items import progress as item_progress
from storage.items.items import Stamp
from storage.models import (
    ActionItemRow,
    Base,
    MilestoneRow,
    OrganizationRow,
    PlanRow,
    PriorityRow,
    StrategyRow,
    WorkspaceRow,
)


@dataclass(frozen=True, slots=True)
class ItemHistory:
    code: str
    text: str
    strategy: str
    owner: str | None
    events: tuple[Event, ...]
    """In the order in which they were recorded; the first is `Added`."""

    def __post_init__(self) -> None:
        assert isinstance(self.events[0], Added)


def count(histories: Iterable[ItemHistory], day: Day) -> Progress:
    with _plan(histories) as (session, plan_id):
        return item_progress.count(session, plan_id, day)


def by_strategy(histories: Iterable[ItemHistory], day: Day) -> Mapping[str, Progress]:
    with _plan(histories) as (session, plan_id):
        return progress.by_strategy(item_progress.groups(session, [plan_id], day.on)[plan_id], day)


def lagging(histories: Iterable[ItemHistory], day: Day) -> LaggingItems:
    with _plan(histories) as (session, plan_id):
        return item_progress.lagging_items(session, plan_id, day)


@contextmanager
def _plan(histories: Iterable[ItemHistory]) -> Iterator[tuple[Session, int]]:
    with Session(_in_memory()) as session:  # never committed
        yield session, write_plan(session, list(histories))


@cache
def _in_memory() -> Engine:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    return engine


def write_plan(session: Session, histories: Sequence[ItemHistory]) -> int:
    """A plan with these items; returns its id."""
    session.merge(WorkspaceRow(id="T1", name="Larkmoor", bot_user="B1"))
    session.flush()
    schools = session.scalar(select(func.count()).select_from(OrganizationRow))
    organization = OrganizationRow(workspace_id="T1", name=f"School {schools}", level="school")
    session.add(organization)
    session.flush()
    starts, ends = date(2026, 8, 17), date(2027, 6, 30)
    years = {"school_year": "2026-27", "starts_on": starts, "ends_on": ends, "created_on": starts}
    plan = PlanRow(organization_id=organization.id, title="Plan", **years)
    session.add(plan)
    session.flush()
    milestones = {
        strategy: _milestone(session, plan.id, strategy) for strategy in dict.fromkeys(h.strategy for h in histories)
    }
    for history in histories:
        row = ActionItemRow(
            plan_id=plan.id,
            milestone_id=milestones[history.strategy],
            code=history.code,
            text=history.text,
            owner_role=history.owner,
        )
        session.add(row)
        session.flush()
        for event in history.events:
            at = datetime.combine(event.recorded, time(12), UTC)
            items.record(session, row.id, event, Stamp(at=at, on=event.recorded))
    session.flush()
    return plan.id


def _milestone(session: Session, plan_id: int, code: str) -> int | None:
    if not code:
        return None
    priority = PriorityRow(plan_id=plan_id, code=code, title="Priority")
    session.add(priority)
    session.flush()
    strategy = StrategyRow(plan_id=plan_id, priority_id=priority.id, code=code, title="Strategy")
    session.add(strategy)
    session.flush()
    milestone = MilestoneRow(plan_id=plan_id, strategy_id=strategy.id, code=code, title="Milestone")
    session.add(milestone)
    session.flush()
    return milestone.id
