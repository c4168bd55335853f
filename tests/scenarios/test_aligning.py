"""A school's strategies name the objectives of the district's plan that they serve."""

import pytest
from sqlalchemy import select

from storage.models import PlanChangeRow
from tests.scenarios.district import District
from tests.support.district_plan import save_district_plan, served

CHANNEL = "C00BETHEL"
LESSONS, FAMILIES = "Serves 1 Strong lessons in every school", "Serves 2 Families at the table"


@pytest.fixture
def november(district: District) -> District:
    """The superintendent's own plan has two objectives; Bethel has two strategies, of which nobody has decided."""
    district.at("2026-11-17 10:00")
    save_district_plan(district.database)
    return district


def test_strategies_are_asked_about_in_turn_and_nothing_is_chosen_by_itself(november: District) -> None:
    dana = november.person("dana")
    dana.types("/plan align", in_=CHANNEL)

    dana.sees("1.1 Learning intentions and success criteria")
    dana.sees("2 more strategies after this one")
    dana.sees("Both work on 3b: 1 Strong lessons in every school would fit.")
    dana.submits()
    dana.sees("1.2 Feedback students use")
    dana.submits()
    dana.sees("2.1 Families know what their children are learning")
    dana.fills(serves=FAMILIES)
    dana.submits()
    dana.sees("2 strategies of Bethel Elementary School still name no objective. /plan align asks again.")
    dana.closes()

    assert served(november.database) == {"1.1": None, "1.2": None, "2.1": "2"}
    dana.types("/plan align", in_=CHANNEL)
    dana.fills(serves=LESSONS)
    dana.submits()
    assert served(november.database)["1.1"] == "1"


def test_a_strategy_can_be_the_schools_own(november: District) -> None:
    dana = november.person("dana")
    dana.types("/plan align", in_=CHANNEL)
    for _ in served(november.database):
        dana.fills(serves="It's our own")
        dana.submits()
    dana.closes()

    assert set(served(november.database).values()) == {"own"}
    assert "names the objective it serves, or is your own" in november.answers("dana", "/plan align")


def test_the_strategys_form_changes_it_and_the_minutes_tell_so(november: District) -> None:
    dana = november.person("dana")
    dana.types("/plan change 1.1", in_=CHANNEL)
    dana.fills(**{"part:serves": FAMILIES, "reason": "We start with families"})
    assert dana.submits() == {}
    dana.sees("Objective it serves: 2 Families at the table")
    dana.closes()
    november.later(minutes=1)
    dana.types("/plan change 1.1", in_=CHANNEL)
    dana.fills(**{"part:serves": "It's our own", "reason": "It came first"})
    assert dana.submits() == {}
    dana.sees("Objective it serves: the school's own (before: 2 Families at the table)")
    dana.closes()

    with november.database.read() as session:
        changes = session.scalars(select(PlanChangeRow).filter_by(field="serves").order_by(PlanChangeRow.id))
        reasons = [(row.after[:8], row.reason) for row in changes]
    assert reasons == [("priority", "We start with families"), ("own", "It came first")]
    november.answers("dana", "/plan minutes")
    november.settles()
    minutes = next(text for text in reversed(november.told("dana")) if text.startswith("Minutes draft"))
    assert "objective served from 2 Families at the table to the school's own. Reason: It came first" in minutes


def test_a_new_strategy_names_its_objective(november: District) -> None:
    dana = november.person("dana")
    dana.types("/plan change add strategy", in_=CHANNEL)
    dana.fills(parent="2 Families as partners in learning")
    dana.fills(**{"part:title": "Family nights", "part:serves": FAMILIES, "reason": "Families asked"})
    assert dana.submits() == {}

    assert served(november.database)["2.2"] == "2"


def test_without_a_plan_above_there_is_nothing_to_choose(district: District) -> None:
    answer = district.answers("dana", "/plan align")

    assert answer == (
        "No organization above *Bethel Elementary School* has a plan, so there are no objectives that its strategies "
        "could serve."
    )


def test_the_superintendent_sees_which_strategies_serve_what(november: District) -> None:
    """Reynolds has two strategies and decides nothing; Bethel decides in turn: 1, its own, 2."""
    dana, grace = november.person("dana"), november.person("grace")
    dana.types("/plan align", in_=CHANNEL)
    for choice in (LESSONS, "It's our own", FAMILIES):
        dana.fills(serves=choice)
        dana.submits()
    dana.closes()

    answer = november.answers("grace", "/plan network goal", in_="dm")

    assert "Riverbend School District: by objective, as of Tue, Nov 17" in answer
    assert "*1 Strong lessons in every school* · 1 of 2 schools · 1 strategy" in answer
    assert "*2 Families at the table* · 1 of 2 schools · 1 strategy" in answer
    assert "*No objective named yet* · 1 of 2 schools · 2 strategies" in answer
    assert answer.index("*No objective named yet*") < answer.index("*The schools' own* · 1 of 2 schools · 1 strategy")
    grace.selects("2 Families at the table", from_="Open an objective …")
    grace.sees("2 Families at the table, by school, as of Tue, Nov 17")
    grace.clicks("By practice")
    grace.clicks("By objective")
    grace.sees("Riverbend School District: by objective")
    yesterday = november.answers("grace", "/plan network objectives as of Nov 16", in_="dm")
    assert "*No objective named yet* · 2 of 2 schools · 5 strategies" in yesterday
    assert "No school's strategy serves it." in yesterday


def test_staff_of_a_school_see_no_network_by_objective(november: District) -> None:
    assert "can do that" in november.answers("maria", "/plan network goal")
    assert "can do that" in november.answers("maria", "/plan align")


def test_without_a_plan_above_there_is_no_network_by_objective(district: District) -> None:
    answer = district.answers("grace", "/plan network goal", in_="dm")

    assert answer.startswith("Neither *Riverbend School District* nor a district below it has a plan of its own")
    assert "By objective" not in district.answers("grace", "/plan network", in_="dm")
