"""Everything that the table of roles names, tried from another workspace on the same database: nothing gets across."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest
from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from bot.demo.district import HandClock
from bot.slack.button_values import StaleValueError
from bot.turns import CannotDoError, Turns
from storage.database import Database
from storage.models import Base, OrganizationRow, PersonRow, PlanRow
from tests.bot.role_attempts import TRIED
from tests.bot.role_world import FOREIGNER, NOW, OTHER_TEAM, World, add_other_workspace, furnish

NAMES = ("Addressee", "Asker", "Plan_Manager", "Marks fell")
"""People and words of the first workspace that nobody elsewhere may read."""
UNSCOPED = frozenset({"dedup_key"})
"""Keys of turns name no workspace of their own."""


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> World:
    world = furnish(tmp_path_factory.mktemp("workspaces") / "furnished.db")
    with closing(Database(f"sqlite:///{world.turns.database.path}")) as database, database.write() as session:
        add_other_workspace(session)
    return world


@pytest.fixture
def world(furnished: World, tmp_path: Path) -> Iterator[World]:
    path = furnished.turns.database.path
    assert path is not None
    database = Database(f"sqlite:///{shutil.copy(path, tmp_path / 'workspaces.db')}")
    yield replace(furnished, turns=Turns(database, HandClock(NOW)), count=list(furnished.count))
    database.close()


Contents = dict[str, set[tuple[Any, ...]]]


def contents(world: World) -> Contents:
    """The rows of all tables, by table, without those that belong to the other workspace."""
    with world.turns.database.read() as session:
        own: dict[str, set[Any]] = {
            "workspace_id": {OTHER_TEAM},
            "organization_id": set(session.scalars(select(OrganizationRow.id).filter_by(workspace_id=OTHER_TEAM))),
            "person_id": set(session.scalars(select(PersonRow.id).filter_by(workspace_id=OTHER_TEAM))),
        }
        own["plan_id"] = set(
            session.scalars(select(PlanRow.id).where(PlanRow.organization_id.in_(own["organization_id"])))
        )
        own["id"] = own["plan_id"]
        return {table.name: set(_rows(session, table, own)) for table in Base.metadata.sorted_tables}


def _rows(session: Session, table: Table, own: dict[str, set[Any]]) -> Iterator[tuple[Any, ...]]:
    columns = {name for name in map(str, table.c.keys()) if name in own and (name != "id" or table.name == "plan")}
    for row in session.execute(select(table)).mappings():
        if not any(row[name] in own[name] for name in columns):
            yield tuple(map(repr, row.values()))


@pytest.mark.parametrize("name", sorted(TRIED))
def test_nothing_gets_across(world: World, name: str) -> None:
    before, answer = contents(world), ""
    with suppress(URLError, StaleValueError, ValueError):
        try:
            answer = repr(TRIED[name](world, FOREIGNER))
        except CannotDoError as error:
            answer = repr(error.values)
    after = contents(world)
    changed = {table for table in before if before[table] != after[table]}
    assert {table for table in changed if before[table] - after[table]} == set(), "rows of the first workspace changed"
    assert changed <= UNSCOPED, "something was added about the first workspace, or under its plans"
    assert not [word for word in NAMES if word in answer], answer
