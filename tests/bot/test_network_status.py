"""The status of a network: every plan stands in it, and what is at risk is never among what is behind."""

from datetime import date

from bot.messages import status as messages
from bot.messages.status import PlanCounts, SumOfPlans
from plans.item_events import Added, Event, Status, StatusReported
from plans.item_progress import Day
from plans.milestones import MilestoneCounts
from prompts import formats
from storage.plans.plans import PlanSummary
from tests.support.counting import ItemHistory, count

TODAY = date(2026, 11, 24)
PLANS = 150


def item(number: int, due: date, *reports: StatusReported) -> ItemHistory:
    events: tuple[Event, ...] = (Added(date(2026, 9, 1), due), *reports)
    return ItemHistory(f"1.1.1.{number}", f"Step {number}", "1.1", "Ana", events)


HISTORIES = [
    item(1, date(2026, 11, 2)),
    item(2, date(2026, 12, 4), StatusReported(date(2026, 11, 16), Status.BEHIND, "no substitutes")),
    item(3, date(2026, 12, 11)),
]


def plan(number: int) -> PlanSummary:
    return PlanSummary(
        id=number,
        title="Plan",
        school_year="2026-27",
        starts_on=date(2026, 8, 1),
        ends_on=date(2027, 6, 30),
        organization_id=number,
        organization=f"School {number:03} of the long-named Riverbend network",
        workspace_id="T1",
        time_zone="America/New_York",
        channel=None,
        asks_on="",
        asks_at="",
        open_days=6,
        created_on=date(2026, 8, 1),
    )


def test_every_plan_of_a_large_network_is_listed_and_at_risk_stands_apart_from_behind() -> None:
    progress = count(HISTORIES, Day(TODAY, is_over=False))
    milestones = MilestoneCounts(complete=1, on_course=1, at_risk=1, behind=1)
    counted = [PlanCounts(plan(number), progress, milestones) for number in range(PLANS)]
    with formats.reading(today=TODAY):
        answer = messages.network(counted, SumOfPlans(progress, milestones))
    lines = "\n".join(page.text for page in answer.pages("Continued")).splitlines()

    assert [line[3:13] for line in lines if line.startswith("• *School")] == [f"School {n:03}" for n in range(PLANS)]
    line = next(line for line in lines if "School 149" in line)
    assert "behind 1 of 1" in line
    assert "at risk 1" in line
    assert "milestones complete 1 of 4, behind 1 of 4, at risk 1 of 4" in line
    assert "…" not in "".join(lines)
