"""The list of role changes: what it says of each, and how much of a long one it shows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.messages import people as messages
from bot.messages.people import CHANGES_SHOWN
from prompts import formats
from storage.people.role_changes import RoleChange
from storage.plans.plans import PlanSummary

TODAY = date(2026, 11, 24)
FIRST = datetime(2026, 11, 16, 9, 5, tzinfo=UTC)


def plan(number: int) -> PlanSummary:
    return PlanSummary(
        id=number,
        title="Plan",
        school_year="2026-27",
        starts_on=date(2026, 8, 1),
        ends_on=date(2027, 6, 30),
        organization_id=number,
        organization=f"School {number:03}",
        workspace_id="T1",
        time_zone="America/New_York",
        channel=None,
        asks_on="",
        asks_at="",
        open_days=6,
        created_on=date(2026, 8, 1),
    )


def changes(count: int) -> list[RoleChange]:
    return [
        RoleChange(
            at=FIRST + timedelta(minutes=number),
            change="granted",
            role="plan_manager",
            person=f"Person {number}",
            place="Bethel",
            by="root",
        )
        for number in range(count)
    ]


def lines(count: int) -> list[str]:
    with formats.reading(today=TODAY):
        return messages.history(plan(1), changes(count)).text.splitlines()[1:]


def test_of_a_long_history_the_newest_changes_are_listed_and_counted() -> None:
    intro, *shown = lines(CHANGES_SHOWN + 23)

    assert intro == f"The newest {CHANGES_SHOWN} of {CHANGES_SHOWN + 23} changes, oldest first"
    assert len(shown) == CHANGES_SHOWN
    assert shown[0] == "• Mon, Nov 16, 9:28 AM: *Person 23* was made plan manager of Bethel by root"


def test_a_short_history_is_complete_and_an_empty_one_says_so() -> None:
    assert lines(2)[0] == "Oldest first"
    assert len(lines(2)) == 3
    assert lines(0) == ["No role has been granted or assigned yet."]
