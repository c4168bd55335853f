"""Takes a part out of a plan, with the open work that belongs to it. Rows stay; each is recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.parts import PartKind
from storage.items.items import Stamp, is_open
from storage.models import ActionItemRow, BenchmarkRow, MeasureRow, MilestoneRow
from storage.plans import taking_back
from storage.plans.part_search import NamedPart
from storage.plans.places import Footprint, PlanRowReference


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """What leaves the plan together with a part. What was completed stays in it, and stays counted."""

    milestones: Sequence[MilestoneRow] = ()
    benchmarks: Sequence[BenchmarkRow] = ()
    measures: Sequence[MeasureRow] = ()
    items: Sequence[ActionItemRow] = ()

    @property
    def places(self) -> Iterator[PlanRowReference]:
        """Those that are not action items."""
        rows: tuple[MilestoneRow | BenchmarkRow | MeasureRow, ...]
        rows = (*self.milestones, *self.benchmarks, *self.measures)
        yield from (PlanRowReference(row.__tablename__, row.id) for row in rows)


def open_work(session: Session, part: NamedPart) -> OpenWork:
    if part.kind is PartKind.MILESTONE:
        return OpenWork(items=_open_items(session, [part.row_id]))
    if part.kind is not PartKind.STRATEGY:
        return OpenWork()
    under = {"strategy_id": part.row_id, "dropped": False}
    milestones = select(MilestoneRow).filter_by(**under).where(MilestoneRow.completed_on.is_(None))
    milestone_ids = session.scalars(select(MilestoneRow.id).filter_by(strategy_id=part.row_id)).all()
    return OpenWork(
        milestones=session.scalars(milestones.order_by(MilestoneRow.id)).all(),
        benchmarks=session.scalars(select(BenchmarkRow).filter_by(**under).order_by(BenchmarkRow.id)).all(),
        measures=session.scalars(select(MeasureRow).filter_by(**under).order_by(MeasureRow.id)).all(),
        items=_open_items(session, milestone_ids),
    )


def _open_items(session: Session, milestone_ids: Sequence[int]) -> Sequence[ActionItemRow]:
    statement = select(ActionItemRow).where(ActionItemRow.milestone_id.in_(milestone_ids), is_open())
    return session.scalars(statement.order_by(ActionItemRow.id)).all()


def take_out(session: Session, part: NamedPart, work: OpenWork, stamp: Stamp, why: str) -> None:
    """Take out the part and what belongs to it. Action items have moves of their own."""
    for place in (*work.places, part.place):
        taking_back.take_back(session, place, Footprint(), stamp, why)
