"""The network of a district, counted by hand: four schools, by practice and by school, on a past day and on its own."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.cause_categories import CauseCategory
from plans.item_events import DueMoved, Status, StatusReported
from plans.item_progress import Day
from plans.network import NOT_CODED, NetworkCounts, NetworkTable
from plans.objectives import OWN
from plans.progress import Fraction
from storage.database import Database
from storage.items import item_changes, items, regroupings
from storage.models import ActionItemRow, MilestoneRow, OrganizationRow, PlanRow, PriorityRow, StrategyRow
from storage.network import counts, scope
from storage.people import organization_tree, organizations
from storage.plans import own_practices, plan_changes
from tests.support import larkmoor
from tests.support.larkmoor import ALDER_STREET, DISTRICT, FENN_ROAD, QUARRY_HILL, SABLE_CREEK, TEAM, stamp_on
from tests.support.quarry_hill import on

DEC_18 = Day(on("12-18"))


class Row(NamedTuple):
    """As printed; the items' three shares are on time, completed late and behind, of how many were due."""

    code: str
    schools: str
    milestones_complete: str
    milestones_behind: str
    completed: str
    on_time: str
    completed_late: str
    behind: str
    at_risk: int
    seen: str
    not_looked_at: int
    at_target: str
    no_reading: int
    support: tuple[int, int | None]
    reported: str


BY_PRACTICE = [
    Row("3b", "2/4", "0/2", "1/2", "3/7", "2/6", "1/6", "3/6", 1, "0/2", 0, "1/2", 1, (1, 11), "4/5"),
    Row("3a", "2/4", "1/3", "1/3", "8/12", "6/10", "2/10", "2/10", 0, "1/2", 1, "0/2", 1, (0, None), "6/9"),
    Row("2b", "1/4", "0/0", "0/0", "0/1", "0/1", "0/1", "1/1", 0, "0/0", 0, "0/0", 0, (0, None), "1/1"),
    Row("4c", "1/4", "0/1", "0/1", "2/2", "2/2", "0/2", "0/2", 0, "0/0", 0, "0/0", 0, (0, None), "2/2"),
]
ALL = Row("", "4/4", "1/6", "2/6", "13/21", "10/18", "3/18", "5/18", 1, "1/4", 1, "1/4", 2, (1, 11), "12/16")


@pytest.fixture
def district(database: Database) -> int:
    with database.write() as session:
        return larkmoor.save(session)


def by_practice(database: Database, district: int, day: Day) -> NetworkTable:
    with database.read() as session:
        network = scope.read(session, TEAM, district, day)
        assert network is not None
        return counts.by_practice(session, network)


def by_school(database: Database, district: int, day: Day, practice: str = "") -> NetworkTable:
    with database.read() as session:
        network = scope.read(session, TEAM, district, day)
        assert network is not None
        return counts.by_school(session, network, practice)


def row_of(counted: NetworkCounts) -> Row:
    return Row(
        code=counted.code,
        schools=_text(counted.schools),
        milestones_complete=_text(counted.milestones_complete),
        milestones_behind=_text(counted.milestones_behind),
        completed=_text(counted.items.completed),
        on_time=_text(counted.items.on_time),
        completed_late=_text(counted.items.completed_late),
        behind=_text(counted.items.behind),
        at_risk=counted.items.at_risk,
        seen=_text(counted.evidence_seen),
        not_looked_at=counted.evidence_not_looked_at,
        at_target=_text(counted.measures_at_target),
        no_reading=counted.measures_without_reading,
        support=(counted.supports_open, counted.oldest_support_days),
        reported=_text(counted.reported),
    )


def _text(fraction: Fraction) -> str:
    return f"{fraction.part}/{fraction.whole}"


def rows_of(table: NetworkTable) -> Sequence[Row]:
    return [row_of(counted) for counted in table.rows]


def test_the_table_by_practice_is_the_one_worked_by_hand(database: Database, district: int) -> None:
    table = by_practice(database, district, DEC_18)

    assert rows_of(table) == BY_PRACTICE
    assert row_of(table.all) == ALL
    _, on_3a, *_ = table.rows
    first = on_3a.items.first_shares
    assert [_text(share) for share in (first.on_time, first.completed_late, first.behind)] == ["5/10", "3/10", "2/10"]
    first = table.all.items.first_shares
    assert [_text(share) for share in (first.on_time, first.completed_late, first.behind)] == ["9/18", "4/18", "5/18"]
    everything = table.all.items
    assert (everything.dates_moved, everything.items_moved, everything.cancelled, on_3a.items.cancelled) == (2, 1, 1, 1)


def test_a_practice_opened_is_counted_by_school(database: Database, district: int) -> None:
    table = by_school(database, district, DEC_18, "3b")

    shares = {
        row.code: (
            _text(row.items.on_time),
            _text(row.items.completed_late),
            _text(row.items.behind),
            row.items.at_risk,
        )
        for row in table.rows
    }
    assert list(shares.items()) == [
        (FENN_ROAD, ("1/3", "0/3", "2/3", 0)),
        (ALDER_STREET, ("1/3", "1/3", "1/3", 1)),
    ]
    assert row_of(table.all)._replace(schools="2/4") == BY_PRACTICE[0]._replace(code="")


def test_an_item_with_two_practices_is_in_both_tables_by_school(database: Database, district: int) -> None:
    assert [row.code for row in by_school(database, district, DEC_18, "2b").rows] == [QUARRY_HILL]
    assert [row.code for row in by_school(database, district, DEC_18, "3a").rows] == [QUARRY_HILL, SABLE_CREEK]


def test_by_school_each_school_is_a_row_and_the_sum_is_the_same(database: Database, district: int) -> None:
    table = by_school(database, district, DEC_18)

    behind = [(row.code, _text(row.items.behind)) for row in table.rows]
    assert behind == [(FENN_ROAD, "2/5"), (ALDER_STREET, "1/3"), (QUARRY_HILL, "1/8"), (SABLE_CREEK, "1/2")]
    assert row_of(table.all) == ALL


def test_on_the_day_itself_what_is_due_stands_apart(database: Database, district: int) -> None:
    table = by_practice(database, district, Day(on("12-18"), is_over=False))

    shares = {
        row.code: (
            _text(row.items.on_time),
            _text(row.items.completed_late),
            _text(row.items.behind),
            row.items.due_today,
        )
        for row in table.rows
    }
    assert shares["3a"] == ("6/9", "2/9", "1/9", 1)
    assert shares["4c"] == ("2/2", "0/2", "0/2", 0)


def test_a_days_codes_schools_and_districts_are_those_of_that_day(database: Database, district: int) -> None:
    """On Jan 5, Sable Creek leaves the district, Fenn Road closes, and Alder Street turns from 3b to 4c."""
    later = larkmoor.stamp_on(date(2027, 1, 5))
    with database.write() as session:
        organizations.save_organization(session, TEAM, "Elsewhere", "district")
        elsewhere = session.scalars(select(OrganizationRow).filter_by(name="Elsewhere")).one()
        school = {row.name: row for row in session.scalars(select(OrganizationRow))}
        organization_tree.record(session, school[SABLE_CREEK], "parent_id", elsewhere.id, later)
        organization_tree.record(session, school[FENN_ROAD], "closed_on", later.on, later)
        strategy = session.scalars(
            select(StrategyRow).join(PlanRow).where(PlanRow.organization_id == school[ALDER_STREET].id)
        ).one()
        plan_changes.record_changed(session, strategy, {"practice": "4c"}, later, "Families first")
        strategy.practice = "4c"
        item = session.scalars(select(ActionItemRow).filter_by(code="1.1.1.7")).one()
        item_changes.set_words(session, item, {"practice": None}, later, "One practice")

    assert rows_of(by_practice(database, district, DEC_18)) == BY_PRACTICE
    table = by_practice(database, district, Day(date(2027, 1, 5)))
    assert {row.code: _text(row.schools) for row in table.rows} == {"3a": "1/2", "4c": "1/2"}
    assert {row.code: _text(row.items.completed) for row in table.rows} == {"3a": "7/9", "4c": "2/4"}


def test_what_names_no_practice_is_a_row_of_its_own_at_the_end(database: Database, district: int) -> None:
    with database.write() as session:
        for strategy in session.scalars(select(StrategyRow).filter_by(practice="3b")):
            strategy.practice = None

    table = by_practice(database, district, DEC_18)

    assert [row.code for row in table.rows] == ["3a", "2b", "4c", NOT_CODED]
    assert row_of(table.all) == ALL
    assert _text(table.rows[-1].items.behind) == "3/6"


def test_a_milestones_practice_holds_for_its_items_and_not_for_its_strategys_outcomes(
    database: Database, district: int
) -> None:
    with database.write() as session:
        milestone = session.scalars(select(MilestoneRow).filter_by(code="1.1.2")).one()
        milestone.practice = "1c"

    rows = {row.code: row for row in by_practice(database, district, DEC_18).rows}

    assert _text(rows["1c"].items.completed) == "1/2"
    assert _text(rows["1c"].milestones_complete) == "1/1"
    assert _text(rows["3a"].milestones_complete) == "0/2"
    assert _text(rows["3a"].evidence_seen) == "1/2"


def test_an_item_moved_to_another_milestone_counts_where_it_was_on_the_day(database: Database, district: int) -> None:
    later = larkmoor.stamp_on(date(2027, 1, 5))
    with database.write() as session:
        target = session.scalars(select(MilestoneRow).filter_by(code="2.1.1", title="Milestone 2.1.1")).all()[-1]
        item = session.scalars(select(ActionItemRow).filter_by(plan_id=target.plan_id, code="1.1.1.2")).one()
        regroupings.regroup(session, item.id, target.id, later, "It belongs there")

    assert rows_of(by_practice(database, district, DEC_18)) == BY_PRACTICE
    rows = {row.code: row for row in by_practice(database, district, Day(date(2027, 1, 5))).rows}
    assert _text(rows["4c"].items.completed) == "2/3"


def test_causes_are_counted_by_the_newest_word_about_the_present_date(database: Database, district: int) -> None:
    with database.write() as session:
        _slips(session, FENN_ROAD, "1.1.1.2", "Two teachers left", CauseCategory.STAFFING)
        _slips(session, FENN_ROAD, "1.1.1.3", "No substitutes", CauseCategory.STAFFING)
        _slips(session, ALDER_STREET, "2.1.1.3", "No common hour", CauseCategory.TIME)
        _slips(session, ALDER_STREET, "2.1.1.4", "The trainer was ill", CauseCategory.TRAINING)
        _slips(session, ALDER_STREET, "2.1.1.1", "It was done long ago", CauseCategory.DATA)
        moved = DueMoved(on("12-19"), on("12-21"), "The substitutes come on Monday")
        items.record(session, _item(session, FENN_ROAD, "1.1.1.3"), moved, stamp_on(on("12-19")))

    table = by_practice(database, district, DEC_18)
    assert _causes(table.rows[0]) == {"staffing": 2, "time": 1, "training": 1}
    assert _causes(table.all) == {"staffing": 2, "time": 1, "training": 1, "other": 1}  # Quarry Hill's has no category
    schools = {row.code: _causes(row) for row in by_school(database, district, DEC_18).rows}
    assert schools == {
        ALDER_STREET: {"time": 1, "training": 1},
        FENN_ROAD: {"staffing": 2},
        QUARRY_HILL: {"other": 1},
        SABLE_CREEK: {},
    }
    before, after = Day(on("12-16")), Day(date(2026, 12, 22))
    assert _causes(by_practice(database, district, before).rows[0]) == {}
    assert _causes(by_practice(database, district, after).rows[0]) == {"staffing": 1, "time": 1, "training": 1}


def _slips(session: Session, school: str, code: str, cause: str, category: CauseCategory) -> None:
    report = StatusReported(on("12-17"), Status.BEHIND, cause, cause_category=category)
    items.record(session, _item(session, school, code), report, stamp_on(on("12-17")))


def _item(session: Session, school: str, code: str) -> int:
    of_school = PlanRow.organization_id == select(OrganizationRow.id).filter_by(name=school).scalar_subquery()
    statement = select(ActionItemRow.id).join(PlanRow, PlanRow.id == ActionItemRow.plan_id)
    return session.scalars(statement.where(of_school, ActionItemRow.code == code)).one()


def _causes(counted: NetworkCounts) -> dict[str, int]:
    return {count.category.value: count.items for count in counted.causes}


# ---------------------------------------------------------------- domains, objectives, and the districts' own plans

DOMAINS = [
    Row("talent_development", *BY_PRACTICE[2][1:]),
    Row(
        *("instructional_transformation", "4/4", "1/5", "2/5", "11/19", "8/16", "3/16", "5/16"),
        *(1, "1/4", 1, "1/4", 2, (1, 11), "10/14"),
    ),
    Row("culture_shift", *BY_PRACTICE[3][1:]),
]
BY_GOAL = [
    ("1", 2, BY_PRACTICE[0][1:]),
    ("2", 1, ("1/4", "0/1", "0/1", "1/3", "1/2", "0/2", "1/2", 0, "0/1", 1, "0/1", 1, (0, None), "0/2")),
    ("3", 0, ("0/4", "0/0", "0/0", "0/0", "0/0", "0/0", "0/0", 0, "0/0", 0, "0/0", 0, (0, None), "0/0")),
    ("", 1, ("1/4", "1/2", "1/2", "7/9", "5/8", "2/8", "1/8", 0, "1/1", 0, "0/1", 0, (0, None), "6/7")),
    (OWN, 1, BY_PRACTICE[3][1:]),
]
"""The number of the objective, how many strategies serve it, and the counts."""


def by_goal(database: Database, district: int, day: Day) -> NetworkTable:
    with database.read() as session:
        network = scope.read(session, TEAM, district, day)
        assert network is not None
        return counts.by_goal(session, network)


def goal_rows(table: NetworkTable) -> list[tuple[str, int, tuple[object, ...]]]:
    codes = {key: objective.code for key, objective in table.objectives.items()}
    return [(codes.get(row.code, row.code), row.strategies, tuple(row_of(row)[1:])) for row in table.rows]


def test_domains_are_subtotals_in_which_an_item_counts_once(database: Database, district: int) -> None:
    assert [row_of(row) for row in by_practice(database, district, DEC_18).domains] == DOMAINS
    with database.write() as session:
        item = session.scalars(select(ActionItemRow).filter_by(code="1.1.1.7")).one()
        item.practice = "3a, 3b"

    table = by_practice(database, district, DEC_18)

    assert [row_of(row) for row in table.domains] == DOMAINS[1:]
    assert row_of(table.all) == ALL


def test_by_objective_the_table_is_the_one_worked_by_hand(database: Database, district: int) -> None:
    with database.write() as session:
        larkmoor.save_district_plan(session, district)

    table = by_goal(database, district, DEC_18)

    assert goal_rows(table) == BY_GOAL
    assert row_of(table.all) == ALL
    assert (table.all.strategies, table.without_plan_above) == (5, 0)


def test_by_objective_a_past_day_has_that_days_links(database: Database, district: int) -> None:
    with database.write() as session:
        larkmoor.save_district_plan(session, district)

    links = [(code, strategies) for code, strategies, _ in goal_rows(by_goal(database, district, Day(on("10-31"))))]

    assert links == [("1", 1), ("2", 1), ("3", 0), ("", 3)]


def test_an_objective_opens_by_school(database: Database, district: int) -> None:
    with database.write() as session:
        keys = larkmoor.save_district_plan(session, district)
    with database.read() as session:
        network = scope.read(session, TEAM, district, DEC_18)
        assert network is not None
        table = counts.by_school(session, network, objective=keys["1"])

    assert [row.code for row in table.rows] == [FENN_ROAD, ALDER_STREET]
    assert row_of(table.all)._replace(schools="2/4") == BY_PRACTICE[0]._replace(code="")


def test_a_school_that_changed_district_serves_no_objective_of_the_former_one(
    database: Database, district: int
) -> None:
    """On Jan 5, Alder Street goes to a district whose plan has one objective. Seen from the state."""
    later = larkmoor.stamp_on(date(2027, 1, 5))
    with database.write() as session:
        larkmoor.save_district_plan(session, district)
        state = organizations.save_organization(session, TEAM, "State", "state")
        elsewhere = organizations.save_organization(session, TEAM, "Elsewhere", "district", parent="State")
        organizations.get(session, district).parent_id = state.id
        years = {"school_year": "2026-27", "starts_on": larkmoor.YEARS[0], "ends_on": larkmoor.YEARS[1]}
        plan = PlanRow(organization_id=elsewhere.id, title="Plan", created_on=on("08-17"), **years)
        session.add(plan)
        session.flush()
        session.add(PriorityRow(plan_id=plan.id, code="1", title="Attendance"))
        school = session.scalars(select(OrganizationRow).filter_by(name=ALDER_STREET)).one()
        organization_tree.record(session, school, "parent_id", elsewhere.id, later)
        state_id = state.id

    table = by_goal(database, state_id, Day(date(2027, 1, 5)))
    rows = [
        (table.objectives[row.code].organization if row.code in table.objectives else row.code, row.strategies)
        for row in table.rows
    ]

    assert rows == [("Elsewhere", 0), (DISTRICT, 1), (DISTRICT, 1), (DISTRICT, 0), ("", 2), (OWN, 1)]
    assert [_text(row.schools) for row in table.rows] == ["0/1", "1/3", "1/3", "0/3", "2/4", "1/4"]
    assert goal_rows(by_goal(database, district, DEC_18)) == BY_GOAL


def test_a_districts_own_plan_is_no_school(database: Database, district: int) -> None:
    with database.write() as session:
        larkmoor.save_district_plan(session, district)
        state = organizations.save_organization(session, TEAM, "State", "state")
        organizations.get(session, district).parent_id = state.id
        state_id = state.id

    table = by_practice(database, state_id, DEC_18)

    assert rows_of(table) == BY_PRACTICE
    assert row_of(table.all) == ALL
    assert table.districts is not None
    assert (_text(table.districts.schools), _text(table.districts.items.completed)) == ("1/1", "0/0")
    assert by_practice(database, district, DEC_18).districts is None
    assert len(by_school(database, state_id, DEC_18).rows) == 4


def test_a_districts_own_codes_are_rows_under_their_practice_which_counts_them_once(
    database: Database, district: int
) -> None:
    """Fenn Road's two open items of 3b work on number talks, one of them on unit checks as well."""
    with database.write() as session:
        own_practices.save(session, district, "3b-1", "Number talks", stamp_on(on("09-01")))
        own_practices.save(session, district, "3b-2", "Unit checks", stamp_on(on("09-01")))
        for code, coding in (("1.1.1.2", "3b-1"), ("1.1.1.3", "3b-1, 3b-2")):
            session.get_one(ActionItemRow, _item(session, FENN_ROAD, code)).practice = coding

    table = by_practice(database, district, DEC_18)
    assert rows_of(table) == BY_PRACTICE
    assert row_of(table.all) == ALL
    own = [(row.code, _text(row.schools), _text(row.items.behind)) for row in table.own["3b"]]
    assert own == [("3b-1", "1/4", "2/2"), ("3b-2", "1/4", "1/1")]
    assert list(table.own) == ["3b"]
    assert [row.code for row in by_school(database, district, DEC_18, "3b").rows] == [FENN_ROAD, ALDER_STREET]
    assert [row.code for row in by_school(database, district, DEC_18, "3b-2").rows] == [FENN_ROAD]
    assert by_practice(database, district, Day(on("08-31"))).own == {}


def test_the_state_sees_a_districts_own_codes_folded_into_the_twelve(database: Database, district: int) -> None:
    with database.write() as session:
        state = organizations.save_organization(session, TEAM, "Marsh State", "state").id
        other = organizations.save_organization(session, TEAM, "Other District", "district", parent="Marsh State").id
        session.get_one(OrganizationRow, district).parent_id = state
        own_practices.save(session, district, "3b-1", "Number talks", stamp_on(on("09-01")))
        session.get_one(ActionItemRow, _item(session, FENN_ROAD, "1.1.1.2")).practice = "3b-1"

    table = by_practice(database, state, DEC_18)
    assert rows_of(table) == BY_PRACTICE
    assert table.own == {}
    with database.read() as session:
        assert own_practices.names(session, other) == {}
        assert own_practices.names(session, district) == {"3b-1": "Number talks"}


def test_two_names_under_one_code_are_found(database: Database, district: int) -> None:
    with database.write() as session:
        state = organizations.save_organization(session, TEAM, "Marsh State", "state").id
        session.get_one(OrganizationRow, district).parent_id = state
        own_practices.save(session, district, "3b-1", "Number talks", stamp_on(on("09-01")))
        own_practices.save(session, state, "3b-1", "Math discourse", stamp_on(on("09-02")))
        own_practices.save(session, state, "3b-2", "Unit checks", stamp_on(on("09-02")))
        assert own_practices.names(session, district) == {"3b-1": "Number talks", "3b-2": "Unit checks"}
        (alike,) = own_practices.two_names(session, district)
    assert [practice.name for practice in alike] == ["Number talks", "Math discourse"]


def test_a_state_counts_the_schools_of_districts_at_any_depth_below_it(database: Database, district: int) -> None:
    later = larkmoor.stamp_on(date(2026, 9, 1))
    with database.write() as session:
        above = [
            organizations.save_organization(session, TEAM, name, level).id
            for name, level in (("State", "state"), ("Region", "district"), ("Service Center", "district"))
        ]
        for place, parent in zip([*above[1:], district], above, strict=True):
            row = session.get_one(OrganizationRow, place)
            organization_tree.record(session, row, "parent_id", parent, later)

    for place in above:
        table = by_practice(database, place, DEC_18)
        assert rows_of(table) == BY_PRACTICE
        assert row_of(table.all) == ALL
