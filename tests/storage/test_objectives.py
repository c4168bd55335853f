"""Which objective of a district's plan the strategies of its schools serve, with its history."""

from datetime import date

import pytest
from sqlalchemy import select

from plans.objectives import OWN, Ground, Objective, suggested
from storage.database import Database
from storage.models import OrganizationRow, PlanChangeRow, PlanRow, PriorityRow
from storage.people import organization_tree, organizations
from storage.plans import objectives, plan_month, plans
from storage.plans.plans import PlanSummary
from tests.support import larkmoor
from tests.support.larkmoor import ALDER_STREET, DISTRICT, FENN_ROAD, QUARRY_HILL, TEAM
from tests.support.quarry_hill import on

DEC_18 = on("12-18")


@pytest.fixture
def keys(database: Database) -> dict[str, str]:
    with database.write() as session:
        return larkmoor.save_district_plan(session, larkmoor.save(session))


def plan_of(database: Database, school: str) -> PlanSummary:
    with database.read() as session:
        return next(each for each in plans.summaries(session, TEAM) if each.organization == school)


def test_a_school_chooses_among_the_objectives_of_the_nearest_plan_above(
    database: Database, keys: dict[str, str]
) -> None:
    school, district = plan_of(database, FENN_ROAD), plan_of(database, DISTRICT)
    with database.read() as session:
        above = objectives.above(session, school, DEC_18)
        none_above = objectives.above(session, district, DEC_18)

    assert [(each.key, each.name, each.organization) for each in above] == [
        (keys["1"], "1 Strong lessons", DISTRICT),
        (keys["2"], "2 Every student's needs", DISTRICT),
        (keys["3"], "3 Better attendance", DISTRICT),
    ]
    assert [sorted(each.practices) for each in above] == [["3b"], ["3a"], ["4c"]]
    assert none_above == []


def test_a_strategy_is_unlinked_until_somebody_decides(database: Database, keys: dict[str, str]) -> None:
    quarry_hill, fenn_road = plan_of(database, QUARRY_HILL), plan_of(database, FENN_ROAD)
    with database.read() as session:
        above = objectives.above(session, quarry_hill, DEC_18)
        unlinked = objectives.unlinked(session, quarry_hill.id, above)
        decided = objectives.unlinked(session, fenn_road.id, above)

    assert [(each.code, each.practices) for each in unlinked] == [("1.1", ("3a",))]
    assert decided == []
    assert keys


def test_a_school_that_changes_district_is_asked_anew(database: Database, keys: dict[str, str]) -> None:
    school = plan_of(database, ALDER_STREET)
    with database.write() as session:
        organizations.save_organization(session, TEAM, "Elsewhere", "district")
        rows = {row.name: row for row in session.scalars(select(OrganizationRow))}
        stamp = larkmoor.stamp_on(DEC_18)
        organization_tree.record(session, rows[ALDER_STREET], "parent_id", rows["Elsewhere"].id, stamp)
        above = objectives.above(session, school, DEC_18)
        before = objectives.above(session, school, on("12-17"))

    assert above == []
    assert [each.key for each in before] == list(keys.values())


def test_what_a_strategy_served_before_is_kept_with_who_when_and_why(database: Database, keys: dict[str, str]) -> None:
    with database.write() as session:
        row = larkmoor.strategy_of(session, ALDER_STREET, "2.1")
        objectives.link(session, row, OWN, larkmoor.stamp_on(DEC_18), "It began before the district's plan")
        changes = session.scalars(select(PlanChangeRow).filter_by(field="serves", row_id=row.id)).all()
        history = [(each.recorded_on, each.before, each.after) for each in changes]
        (revised,) = [
            each
            for each in plan_month.changed(session, row.plan_id, DEC_18, DEC_18)
            if [field.name for field in each.fields] == ["serves"]
        ]

    assert history == [(on("10-05"), "", keys["1"]), (DEC_18, keys["1"], OWN)]
    assert (revised.fields[0].before, revised.fields[0].after) == ("1 Strong lessons", OWN)
    assert revised.reason == "It began before the district's plan"


def test_in_the_next_school_year_it_serves_the_same_objective_of_the_new_plan(
    database: Database, keys: dict[str, str]
) -> None:
    in_september = date(2027, 9, 1)
    with database.write() as session:
        assert objectives.in_next_plan(session, keys["1"], in_september) is None
        district = session.scalars(select(OrganizationRow).filter_by(name=DISTRICT)).one()
        years = {"school_year": "2027-28", "starts_on": date(2027, 7, 1), "ends_on": date(2028, 6, 30)}
        plan = PlanRow(organization_id=district.id, title="Plan", created_on=date(2027, 7, 1), **years)
        session.add(plan)
        session.flush()
        for code, title in (("1", "Strong lessons"), ("2", "Something new")):
            session.add(PriorityRow(plan_id=plan.id, code=code, title=title))
        session.flush()
        new = session.scalars(select(PriorityRow.id).filter_by(plan_id=plan.id, code="1")).one()

        assert objectives.in_next_plan(session, keys["1"], in_september) == f"priority:{new}"
        assert objectives.in_next_plan(session, keys["2"], in_september) is None
        assert objectives.in_next_plan(session, OWN, in_september) == OWN


def objective(code: str, words: str, *practices: str) -> Objective:
    return Objective(
        key=f"priority:{code}", organization="D", code=code, title=words, practices=frozenset(practices), words=words
    )


LITERACY = objective("1", "Reading and writing across subjects", "3b")
MATH = objective("2", "Mathematics problem solving", "3a", "3b")


@pytest.mark.parametrize(
    ("codes", "words", "expected"),
    [
        (("3a",), "Reading and writing groups", ("2", Ground.PRACTICE, ["3a"])),
        (("3b",), "Reading and writing groups", ("1", Ground.PRACTICE, ["3b"])),
        ((), "Reading and writing groups", ("1", Ground.WORDS, [])),
        ((), "Reading groups", None),
        (("3b",), "Attendance", None),
        ((), "Attendance", None),
    ],
)
def test_practices_suggest_an_objective_before_words_do(
    codes: tuple[str, ...], words: str, expected: tuple[str, Ground, list[str]] | None
) -> None:
    suggestion = suggested(codes, words, [LITERACY, MATH])

    assert (suggestion and (suggestion.objective.code, suggestion.ground, list(suggestion.shared))) == expected
    assert suggested(codes, words, []) is None
