"""A plan manager without a terminal goes from an empty workspace to the first check-in that somebody else answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.people import memberships, organization_tree, organizations
from tests.scenarios.district import TEAM, District, finger_on, open_district
from tests.support.databases import new_sqlite
from tests.support.setting_up import SEEDS, START, Counted, district_workbook, drops, imports, workbook

PRESSES = 18
"""Of the plan manager, as docs/setup-in-slack.md says."""


@pytest.fixture
def empty(database_url: str) -> Iterator[District]:
    """A workspace whose bot has no plan yet, on each database."""
    with open_district(database_url, START, seeds=SEEDS) as opened:
        yield opened


@pytest.fixture
def district_empty(tmp_path: Path) -> Iterator[District]:
    """The same on SQLite alone."""
    new_sqlite(tmp_path / "empty.db").close()
    with open_district(tmp_path / "empty.db", START, seeds=SEEDS) as opened:
        yield opened


@pytest.fixture
def lakeside(district_empty: District) -> District:
    """The same with the plan imported."""
    drops(district_empty, "omar", "Lakeside plan.xlsx", workbook())
    imports(district_empty, "omar")
    return district_empty


def test_from_an_empty_workspace_to_the_first_answer(empty: District) -> None:
    omar = Counted(empty.person("omar"))
    omar.presses += 2  # Attach, and the file
    drops(empty, "omar", "Lakeside plan.xlsx", workbook())
    omar.clicks("Import …")
    omar.submits()

    omar.person.sees("Setting up Lakeside Elementary School, 2026-27")
    omar.clicks("Continue …")
    omar.person.sees("Who are they in this workspace?")
    omar.submits()
    omar.person.sees("Where does the team of Lakeside Elementary School meet?")
    omar.picks("channel", "CLAKESIDE")
    omar.submits()
    omar.person.sees("Thanksgiving and the day after: Thu, Nov 26 to Fri, Nov 27")
    omar.submits()
    omar.picks("asks_at", "10:00 AM")
    omar.submits()

    omar.person.sees("Who hears what, when")
    card = empty.told("omar")[-1]
    assert ":white_check_mark: *Who is who*: 3 of 3 names and roles are assigned" in card
    assert ":white_check_mark: *Channel and leaders*: " in card
    assert "Dana Whitfield" in card
    assert ":white_check_mark: *Calendar*: 8 closed days and breaks this school year" in card
    assert "the third Tuesday of the month at 10:00 AM, everyone's own time" in card
    omar.clicks("Try it on me")
    omar.person.sees("nothing you tap in it is counted")
    omar.clicks("On track")
    omar.person.sees("That was the sample")
    assert empty.told("lena") == []
    omar.clicks("Done")
    omar.presses += 1  # "Start", in the question before
    omar.person.sees("*Lakeside Elementary School* has started.")
    omar.clicks("Open check-in now")
    empty.settles()
    empty.at("2026-11-16 11:00")

    lena = empty.person("lena")
    lena.sees("Where do your action items in *Lakeside Elementary School* stand?")
    lena.clicks("On track", on="Order texts")
    lena.sees("*On track* · Lena Brandt")
    assert omar.presses == PRESSES
    assert not empty.broken_rules()


def test_nobody_else_hears_of_a_plan_before_it_is_started(lakeside: District) -> None:
    lakeside.at("2026-11-17 12:00")

    assert [lakeside.told(name) for name in ("dana", "lena", "sam")] == [[], [], []]


def test_a_setup_goes_on_where_it_was_left_after_a_restart(lakeside: District) -> None:
    omar = lakeside.person("omar")
    omar.clicks("Continue …")
    assert omar.submits() == {}
    omar.closes()
    lakeside.restarts()

    answer = lakeside.answers("omar", "/plan setup", in_="dm")
    assert ":white_check_mark: *Who is who*" in answer
    assert ":white_circle: *Channel and leaders*" in answer
    omar.clicks("Continue …")
    omar.sees("Where does the team of Lakeside Elementary School meet?")


def test_an_old_card_opens_its_own_step_and_changes_nothing_that_came_later(lakeside: District) -> None:
    omar = lakeside.person("omar")
    old = finger_on(omar, "Continue …")
    for step in range(4):
        if step == 0:
            omar.clicks("Continue …")
        assert omar.submits() == {}
    lakeside.settles()
    old()
    assert omar.submits() == {}
    lakeside.settles()

    assert "Who hears what, when" in lakeside.answers("omar", "/plan setup", in_="dm")


def test_two_plan_managers_start_a_plan_once(lakeside: District) -> None:
    omar = lakeside.person("omar")
    for step in range(4):
        if step == 0:
            omar.clicks("Continue …")
        assert omar.submits() == {}
    lakeside.settles()
    start = finger_on(omar, "Done")
    start()
    omar.sees("has started.")
    start()

    omar.sees("has started already.")
    assert sum("has started." in text for text in lakeside.told("omar")) == 1


def test_who_may_not_set_plans_up_hears_whom_to_ask(lakeside: District) -> None:
    assert "Only plan managers can set plans up. Ask Omar Haddad." in lakeside.answers("maria", "/plan setup", "dm")
    forged = finger_on(lakeside.person("omar"), "Continue …", by=lakeside.person("maria"))
    with pytest.raises(AssertionError):
        forged()


def test_an_owner_of_an_empty_workspace_is_offered_the_setup(district_empty: District) -> None:
    assert "Set up a plan" in district_empty.answers("omar", "/plan help", in_="dm")
    assert "Drop your plan's spreadsheet" in district_empty.answers("omar", "/plan setup", in_="dm")
    assert "/plan setup" not in district_empty.answers("maria", "/plan help everything", in_="dm")


def test_a_district_imports_several_schools_from_one_workbook(district_empty: District) -> None:
    answer = drops(district_empty, "omar", "District plans.xlsx", district_workbook())
    assert "Each sheet names a school of its own, so there are 2 plans:" in answer
    omar = district_empty.person("omar")
    omar.clicks("Import …")
    omar.sees("This imports the plans of Lakeside Elementary School and Reynolds Middle School")
    omar.fills(district="Riverbend School District")
    assert omar.submits() == {}
    district_empty.settles()

    with district_empty.database.read() as session:
        tree = {place.name: place.parent_id for place in organization_tree.as_of(session, TEAM).values()}
        district = organizations.find(session, TEAM, "Riverbend School District")
        assert district is not None
        schools = dict.fromkeys(("Lakeside Elementary School", "Reynolds Middle School"), district.id)
        assert tree == {"Riverbend School District": None, **schools}
        assert memberships.granted_here(session, district.id, {"plan_manager"})[0].name == "Omar Haddad"
    assert "Reynolds Middle School" in district_empty.answers("omar", "/plan setup", in_="dm")
    omar.clicks("Reynolds Middle School")
    omar.sees("Setting up Reynolds Middle School, 2026-27")


def test_an_empty_plan_is_begun_without_a_file(district_empty: District) -> None:
    omar = district_empty.person("omar")
    district_empty.answers("omar", "/plan setup", in_="dm")
    omar.clicks("Start an empty plan …")
    omar.fills(organization="Lakeside Elementary School")
    assert omar.submits() == {}
    omar.sees("Setting up Lakeside Elementary School, 2026-27")

    district_empty.answers("omar", "/plan setup lakeside", in_="dm")
    omar.clicks("Continue …")
    omar.sees("The plan doesn't name anyone yet")


def test_a_school_year_has_one_plan(lakeside: District) -> None:
    lakeside.changes("U0000DANA", role="admin")
    dana = lakeside.person("dana")
    lakeside.answers("dana", "/plan setup", in_="dm")
    dana.clicks("Start an empty plan …")
    dana.fills(organization="Lakeside Elementary School", district="Riverbend School District")
    assert "Only plan managers of Lakeside Elementary School" in dana.submits()["organization"]

    with lakeside.database.read() as session:
        assert organizations.find(session, TEAM, "Riverbend School District") is None


def test_a_calendar_before_any_plan_says_what_to_do_first(district_empty: District) -> None:
    drops(district_empty, "omar", "days.csv", b"Nov 25 - Nov 27, 2026: Thanksgiving break\n")
    district_empty.person("omar").clicks("Import …")

    district_empty.person("omar").sees("Import its plan first, then press Import … again.")
