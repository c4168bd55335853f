"""The Home tab of someone with two hundred items in a plan of five thousand: under Slack's limits, few queries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.demo.district import HandClock
from bot.home import home_views
from bot.messages.home_values import PAGE_SIZES, HomeSection
from bot.slack import limits
from bot.slack.identifiers import ActionId
from bot.slack.payloads import Who
from bot.turns import Turns
from storage.database import Database
from storage.items import assignments
from storage.models import ActionItemRow
from storage.people import home_settings, people
from storage.plans import plans
from storage.upsert import insert_missing
from tests.support.databases import new_sqlite
from tests.support.districts import TEAM, save_district, staff

NOW = datetime(2026, 11, 16, 15, tzinfo=UTC)
MINE, ALL = 200, 5_000
OWNER = "U00000001"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = new_sqlite(tmp_path_factory.mktemp("home") / "plan.db")
    save_district(opened, staff(2))
    with opened.write() as session:
        plan = plans.summaries(session, TEAM)[0]
        owner = people.person(session, TEAM, OWNER)
        assert owner is not None
        rows = [_row(number, plan.id, owner.id) for number in range(ALL)]
        for start in range(0, ALL, 500):
            insert_missing(session, ActionItemRow, rows[start : start + 500], unique=["plan_id", "code"])
    yield opened
    opened.close()


def _row(number: int, plan_id: int, owner_id: int) -> dict[str, Any]:
    return {
        "plan_id": plan_id,
        "code": f"A{number}",
        "text": f"Step {number} " + "and what belongs to it " * 20,
        "owner": "Somebody",
        "owner_key": "somebody",
        "owner_id": owner_id if number < MINE - 1 else None,
        "assigned_by": owner_id if number >= MINE - 1 else None,
        "due": date(2026, 11, 10) + timedelta(days=number % 300) if number % 10 else None,
        "imported": {},
    }


def view_of(database: Database) -> tuple[dict[str, Any], list[str]]:
    statements: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.extend([statement] if statement.startswith("SELECT") else [])

    event.listen(database._reader, "before_cursor_execute", note)
    with database.read() as session:
        view = home_views.view(session, TEAM, OWNER, NOW)
    event.remove(database._reader, "before_cursor_execute", note)
    return view, statements


def test_one_query_for_each_section(database: Database) -> None:
    _view, statements = view_of(database)

    # The person, the pages they turned, what they decided, and the histories of the milestones on the page.
    assert len(statements) <= len(HomeSection) + 4, "\n---\n".join(statements)


def test_it_stays_under_slacks_limits(database: Database) -> None:
    view, _statements = view_of(database)

    assert len(view["blocks"]) <= limits.VIEW_BLOCKS
    assert len(json.dumps(view)) < 100_000
    assert f"Your open action items ({MINE}, 5 behind)" in json.dumps(view)


def test_every_item_is_on_one_of_the_pages(database: Database) -> None:
    turns = Turns(database, HandClock(NOW))
    seen: list[str] = []
    for page in range(-(-MINE // PAGE_SIZES[HomeSection.ITEMS])):
        with turns.write(Who(team=TEAM, user=OWNER)) as turn:
            home_settings.turn_page(turn.session, turn.by.id, HomeSection.ITEMS, page)
        view, _statements = view_of(database)
        seen += [
            block["accessory"]["value"]
            for block in view["blocks"]
            if block.get("accessory", {}).get("action_id") == ActionId.ITEM_OPEN
        ]
    with database.read() as session:
        owner = people.person(session, TEAM, OWNER)
        assert owner is not None
        mine = assignments.items_of(session, owner.id, NOW.date(), page=0, size=MINE)
    assert {str(duty.id) for duty in mine.lines} <= set(seen)
