"""The measures and benchmarks of a plan's file. They have no code: what they measure or say identifies them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import select, update

from plans.plan import Benchmark, Measure
from storage.models import BenchmarkRow, MeasureRow, WrittenPartRow
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
    written = select(WrittenPartRow.row_id).where(WrittenPartRow.place == table.__tablename__)
    mine = (table.plan_id == batch.plan_id, table.id.not_in(written))
    batch.session.execute(update(table).where(*mine).values(dropped=True))
    yield
    batch.session.flush()
    now = _listed(batch, table)
    for row_id in sorted(now - before):
        batch.record_added(batch.session.get_one(table, row_id))
    for row_id in sorted(before - now):
        plan_changes.record_dropped(batch.session, batch.session.get_one(table, row_id), batch.stamp, batch.why)


def _listed(batch: FileMerge, table: type[Listed]) -> set[int]:
    return set(batch.session.scalars(select(table.id).where(table.plan_id == batch.plan_id, table.dropped.is_(False))))


def save_measure(batch: FileMerge, of: str, measure: Measure, **parent: int) -> None:
    words = {"source": measure.source, "baseline": measure.baseline, "targets": list(measure.targets)}
    _save(batch, MeasureRow, f"{of}, {measure.indicator}", {"indicator": measure.indicator, **parent}, words)


def save_benchmark(batch: FileMerge, of: str, benchmark: Benchmark, strategy_id: int) -> None:
    identity = {"strategy_id": strategy_id, "kind": benchmark.kind.value, "text": benchmark.text}
    _save(batch, BenchmarkRow, f"{of}, {benchmark.text}", identity, {"due": benchmark.due})


def _save(batch: FileMerge, table: type[Listed], name: str, identity: Values, words: Values) -> None:
    """Update the row people were asked about before, or add one."""
    mine = {"plan_id": batch.plan_id, **identity}
    row = batch.session.scalars(select(table).filter_by(**mine).order_by(table.id).limit(1)).first()
    if row is None:
        batch.session.add(table(**mine, **words))
        batch.now[name] = as_json(words)
        return
    row.dropped = False
    for column, cell in batch.merge_row(row, name, words).items():
        setattr(row, column, cell)
