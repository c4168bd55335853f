"""A superintendent looks at a school from above: counts always, names and words with the leave of its leader."""

from __future__ import annotations

import pytest

from tests.scenarios.district import District

NAMES = ("Ana Ruiz", "Maria", "Dana Whitfield", "Instructional Coach", "common planning time")
REFUSED = "The leader of *Bethel Elementary School* hasn't shared names and words"


def test_a_status_from_above_has_counts_and_categories_but_no_names_and_words(district: District) -> None:
    answer = district.answers("grace", "/plan status bethel", in_="dm")

    assert "Bethel Elementary School: status as of" in answer
    assert "*Completed:*" in answer
    assert "*1.1.3.2*: due Fri, Oct 16, 31 days late. Cause: time" in answer
    assert "Names and words are left out: the leader of *Bethel Elementary School* hasn't shared them." in answer
    assert not [name for name in NAMES if name in answer]
    assert "Ask a channel" not in answer
    assert "*1.1.3.2*" in district.answers("dana", "/plan status")


@pytest.mark.parametrize(
    "command",
    [
        "find peer",
        "documents bethel",
        "documents list bethel",
        "minutes bethel october",
        "minutes list bethel",
        "supports bethel",
        "trace bethel",
        "coverage bethel",
        "agenda bethel",
        "communications bethel",
        "checkin bethel",
        "item 1.1.3.2 bethel",
        "milestone 1.1.3 bethel",
        "participation bethel",
        "change bethel",
        "people bethel",
    ],
)
def test_nothing_else_of_the_school_opens_from_above(district: District, command: str) -> None:
    answer = district.answers("grace", f"/plan {command}", in_="dm")

    assert not [name for name in NAMES if name in answer]


def test_what_somebody_owns_there_stays_there_too(district: District) -> None:
    answer = district.answers("grace", "/plan owner <@U00000ANA>", in_="dm")

    assert "1.1.3.2" not in answer


def test_support_that_was_passed_on_is_listed_and_other_support_is_not(district: District) -> None:
    inside = district.answers("dana", "/plan supports bethel", in_="dm")
    assert "Half a day of planning time" in inside

    table = district.answers("grace", "/plan supports bethel", in_="dm")
    assert "SUPPORTS: Bethel Elementary School" in table
    assert "No support was passed on to you, and the rest is left out" in table
    assert "No support has been asked for" not in table
    assert "Half a day of planning time" not in table


def test_a_leader_gives_leave_and_takes_it_back(district: District) -> None:
    dana, grace = district.person("dana"), district.person("grace")
    card = district.answers("dana", "/plan share bethel", in_="dm")
    assert "• *Riverbend School District*: not shared" in card
    assert "Omar Haddad" in card  # the district's plan manager works in the plan
    dana.clicks("Share")
    dana.sees("From now on, leaders, viewers and staff of Riverbend School District can read names and words")

    assert "Cause (time), given Wed, Oct 21: Two pairs have no common planning time." in district.answers(
        "grace", "/plan status bethel", in_="dm"
    )
    card = district.answers("grace", "/plan share bethel", in_="dm")
    assert "• *Riverbend School District*: shared since Mon, Nov 16, by Dana Whitfield" in card
    assert "not shared" in district.answers("grace", "/plan share bethel as of Nov 15", in_="dm")
    assert "Stop sharing" not in grace.reads(in_=grace.dm())[-1]

    district.answers("dana", "/plan share bethel", in_="dm")
    dana.clicks("Stop sharing")
    dana.sees("sees only counts of the plan of Bethel Elementary School again")
    assert REFUSED in district.answers("grace", "/plan coverage bethel", in_="dm")
    assert district.broken_rules() == []
