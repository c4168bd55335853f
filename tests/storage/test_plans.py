"""A plan brought in again: the file's own changes are made, and no others."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from conversations.highlight import Change
from conversations.parts import PartKind
from plans.item_events import DueMoved, Reopened
from plans.item_progress import Day
from plans.plan import ActionItem, Goal, Plan, ReportedState, State
from plans.sheet_changes import Conflict
from storage.database import Database
from storage.items import items, month
from storage.items import progress as item_progress
from storage.items.items import Stamp
from storage.models import ActionItemRow, GoalRow, ItemEventRow
from storage.people import organizations
from storage.plans import files, places, written_parts
from storage.plans.file_changes import FileChange
from storage.plans.files import Imported
from storage.plans.places import PlanRowReference
from storage.plans.written_parts import NewPart
from tests.storage.test_coaching import begun
from tests.support.districts import SCHOOL, TEAM, plan_of, staff

OCTOBER = Stamp(at=datetime(2026, 10, 1, 12, tzinfo=UTC), on=date(2026, 10, 1))
FIRST, SECOND = "1.1.1", "1.1.2"
DUE, MOVED, NEW = date(2026, 11, 2), date(2026, 12, 18), date(2027, 1, 29)


def with_items(plan: Plan, change: Callable[[ActionItem], ActionItem | None]) -> Plan:
    """The plan with each action item changed by the function, or left out if it returns None."""
    [priority] = plan.priorities
    [strategy] = priority.strategies
    [milestone] = strategy.milestones
    stored = [change(item) for item in milestone.action_items]
    milestone = replace(milestone, action_items=tuple(item for item in stored if item is not None))
    return replace(plan, priorities=(replace(priority, strategies=(replace(strategy, milestones=(milestone,)),)),))


def changed(plan: Plan, code: str, **parts: object) -> Plan:
    return with_items(plan, lambda item: replace(item, **parts) if item.code == code else item)  # type: ignore[arg-type]  # the test names the parts


PLAN = with_items(plan_of(staff(2)), lambda item: replace(item, due=DUE, output="A plan"))


def bring_in(database: Database, plan: Plan, digest: str, *, overwrite: bool = False) -> Imported:
    with database.write() as session:
        organizations.save_workspace(session, TEAM, "District", "U00000BOT")
        school = organizations.save_organization(session, TEAM, SCHOOL, "school")
        years = (date(2026, 7, 1), date(2027, 6, 30))
        return files.save(
            session,
            school.id,
            plan,
            years=years,
            source="plan.xlsx",
            digest=digest,
            stamp=OCTOBER,
            overwrite=overwrite,
        )


def move_in_slack(database: Database, plan_id: int, code: str) -> None:
    with database.write() as session:
        moved = DueMoved(recorded=OCTOBER.on, due=MOVED, reason="said in Slack")
        items.record(session, items.find(session, plan_id, code).id, moved, OCTOBER)


def item(database: Database, plan_id: int, code: str) -> ActionItemRow:
    with database.read() as session:
        return items.find(session, plan_id, code)


def events(database: Database, plan_id: int) -> int:
    with database.read() as session:
        of_plan = select(ActionItemRow.id).where(ActionItemRow.plan_id == plan_id)
        return session.scalar(select(func.count()).where(ItemEventRow.item_id.in_(of_plan))) or 0


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

    assert done.changed == (FileChange(code=FIRST, part="owner", old="Teacher 0001", new="Lee Park"),)
    assert (item(database, plan_id, FIRST).owner, item(database, plan_id, FIRST).owner_key) == ("Lee Park", "lee park")
    assert item(database, plan_id, SECOND).owner == "Teacher 0002"


def test_a_date_moved_in_slack_is_not_moved_back_by_an_old_cell(database: Database) -> None:
    plan_id = bring_in(database, PLAN, "a").plan_id
    move_in_slack(database, plan_id, FIRST)

    done = bring_in(database, changed(PLAN, FIRST, output="A better plan"), "b")

    assert [change.part for change in done.changed] == ["output"]
    assert (item(database, plan_id, FIRST).due, item(database, plan_id, FIRST).output) == (MOVED, "A better plan")


def test_a_date_changed_in_the_file_and_in_slack_stays_until_the_file_is_to_win(database: Database) -> None:
    plan_id = bring_in(database, PLAN, "a").plan_id
    move_in_slack(database, plan_id, FIRST)
    moved = changed(PLAN, FIRST, due=NEW, output="A better plan")
    both = Conflict(code=FIRST, part="due", exported="2026-11-02", sheet="2027-01-29", now="2026-12-18")

    done = bring_in(database, moved, "b")
    assert (done.conflicts, [change.part for change in done.changed]) == ((both,), ["output"])
    assert (item(database, plan_id, FIRST).due, item(database, plan_id, FIRST).output) == (MOVED, "A better plan")
    assert bring_in(database, moved, "b").conflicts == (both,)

    done = bring_in(database, moved, "b", overwrite=True)
    assert (done.changed, done.conflicts) == (
        (FileChange(code=FIRST, part="due", old="2026-12-18", new="2027-01-29"),),
        (),
    )
    with database.read() as session:
        changes = month.changed(session, plan_id, OCTOBER.on, OCTOBER.on)
    dates = [each for each in changes if each.change is Change.DATE_MOVED]
    assert [(each.old_due, each.new_due, each.reason) for each in dates] == [
        (DUE, MOVED, "said in Slack"),
        (MOVED, NEW, "plan.xlsx"),
    ]
    assert bring_in(database, moved, "b") == Imported(plan_id=plan_id)


GOAL = Goal(code="1", text="Grade 7 math rises")


def write_in_slack(
    database: Database, plan_id: int, text: str, *, place: PlanRowReference | None = None
) -> PlanRowReference:
    """A conversation writes the goal, or rewords it."""
    with database.write() as session:
        saved = written_parts.save(
            session, NewPart(plan_id=plan_id, kind=PartKind.GOAL, values={"text": text}, place=place, stamp=OCTOBER)
        )
        assert saved is not None
        if place is None:
            places.save_place(session, begun(session, plan_id).id, "goal", saved.place)
        return saved.place


def goal(database: Database, plan_id: int) -> str:
    with database.read() as session:
        return session.scalars(select(GoalRow.text).filter_by(plan_id=plan_id, code="1")).one()


def test_a_goal_written_in_slack_is_not_overwritten_by_a_file_that_has_one_of_that_number(database: Database) -> None:
    plan_id = bring_in(database, PLAN, "a").plan_id
    write_in_slack(database, plan_id, "Every child multiplies")
    with_goal = replace(PLAN, goals=(GOAL,))
    clash = Conflict(code="goal 1", part="text", exported="", sheet="Grade 7 math rises", now="Every child multiplies")

    assert bring_in(database, with_goal, "b").conflicts == (clash,)
    assert goal(database, plan_id) == "Every child multiplies"
    assert bring_in(database, with_goal, "b").conflicts == (clash,)

    assert bring_in(database, with_goal, "b", overwrite=True).conflicts == ()
    assert goal(database, plan_id) == "Grade 7 math rises"


def test_what_slack_made_of_the_files_goal_stays_while_the_file_says_the_same(database: Database) -> None:
    with_goal = replace(PLAN, goals=(GOAL,))
    plan_id = bring_in(database, with_goal, "a").plan_id
    with database.read() as session:
        place = places.find(session, plan_id, "goal:1")
    write_in_slack(database, plan_id, "Grade 7 math rises by a third", place=place)

    done = bring_in(database, changed(with_goal, FIRST, output="A better plan"), "b")
    assert [change.part for change in done.changed] == ["output"]
    assert done.conflicts == ()
    assert goal(database, plan_id) == "Grade 7 math rises by a third"

    reworded = replace(with_goal, goals=(replace(GOAL, text="Math rises"),))
    assert [conflict.exported for conflict in bring_in(database, reworded, "c").conflicts] == ["Grade 7 math rises"]
    assert goal(database, plan_id) == "Grade 7 math rises by a third"


def test_an_item_gone_from_the_file_is_told_and_kept(database: Database) -> None:
    plan_id = bring_in(database, PLAN, "a").plan_id

    done = bring_in(database, with_items(PLAN, lambda each: None if each.code == SECOND else each), "b")

    assert done.absent == (SECOND,)
    assert item(database, plan_id, SECOND).due == DUE


def reported(plan: Plan, code: str, state: State, on: date | None = None) -> Plan:
    return changed(plan, code, reported=ReportedState(state, on))


def test_what_a_file_reports_as_completed_is_not_behind(database: Database) -> None:
    late = with_items(PLAN, lambda item: replace(item, due=date(2026, 9, 15)))
    plan = reported(reported(late, FIRST, State.COMPLETED), SECOND, State.COMPLETED, date(2026, 9, 20))

    plan_id = bring_in(database, plan, "a").plan_id

    assert item(database, plan_id, FIRST).completed_on == date(2026, 9, 15)
    assert item(database, plan_id, SECOND).completed_on == date(2026, 9, 20)
    with database.read() as session:
        progress = item_progress.count(session, plan_id, Day(OCTOBER.on))
    assert (progress.completed.part, progress.behind.part) == (2, 0)


def test_a_day_of_completion_is_never_in_the_future(database: Database) -> None:
    plan_id = bring_in(database, reported(PLAN, FIRST, State.COMPLETED), "a").plan_id  # it is due next month

    assert item(database, plan_id, FIRST).completed_on == OCTOBER.on


def test_a_report_of_the_file_is_heard_once(database: Database) -> None:
    plan_id = bring_in(database, PLAN, "a").plan_id
    bring_in(database, reported(PLAN, FIRST, State.COMPLETED), "b")
    with database.write() as session:
        items.record(session, items.find(session, plan_id, FIRST).id, Reopened(recorded=OCTOBER.on), OCTOBER)

    bring_in(database, reported(changed(PLAN, SECOND, output="Notes"), FIRST, State.COMPLETED), "c")

    assert item(database, plan_id, FIRST).completed_on is None  # reopened in Slack, after the file said so


@pytest.mark.parametrize("state", [State.BEHIND, State.NOT_STARTED])
def test_what_is_behind_or_not_started_is_the_owners_word(database: Database, state: State) -> None:
    plan_id = bring_in(database, reported(PLAN, FIRST, state), "a").plan_id

    assert item(database, plan_id, FIRST).status == state.value


def test_what_a_file_reports_as_behind_is_at_risk_until_its_date(database: Database) -> None:
    plan_id = bring_in(database, reported(PLAN, FIRST, State.BEHIND), "a").plan_id  # it is due next month

    with database.read() as session:
        progress = item_progress.count(session, plan_id, Day(OCTOBER.on))
    assert (progress.behind.part, progress.at_risk) == (0, 1)


def test_an_item_in_progress_comes_in_open_without_a_report(database: Database) -> None:
    plan_id = bring_in(database, reported(PLAN, FIRST, State.IN_PROGRESS), "a").plan_id

    assert (item(database, plan_id, FIRST).status, item(database, plan_id, FIRST).completed_on) == (None, None)


def test_what_a_file_reports_as_cancelled_counts_no_more(database: Database) -> None:
    plan_id = bring_in(database, reported(PLAN, FIRST, State.CANCELLED), "a").plan_id

    assert item(database, plan_id, FIRST).cancelled
