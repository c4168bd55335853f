"""The measures and benchmarks of a plan's file. They have no code: what they measure or say identifies them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import select, update

from plans.plan import Benchmark, Measure
from storage.models import BenchmarkRow, GoalRow, MeasureRow, PlanChangeRow, StrategyRow, WrittenPartRow
from storage.plans import plan_changes
from storage.plans.file_changes import FileMerge, Values, as_json

Listed = TypeVar("Listed", MeasureRow, BenchmarkRow)


@contextmanager
def dropping_the_rest(batch: FileMerge) -> Iterator[None]:
    """Drop the imported ones that are not saved inside, and keep which. Those that a dialog wrote stay."""
    with _dropping(batch, MeasureRow), _dropping(batch, BenchmarkRow):
        yield


@contextmanager
def _dropping(batch: FileMerge, table: type[Listed]) -> Iterator[None]:
    before = _listed(batch, table)
    of_file = [row_id for row_id in before if _came_from_file(batch, batch.session.get_one(table, row_id))]
    batch.session.execute(update(table).where(table.id.in_(of_file)).values(dropped=True))
    batch.session.expire_all()
    yield
    batch.session.flush()
    now = _listed(batch, table)
    for row_id in sorted(now - before):
        batch.record_added(batch.session.get_one(table, row_id))
    for row_id in sorted(before - now):
        plan_changes.record_dropped(batch.session, batch.session.get_one(table, row_id), batch.stamp, batch.why)


def _came_from_file(batch: FileMerge, row: MeasureRow | BenchmarkRow) -> bool:
    """Not written by a dialog, and not added by a form: then the last file has it under its words of then or now."""
    place = {"place": row.__tablename__, "row_id": row.id}
    if batch.session.scalar(select(WrittenPartRow.key).filter_by(**place).limit(1)) is not None:
        return False
    if not batch.before:
        return True
    renamed = select(PlanChangeRow.before).filter_by(**place, field=_IDENTITY[row.__tablename__])
    texts = {getattr(row, _IDENTITY[row.__tablename__]), *batch.session.scalars(renamed)}
    of = _parent(batch, row)
    return any(f"{of}, {text}" in batch.before for text in texts)


_IDENTITY = {MeasureRow.__tablename__: "indicator", BenchmarkRow.__tablename__: "text"}
"""The column by whose words a file knows the row."""


def _parent(batch: FileMerge, row: MeasureRow | BenchmarkRow) -> str:
    if isinstance(row, MeasureRow) and row.goal_id is not None:
        return f"goal {batch.session.get_one(GoalRow, row.goal_id).code}"
    return f"strategy {batch.session.get_one(StrategyRow, row.strategy_id).code}"


def _listed(batch: FileMerge, table: type[Listed]) -> set[int]:
    return set(batch.session.scalars(select(table.id).where(table.plan_id == batch.plan_id, table.dropped.is_(False))))


def save_measure(batch: FileMerge, of: str, measure: Measure, **parent: int) -> None:
    words = {"source": measure.source, "baseline": measure.baseline, "targets": list(measure.targets)}
    _save(batch, MeasureRow, f"{of}, {measure.indicator}", {"indicator": measure.indicator, **parent}, words)


def save_benchmark(batch: FileMerge, of: str, benchmark: Benchmark, strategy_id: int) -> None:
    identity = {"strategy_id": strategy_id, "kind": benchmark.kind.value, "text": benchmark.text}
    _save(batch, BenchmarkRow, f"{of}, {benchmark.text}", identity, {"due": benchmark.due})


def _save(batch: FileMerge, table: type[Listed], name: str, identity: Values, words: Values) -> None:
    """Update the row people were asked about before, or add one. What people took out since a file had it stays out."""
    mine = {"plan_id": batch.plan_id, **identity}
    row = batch.session.scalars(select(table).filter_by(**mine).order_by(table.id).limit(1)).first()
    row = row or _reworded(batch, table, mine)
    if row is None:
        batch.session.add(table(**mine, **words))
        batch.now[name] = as_json(words)
        return
    if plan_changes.is_taken_out(batch.session, row) and batch.leaves_out(name, words):
        return
    row.dropped = False
    for column, cell in batch.merge_row(row, name, words).items():
        setattr(row, column, cell)


def _reworded(batch: FileMerge, table: type[Listed], mine: Values) -> Listed | None:
    """The row that had these words until people changed them."""
    column = _IDENTITY[table.__tablename__]
    changed = select(PlanChangeRow.row_id).filter_by(place=table.__tablename__, field=column, before=mine[column])
    others = {name: cell for name, cell in mine.items() if name not in (column, "kind")}
    statement = select(table).filter_by(**others).where(table.id.in_(changed))
    return batch.session.scalars(statement.order_by(table.id).limit(1)).first()
