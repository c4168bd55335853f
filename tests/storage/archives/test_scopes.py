"""Every row of every table belongs to one workspace, and the rows of a plan are those of its workspace."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import func, not_, select

from prompts import plain
from storage.archives import record_tables, scopes
from storage.database import Database
from storage.delivery import dedup_keys
from storage.models import Base, DedupKeyRow, InstallationRow
from tests.bot.role_world import NOW, OTHER_TEAM, TEAM, World, add_other_workspace, furnish

PEOPLE = "absence allowed_name file_upload home_page home_setting membership person personal_schedule"
ORGANIZATIONS = "closing document_template network_digest network_digest_setting organization own_practice workspace"
INITIATIVES = "initiative_decision initiative_notice initiative_rater initiative_rating initiative_rating_round"
OTHERS = "initiative initiative_rating_summary initiative_version outreach retention_rule sharing_event term"
WITHOUT_PLAN = {*" ".join([PEOPLE, ORGANIZATIONS, INITIATIVES, OTHERS]).split(), *scopes.CONNECTION, *scopes.SHARED}
"""Tables about people, organizations and the connection to Slack. Every other table has rows of plans."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    furnished = furnish(tmp_path_factory.mktemp("scopes") / "furnished.db")
    with furnished.turns.database.write() as session:
        add_other_workspace(session)
    return furnished


@pytest.fixture
def furnished_database(world: World) -> Iterator[Database]:
    database = Database(f"sqlite:///{world.turns.database.path}")
    yield database
    database.close()


def test_every_row_belongs_to_one_workspace(furnished_database: Database) -> None:
    tables = [table for table in Base.metadata.sorted_tables if table.name not in {"dedup_key", *scopes.SHARED}]
    with furnished_database.read() as session:
        counts = {
            table.name: [
                session.scalar(select(func.count()).select_from(table).where(scopes.of_workspace(table, team)))
                for team in (TEAM, OTHER_TEAM)
            ]
            for table in tables
        }
        all_rows = {table.name: session.scalar(select(func.count()).select_from(table)) for table in tables}

    assert {name: sum(each or 0 for each in both) for name, both in counts.items()} == all_rows
    assert counts["person"][1] == counts["workspace"][1] == 1
    assert counts["organization"][1] == 2
    assert counts["plan"] == [1, 0]
    assert len([name for name, rows in all_rows.items() if rows]) > 40, "most tables have rows in this world"


def test_every_table_has_a_scope_in_a_plan_or_is_named_as_having_none() -> None:
    without = {table.name for table in Base.metadata.sorted_tables if scopes.of_plan(table, 1) is None}

    assert without == WITHOUT_PLAN


def test_rows_of_a_plan_are_rows_of_its_workspace(furnished_database: Database, world: World) -> None:
    with furnished_database.read() as session:
        for table in Base.metadata.sorted_tables:
            of_plan = scopes.of_plan(table, world.plan_id)
            if of_plan is not None:
                elsewhere = select(table).where(of_plan, not_(scopes.of_workspace(table, TEAM)))
                assert session.execute(elsewhere).all() == [], table.name
        without_plan = [scopes.of_plan(table, 999) for table in Base.metadata.sorted_tables]
        for table, of_plan in zip(Base.metadata.sorted_tables, without_plan, strict=True):
            if of_plan is not None:
                assert session.execute(select(table).where(of_plan)).all() == [], table.name


def test_rows_without_a_required_key_follow_whichever_they_have(database: Database) -> None:
    """A reading is of a benchmark or a measure, and a note about resources of a milestone or an action item."""
    for name in ("reading", "term_note"):
        condition = str(scopes.of_plan(Base.metadata.tables[name], 1))
        assert " OR " in condition
        assert "person" not in condition
    with database.read() as session:
        for table in Base.metadata.sorted_tables:
            conditions = [scopes.of_workspace(table, TEAM), scopes.of_plan(table, 1)]
            assert session.execute(select(table).where(*(each for each in conditions if each is not None))).all() == []


def test_an_organization_wide_installation_stays_while_another_workspace_uses_it(database: Database) -> None:
    table = Base.metadata.tables["installation"]
    with database.write() as session:
        for name, through in (("E", None), ("T1", "E"), ("T2", "E"), ("T3", None)):
            session.add(
                InstallationRow(
                    id=name,
                    name=name,
                    is_organization=name == "E",
                    through_id=through,
                    bot_user="",
                    bot_id="",
                    scopes="",
                    installed_by="",
                    installed_at=NOW,
                )
            )
            session.flush()
        belongs = select(table.c.id).order_by(table.c.id)
        assert session.scalars(belongs.where(scopes.of_workspace(table, "T1"))).all() == ["T1"]
        session.delete(session.get_one(InstallationRow, "T2"))
        session.flush()
        assert session.scalars(belongs.where(scopes.of_workspace(table, "T1"))).all() == ["E", "T1"]
        assert session.scalars(belongs.where(scopes.of_workspace(table, "T3"))).all() == ["T3"]


def test_keys_of_clicks_and_messages_belong_to_their_workspace(database: Database) -> None:
    table = Base.metadata.tables["dedup_key"]
    keys = ["click:T1:U1:C1:1.0:a:2.0", "message:T1:C1:1.0:", "click:T2:U1:C1:1.0:a:2.0", "command:1.T1.2"]
    with database.write() as session:
        for key in keys:
            dedup_keys.claim(session, key, NOW)
        session.flush()
        belongs = select(DedupKeyRow.key).where(scopes.of_workspace(table, "T1"))
        assert set(session.scalars(belongs)) == set(keys[:2])


def test_every_table_of_plans_has_its_place_in_a_records_request() -> None:
    with_rows_of_plans = {table.name for table in Base.metadata.sorted_tables if scopes.of_plan(table, 1) is not None}
    groups = [set(record_tables.DATED), record_tables.IN_DOCUMENTS, record_tables.PARTS]
    groups += [record_tables.WORKING, record_tables.LEFT_OUT]

    assert sorted(name for group in groups for name in group) == sorted(with_rows_of_plans)


def test_a_dated_table_has_a_name_for_its_pieces() -> None:
    assert [name for name in record_tables.DATED if not plain("records", f"kind_{name}")] == []


def test_a_dated_table_has_the_columns_that_are_named() -> None:
    for name, dated in record_tables.DATED.items():
        columns = Base.metadata.tables[name].c
        assert dated.day in columns, name
        assert not dated.who or "person" in {key.column.table.name for key in columns[dated.who].foreign_keys}, name
