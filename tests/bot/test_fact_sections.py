"""The facts of a question cost the same number of statements in a plan of any size."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import event

from bot.coaching.fact_sections import SECTIONS, FactReader
from conversations.script import FactKind
from storage.plans import plans
from tests.storage.test_coaching import begun
from tests.support.databases import new_sqlite
from tests.support.districts import save_district, staff

TODAY = date(2026, 11, 17)
MOST = 6
"""Statements of one section."""


def spent(folder: Path, items: int) -> dict[FactKind, int]:
    """The statements of each section in a plan with so many action items."""
    database = new_sqlite(folder / f"{items}.db")
    try:
        plan_id = save_district(database, staff(items))
        with database.write() as session:
            dialog = begun(session, plan_id)
        with database.read() as session:
            plan = plans.summary(session, plan_id)
            counts = {}
            for kind, section in SECTIONS.items():
                executed: list[str] = []
                log = _logs_to(executed)
                event.listen(database.engine, "before_cursor_execute", log)
                section(FactReader(session, plan, dialog, TODAY))
                event.remove(database.engine, "before_cursor_execute", log)
                counts[kind] = len(executed)
            return counts
    finally:
        database.close()


def _logs_to(executed: list[str]) -> Callable[..., None]:
    return lambda _connection, _cursor, statement, *_more: executed.append(statement)


def test_every_kind_of_fact_has_a_section_and_its_cost_does_not_grow_with_the_plan(tmp_path: Path) -> None:
    small, large = spent(tmp_path, 3), spent(tmp_path, 60)

    assert set(small) == set(FactKind)
    assert small == large
    assert max(large.values()) <= MOST
