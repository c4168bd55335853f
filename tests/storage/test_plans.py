"""A plan brought in again: the file's own changes are made, and no others."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from plans.plan import ActionItem, Plan
from plans.progress import DueMoved
from storage import items, people, plan_files
from storage.database import Database
from storage.items import Stamp
from storage.models import ActionItemRow
from storage.plan_files import Change, Imported
from tests.support.districts import SCHOOL, TEAM, plan_of, staff

OCTOBER = Stamp(at=datetime(2026, 10, 1, 12, tzinfo=UTC), on=date(2026, 10, 1))
FIRST, SECOND = "1.1.1", "1.1.2"
DUE, MOVED, NEW = date(2026, 11, 2), date(2026, 12, 18), date(2027, 1, 29)


def with_items(plan: Plan, change: Callable[[ActionItem], ActionItem | None]) -> Plan:
    """The plan with each of its action items changed, or left out where the change is None."""
    [priority] = plan.priorities
    [strategy] = priority.strategies
    [milestone] = strategy.milestones
    kept = [change(item) for item in milestone.action_items]
    milestone = replace(milestone, action_items=tuple(item for item in kept if item is not None))
    return replace(plan, priorities=(replace(priority, strategies=(replace(strategy, milestones=(milestone,)),)),))


def changed(plan: Plan, code: str, **parts: object) -> Plan:
    return with_items(plan, lambda item: replace(item, **parts) if item.code == code else item)  # type: ignore[arg-type]  # the test names the parts


PLAN = with_items(plan_of(staff(2)), lambda item: replace(item, due=DUE, output="A plan"))


def bring_in(database: Database, plan: Plan, digest: str) -> Imported:
    with database.write() as session:
        people.remember_workspace(session, TEAM, "District", "U_BOT")
        school = people.remember_organization(session, TEAM, SCHOOL, "school")
        years = (date(2026, 7, 1), date(2027, 6, 30))
        return plan_files.save(session, school.id, plan, years=years, source="plan.xlsx", digest=digest, stamp=OCTOBER)


def move_in_slack(database: Database, plan_id: int, code: str) -> None:
    with database.write() as session:
        moved = DueMoved(recorded=OCTOBER.on, due=MOVED, reason="said in Slack")
        items.record(session, items.find(session, plan_id, code).id, moved, OCTOBER)


def item(database: Database, plan_id: int, code: str) -> ActionItemRow:
    with database.read() as session:
        return items.find(session, plan_id, code)


def events(database: Database, plan_id: int) -> int:
    with database.read() as session:
        return sum(len(history.events) for history in items.histories(session, plan_id))


def test_the_same_file_changes_nothing(database: Database) -> None:
    first = bring_in(database, PLAN, "a")
    again = bring_in(database, PLAN, "a")
    saved_anew = bring_in(database, PLAN, "b")  # other bytes, the same plan

    assert first.added == (FIRST, SECOND)
    assert again == saved_anew == Imported(plan_id=first.plan_id)
    assert events(database, first.plan_id) == 2


def test_a_changed_cell_changes_that_and_nothing_else(database: Database) -> None:
    plan_id = bring_in(database, PLAN, "a").plan_id

    done = bring_in(database, changed(PLAN, FIRST, owner="Lee Park"), "b")

    assert done.changed == (Change(code=FIRST, part="owner", old="Teacher 0001", new="Lee Park"),)
    assert (item(database, plan_id, FIRST).owner, item(database, plan_id, FIRST).owner_key) == ("Lee Park", "lee park")
    assert item(database, plan_id, SECOND).owner == "Teacher 0002"


def test_a_date_moved_in_slack_is_not_moved_back_by_an_old_cell(database: Database) -> None:
    plan_id = bring_in(database, PLAN, "a").plan_id
    move_in_slack(database, plan_id, FIRST)

    done = bring_in(database, changed(PLAN, FIRST, output="A better plan"), "b")

    assert [change.part for change in done.changed] == ["output"]
    assert (item(database, plan_id, FIRST).due, item(database, plan_id, FIRST).output) == (MOVED, "A better plan")


def test_a_date_changed_in_the_file_counts_with_the_file_as_its_reason(database: Database) -> None:
    plan_id = bring_in(database, PLAN, "a").plan_id
    move_in_slack(database, plan_id, FIRST)

    done = bring_in(database, changed(PLAN, FIRST, due=NEW), "b")

    assert done.changed == (Change(code=FIRST, part="due", old="2026-11-02", new="2027-01-29"),)
    assert item(database, plan_id, FIRST).due == NEW
    with database.read() as session:
        told = items.date_changes(session, plan_id, OCTOBER.on, OCTOBER.on)
    assert [(each.old_due, each.new_due, each.reason) for each in told] == [
        (DUE, MOVED, "said in Slack"),
        (MOVED, NEW, "plan.xlsx"),
    ]


def test_an_item_gone_from_the_file_is_told_and_kept(database: Database) -> None:
    plan_id = bring_in(database, PLAN, "a").plan_id

    done = bring_in(database, with_items(PLAN, lambda each: None if each.code == SECOND else each), "b")

    assert done.absent == (SECOND,)
    assert item(database, plan_id, SECOND).due == DUE
