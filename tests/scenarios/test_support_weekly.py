"""Requests for support that nobody answers: one line each, once a week, to the leaders of the district."""

from __future__ import annotations

from datetime import date

import pytest

from bot.action_items.support_reminding import SupportReminding, is_due
from plans.calendar import ONLY_WEEKENDS_CLOSED, ClosedDays
from tests.scenarios.district import District

OLD = "Half a day of planning time for grades 3 to 5"
"""What was asked for in the October check-in."""
NEED = "Two half days of substitutes"


def weekly(district: District) -> list[str]:
    return [text for text in district.told("grace") if "waited five school days" in text]


def ticks(district: District, moment: str) -> None:
    """One look at what is unanswered, by a program that has just started."""
    district.at(moment)
    SupportReminding(district.bot.turns).tick()
    district.settles()


def test_the_districts_leader_gets_one_message_a_week_with_what_has_waited_five_school_days(
    district: District,
) -> None:
    ticks(district, "2026-11-16 10:10")
    ticks(district, "2026-11-17 10:00")
    (first,) = weekly(district)
    assert "1 request for support has waited five school days or more for an answer" in first
    assert f"• *Bethel Elementary School*, 1.1.2.2: {OLD}. Asked Wed, Oct 21; open 26 days." in first
    assert "Dana" not in first

    ana = district.person("ana")
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause="No common hour", recovery="Dana covers a lesson", support=NEED)
    assert ana.submits() == {}
    ticks(district, "2026-11-23 10:00")
    assert [NEED in text for text in weekly(district)] == [False, False]
    ticks(district, "2026-11-30 10:00")
    assert [NEED in text for text in weekly(district)] == [False, False, True]


def test_what_is_answered_is_not_listed_and_a_program_that_was_down_writes_once(district: District) -> None:
    ticks(district, "2026-11-19 10:00")
    ticks(district, "2026-11-20 10:00")
    assert len(weekly(district)) == 1

    dana = district.person("dana")
    dana.opens_home()
    dana.clicks("Can't …", on=OLD)
    dana.fills(reason="No budget")
    assert dana.submits() == {}
    ticks(district, "2026-11-23 10:00")
    assert len(weekly(district)) == 1


def test_late_in_the_week_nothing_is_kept_for_the_next_one(district: District) -> None:
    ticks(district, "2026-11-20 18:30")
    assert weekly(district) == []
    ticks(district, "2026-11-23 10:00")
    assert len(weekly(district)) == 1


@pytest.mark.parametrize(
    ("since", "today", "closed", "expected"),
    [
        ("2026-10-30", "2026-11-09", ONLY_WEEKENDS_CLOSED, True),  # Monday to Friday lie between
        ("2026-11-02", "2026-11-09", ONLY_WEEKENDS_CLOSED, False),
        ("2026-11-02", "2026-11-13", ONLY_WEEKENDS_CLOSED, False),  # the sixth day, but not on that week's Monday
        ("2026-11-02", "2026-11-16", ONLY_WEEKENDS_CLOSED, True),
        ("2026-10-30", "2026-11-09", ClosedDays(frozenset({date(2026, 11, 4)})), False),
        ("2026-10-20", "2026-11-09", ClosedDays(frozenset({date(2026, 11, 9)})), False),  # closed on Monday
        ("2026-10-20", "2026-11-10", ClosedDays(frozenset({date(2026, 11, 9)})), True),
    ],
)
def test_five_school_days_are_counted_to_the_first_school_day_of_the_week(
    since: str, today: str, closed: ClosedDays, expected: bool
) -> None:
    assert is_due(date.fromisoformat(since), date.fromisoformat(today), closed) is expected
