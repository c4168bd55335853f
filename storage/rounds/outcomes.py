"""The benchmarks and measures of a plan, as the minutes list them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.check_in import Subject
from conversations.highlight import ReviewedOutcome
from storage.models import BenchmarkRow, MeasureRow
from storage.rounds.subjects import figures

MEASURE = "measure"


def of_plan(session: Session, plan_id: int) -> list[ReviewedOutcome]:
    """Benchmarks by kind, from early evidence to final, then measures; not what the file dropped. Without answers."""
    benchmarks = session.scalars(
        select(BenchmarkRow).filter_by(plan_id=plan_id, dropped=False).order_by(BenchmarkRow.id)
    )
    order = ("early_evidence", "short_term", "final")
    measures = session.scalars(select(MeasureRow).filter_by(plan_id=plan_id, dropped=False).order_by(MeasureRow.id))
    return [
        *(
            ReviewedOutcome(key=f"{Subject.BENCHMARK}:{row.id}", kind=row.kind, text=row.text, due=row.due)
            for row in sorted(benchmarks, key=lambda row: order.index(row.kind))
        ),
        *(
            ReviewedOutcome(
                key=f"{Subject.MEASURE}:{row.id}",
                kind=MEASURE,
                text=row.indicator,
                detail=figures(row.baseline, row.targets),
            )
            for row in measures
        ),
    ]
