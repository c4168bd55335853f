"""The benchmarks and measures of a plan, as the minutes list them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.check_in import Subject
from storage.models import BenchmarkRow, MeasureRow

MEASURE = "measure"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedOutcome:
    key: str
    """As the key of a topic about it."""
    kind: str
    """early_evidence, short_term, final or measure."""
    text: str
    due: date | None = None
    detail: str = ""
    """A measure's baseline and targets."""


def of_plan(session: Session, plan_id: int) -> list[PlannedOutcome]:
    """Benchmarks by kind, from early evidence to final, then measures; without those that the file dropped."""
    benchmarks = session.scalars(
        select(BenchmarkRow).filter_by(plan_id=plan_id, dropped=False).order_by(BenchmarkRow.kind, BenchmarkRow.id)
    ).all()
    order = ("early_evidence", "short_term", "final")
    measures = session.scalars(select(MeasureRow).filter_by(plan_id=plan_id, dropped=False).order_by(MeasureRow.id))
    return [
        *(
            PlannedOutcome(key=f"{Subject.BENCHMARK}:{row.id}", kind=row.kind, text=row.text, due=row.due)
            for row in sorted(benchmarks, key=lambda row: order.index(row.kind))
        ),
        *(
            PlannedOutcome(
                key=f"{Subject.MEASURE}:{row.id}",
                kind=MEASURE,
                text=row.indicator,
                detail=" \N{RIGHTWARDS ARROW} ".join(figure for figure in (row.baseline, *row.targets) if figure),
            )
            for row in measures
        ),
    ]
