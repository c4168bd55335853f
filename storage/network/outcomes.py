"""Early evidence of change and measures of strategies in a network's plans, by their newest readings."""

from collections import Counter, defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.check_in import Subject
from plans.item_events import Status
from plans.network import EvidenceState, MeasureState
from plans.outcomes import OutcomeKind, PlanOutcome
from plans.readings import ReportedReading
from storage.models import BenchmarkRow, MeasureRow, ReadingRow
from storage.network.view import Key, NetworkView, key_of
from storage.plans.plan_changes import in_plan_on, list_of
from storage.plans.wordings import before_later_changes, text_on
from storage.rounds import readings
from storage.rows import Columns, stream


def evidence(session: Session, view: NetworkView) -> dict[Key, Counter[EvidenceState]]:
    """How much early evidence is in which state."""
    coded = view.strategies()
    statement = (
        view.read(coded, BenchmarkRow.id)
        .join(BenchmarkRow, BenchmarkRow.strategy_id == coded.c.strategy_id)
        .where(BenchmarkRow.kind == OutcomeKind.EARLY_EVIDENCE.value, in_plan_on(BenchmarkRow, view.day.on))
    )
    of_network = select(BenchmarkRow.id).where(BenchmarkRow.plan_id.in_(view.plan_ids))
    newest = readings.newest_of_each(session, ReadingRow.benchmark_id.in_(of_network), view.day.on)
    counted: dict[Key, Counter[EvidenceState]] = defaultdict(Counter)
    for row in stream(session, statement):
        counted[key_of(row.key)][_evidence_state(newest.get(f"{Subject.BENCHMARK}:{row.id}"))] += 1
    return counted


def _evidence_state(newest: ReportedReading | None) -> EvidenceState:
    if newest is None or not newest.is_looked_at:
        return EvidenceState.NOT_LOOKED_AT
    return EvidenceState.SEEN if newest.status is Status.DONE else EvidenceState.NOT_YET


def measures(session: Session, view: NetworkView) -> dict[Key, Counter[MeasureState]]:
    """How many measures of strategies are in which state. A goal's measures work on no practice."""
    coded, day = view.strategies(), view.day.on
    columns = (
        *(MeasureRow.id, MeasureRow.targets, text_on(MeasureRow.baseline, day)),
        before_later_changes(MeasureRow.targets, day).label("targets_before"),
    )
    statement = view.read(coded, *columns).join(MeasureRow, MeasureRow.strategy_id == coded.c.strategy_id)
    of_network = select(MeasureRow.id).where(MeasureRow.plan_id.in_(view.plan_ids))
    newest = readings.newest_of_each(session, ReadingRow.measure_id.in_(of_network), day)
    counted: dict[Key, Counter[MeasureState]] = defaultdict(Counter)
    for row in stream(session, statement.where(in_plan_on(MeasureRow, day))):
        counted[key_of(row.key)][_measure_state(row, newest.get(f"{Subject.MEASURE}:{row.id}"))] += 1
    return counted


def _measure_state(row: Columns, newest: ReportedReading | None) -> MeasureState:
    measure = PlanOutcome(
        key="",
        kind=OutcomeKind.STRATEGY_MEASURE,
        code="",
        text="",
        baseline=row.baseline,
        targets=tuple(row.targets if row.targets_before is None else list_of(row.targets_before)),
        newest=newest,
    )
    if measure.report is None or measure.report.reading.withheld:
        return MeasureState.NO_READING
    return MeasureState.AT_TARGET if measure.is_reached else MeasureState.SHORT_OF_TARGET
