"""What leaders, superintendents and plan managers read about their plans on Home, and where its Open leads."""

from __future__ import annotations

from tests.scenarios.district import District


def test_a_leader_opens_each_line_of_their_plan(district: District) -> None:
    district.at("2026-11-18 10:00")
    dana = district.person("dana")
    dana.opens_home()
    dana.clicks("Open", on="have answered everything")
    dana.sees("Ana Ruiz")  # names, because the leader is the only one who reads it
    dana.clicks("Calendar")
    dana.sees("You'll find it in your messages with me.")
    dana.closes()
    assert "the next twelve months" in district.told("dana")[-1]

    dana.clicks("Open", on="Status:")
    dana.sees("Bethel Elementary School: status as of Wed, Nov 18")
    dana.sees("Behind, longest first")
    dana.closes()

    dana.clicks("Open", on="still open, for")
    dana.sees("Half a day of planning time for grades 3 to 5")
    dana.closes()

    dana.clicks("Open", on="Minutes:")
    dana.sees("October 2026")
    dana.clicks("Agenda")
    dana.sees("You'll find it in your messages with me.")
    assert district.broken_rules() == []


def test_a_superintendent_sees_the_schools_and_opens_one(district: District) -> None:
    district.at("2026-11-18 10:00")
    grace = district.person("grace")
    grace.opens_home()
    grace.clicks("Open", on="Reynolds Middle School")
    grace.sees("0 of 5 have answered everything. Closes Mon, Nov 23.")
    grace.sees("nothing is open")
    grace.clicks("Send with picture")
    grace.sees("You'll find it in your messages with me.")

    assert "Reynolds Middle School: status as of Wed, Nov 18" in district.told("grace")[-1]


def test_a_plan_manager_finds_roles_without_a_person(district: District) -> None:
    omar = district.person("omar")
    district.changes("U00000SAM", deleted=True)
    omar.opens_home()
    omar.sees("No one is assigned to Math Lead Teacher.")

    omar.clicks("Open", on="Bethel Elementary School")
    omar.sees("Family Liaison")
    omar.clicks("Assign people")
    omar.fills(role="Math Lead Teacher", holders=["U0000LENA"])
    assert omar.submits() == {}
    omar.opens_home()
    district.settles()
    omar.sees("Every role is assigned.")
    assert district.broken_rules() == []
