"""A school goes on to its next year: every milestone decided, the new plan made, and the old year as it was.

The expected words and dates are worked out by hand from the plan of Quarry Hill and the calendar of 2027-28 below.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Table, select

from bot.documents import kinds
from bot.documents.formats.text import text
from bot.rollovers.making import RolloverTick, make_next_plan
from bot.slack.payloads import Who
from conversations.documents.names import DocumentName
from conversations.rollover import RolloverSubject
from plans.item_events import Completed, Status
from plans.item_progress import Day
from plans.readings import OutcomeReading
from plans.school_calendar import Closing, Term, TermKind
from storage.items import items, reminders
from storage.models import ActionItemRow, Base, MeasureRow, MilestoneRow
from storage.people import calendars, organizations
from storage.plans import plans, whole_plan
from storage.plans.places import PlanRowReference
from storage.plans.plans import PlanSummary
from storage.rollovers import reports
from storage.rounds import minutes as store
from storage.rounds import reading_records
from tests.scenarios.district import District, finger_on

TEAM, CHANNEL = "TLARKMOOR", "C00QUARRY"
DONE = ("1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.5", "1.1.1.6", "1.1.2.1")
LAST_DAY = Day(date(2027, 6, 25))
QUARTERS = [
    Term(TermKind.QUARTER, 1, date(2027, 8, 16), date(2027, 10, 15)),
    Term(TermKind.QUARTER, 2, date(2027, 10, 18), date(2027, 12, 17)),
    Term(TermKind.QUARTER, 3, date(2028, 1, 4), date(2028, 3, 10)),
    Term(TermKind.QUARTER, 4, date(2028, 3, 13), date(2028, 5, 26)),
]
SUMMER = Closing(date(2027, 7, 1), date(2027, 8, 15), "Summer break")
OVERVIEW = """\
Quarry Hill Middle School: from 2026-27 to 2027-28
Here's what happens. Nothing changes until you start the new year, and this year's plan stays as it was.
*Strategies that go on*
• 1.1 Common unit checks
*Milestones*: 2 milestones aren't finished; I'll ask about them one at a time.
*Action items*: open ones come along with their milestone and their owner, unless you take them out.
*Measures in 2027-28*
• 1.1 lessons in which the teacher adjusts instruction from a check: baseline 52%, the last reading (Wed, Jun 2); \
*no target written for 2027-28*
:warning: 1 measure has no target for 2027-28.
*Benchmarks*: 2 come along, dated a year later.
*Everything else goes along*: vision, goals, priorities, minimum conditions, people and roles, team channels, \
check-in days and your school calendar. Numbers stay the same.
*First day*: Mon, Aug 16, 2027. Dates move to the same day a year later, or the nearest school day."""
QUESTION = """\
Quarry Hill Middle School, 2027-28 · 0 of 2 decided
*1.1.1 Every math unit has a common check*
Strategy 1.1 Common unit checks · Math Coach
Due Fri, Dec 18 → *Fri, Dec 17, 2027*
Open action items, with new dates:
• 1.1.1.4 Write the grade 8 unit checks: Grade 8 Math Lead, Fri, Nov 12, 2027
• 1.1.1.7 Hold two sessions on adjusting instruction: Math Coach, Fri, Nov 19, 2027
What happens to this milestone in 2027-28?"""
PREVIEW = """\
*Everything is decided*
• Strategies: 1 goes on
• Milestones: 1 carried over, 1 dropped
• Open action items: 1 comes along, 2 stay with 2026-27
• 1.1.1 Every math unit has its check in the bank: Fri, Dec 17, 2027, Principal, without 1.1.1.4
• Dropped: 1.1.2 Students are retaught within the week. Reason: the block is part of the schedule now"""
NOTICES = {
    "principal": """\
*Quarry Hill Middle School: the plan for 2027-28 begins*
You lead, carried over from 2026-27:
• 1.1.1 Every math unit has its check in the bank: due Fri, Dec 17
Dropped at the end of 2026-27:
• 1.1.2 Students are retaught within the week. Larkmoor Superintendent's reason: the block is part of the schedule now
`/plan mine` lists all that's yours. Nothing to do right now.""",
    "coach": """\
*Quarry Hill Middle School: the plan for 2027-28 begins*
Your action items, carried over from 2026-27:
• 1.1.1.7 Hold two sessions on adjusting instruction: Fri, Oct 15
`/plan mine` lists all that's yours. Nothing to do right now.""",
    "grade6": """\
*Quarry Hill Middle School: the plan for 2027-28 begins*
Not carried over; they stay with 2026-27:
• 1.1.2.2 Reteach each week and note attendance
Dropped at the end of 2026-27:
• 1.1.2 Students are retaught within the week. Larkmoor Superintendent's reason: the block is part of the schedule now
`/plan mine` lists all that's yours. Nothing to do right now.""",
    "grade8": """\
*Quarry Hill Middle School: the plan for 2027-28 begins*
Not carried over; they stay with 2026-27:
• 1.1.1.4 Write the grade 8 unit checks
`/plan mine` lists all that's yours. Nothing to do right now.""",
}
YEAR_ROWS = (
    "| 1.1.1: Every math unit has a common check | Fri, Dec 18 | Every math unit has its check in the bank "
    "| Fri, Dec 17, 2027 |",
    "| 1.1.2: Students are retaught within the week | The block is part of the schedule now |",
)
YEAR = re.compile(r", 202[67]")
"""A date carries its year when it isn't in the reader's school year, so the same answer has more years in August."""
BEGINS = "the plan for 2027-28 begins"


def test_a_school_goes_on_to_the_next_year_and_the_old_one_stays_as_it_was(school: District) -> None:
    live_until_june(school)
    assert OVERVIEW in school.answers("principal", "/plan next year", in_=CHANNEL)
    decide(school)
    publish_june(school)

    school.at("2027-06-30 10:00")
    RolloverTick(school.bot.turns).tick()
    assert len(all_plans(school)) == 1
    before = old_year(school)

    school.at("2027-07-01 10:00")
    RolloverTick(school.bot.turns).tick()
    RolloverTick(school.bot.turns).tick()
    school.settles()
    assert old_year(school) == before
    read_the_next_plan(school)
    hear_on_the_first_day(school)
    assert old_year(school) == before
    read_the_reports(school)
    read_the_annual_report(school)
    assert school.broken_rules() == []


def live_until_june(school: District) -> None:
    school.at("2027-06-03 10:00")
    with school.bot.turns.write(Who(team=TEAM, user="U000COACH")) as turn:
        (plan,) = plans.summaries(turn.session, TEAM)
        stamp = turn.stamp(plan.time_zone)
        for code in DONE:
            row_id = items.find(turn.session, plan.id, code).id
            items.record(turn.session, row_id, Completed(recorded=stamp.on, completed_on=stamp.on), stamp)
        measure = PlanRowReference("measure", turn.session.scalars(select(MeasureRow.id)).one())
        reading = OutcomeReading(taken_on=date(2027, 6, 2), text="52%", source="learning walks")
        reading_records.add_outside_rounds(turn.session, measure, Status.ON_TRACK, reading, stamp)
        district = organizations.find(turn.session, TEAM, "Larkmoor School District")
        assert district is not None
        calendars.replace(turn.session, district.id, [SUMMER], QUARTERS)


def publish_june(school: District) -> None:
    """The old year goes on as usual after its successor is decided."""
    principal = school.person("principal")
    school.at("2027-06-15 09:05")
    school.at("2027-06-22 08:05")
    school.answers("principal", "/plan minutes June", in_=CHANNEL)
    school.settles()
    principal.clicks("Publish")
    principal.fills(next_on="2027-06-29", participants=["UPRINCIPAL"])
    assert principal.submits() == {}
    school.settles()


def decide(school: District) -> None:
    """The principal and the superintendent, each with a card of their own."""
    principal, superintendent = school.person("principal"), school.person("district", "UDISTRICT")
    school.answers("principal", "/plan share", in_="dm")
    principal.clicks("Share")
    school.answers("principal", "/plan next year", in_=CHANNEL)
    principal.clicks("Begin")
    school.settles()
    school.answers("district", "/plan next year", in_="dm")
    superintendent.clicks("Go on")
    assert QUESTION in school.told("principal")[-1]
    late_tap = finger_on(superintendent, "Carry over")

    principal.clicks("Change …")
    principal.fills(
        **{
            "milestone": "Every math unit has its check in the bank",
            "lead": "Principal",
            "1.1.1.7 is due": "2027-10-15",
            "action items that come along": ["1.1.1.7"],
        }
    )
    assert principal.submits() == {}
    late_tap()
    assert "Principal has decided that already." in school.told("district")[-1]
    superintendent.clicks("Drop …")
    superintendent.fills(why="")
    assert superintendent.submits() != {}
    superintendent.fills(why="the block is part of the schedule now")
    assert superintendent.submits() == {}
    assert PREVIEW in school.told("principal")[-1]

    undo_and_decide_again(school)
    principal.clicks("Start the new year")
    assert "Principal started it Thu, Jun 3." in school.told("district")[-2]


def undo_and_decide_again(school: District) -> None:
    superintendent = school.person("district", "UDISTRICT")
    superintendent.menu("Undo a decision …")
    superintendent.fills(decision="Dropped: 1.1.2 Students are retaught within the week")
    assert superintendent.submits() == {}
    assert "1 of 2 decided" in school.told("principal")[-1]
    superintendent.clicks("Drop …")
    superintendent.fills(why="the block is part of the schedule now")
    assert superintendent.submits() == {}


def all_plans(school: District) -> list[PlanSummary]:
    with school.bot.turns.read() as turn:
        return plans.summaries(turn.session, TEAM)


def old_year(school: District) -> dict[str, Any]:
    """All that is stored of the old plan, and what people read of it."""
    old = all_plans(school)[0]
    with school.bot.turns.read() as turn:
        stored = {
            table.name: turn.session.execute(select(table).filter_by(plan_id=old.id).order_by(*table.primary_key)).all()
            for table in Base.metadata.sorted_tables
            if is_of_plan(table)
        }
        document = text(kinds.make(turn.session, DocumentName.QUARTER, old, LAST_DAY))
        minutes = [each.minutes for each in store.published(turn.session, old.id)]
    status = school.answers("principal", "/plan status as of Jun 22 2027", in_=CHANNEL)
    june = school.answers("principal", "/plan minutes June 2027", in_=CHANNEL)
    read = {name: YEAR.sub("", answer) for name, answer in (("status", status), ("june", june))}
    return {**stored, **read, "document": document, "minutes": minutes}


def is_of_plan(table: Table) -> bool:
    return "plan_id" in table.columns and not table.name.startswith(("rollover", "role_change", "audit_"))


def read_the_next_plan(school: District) -> None:
    old, new = all_plans(school)
    assert (new.school_year, new.starts_on, new.ends_on) == ("2027-28", date(2027, 7, 1), date(2028, 6, 30))
    assert new.created_on == date(2027, 8, 16)
    assert (new.asks_on, new.asks_at, new.open_days) == (old.asks_on, old.asks_at, old.open_days)
    with school.bot.turns.read() as turn:
        plan = whole_plan.load(turn.session, new.id)
        rows = turn.session.scalars(select(ActionItemRow).filter_by(plan_id=new.id)).all()
        milestone_ids = turn.session.scalars(select(MilestoneRow.id).filter_by(plan_id=new.id)).all()
        reminded = reminders.due_between(turn.session, "America/New_York", date(2026, 7, 1), date(2028, 6, 30))
        (before,) = reports.predecessors(turn.session, ActionItemRow, [row.id for row in rows]).values()
        (milestone_before,) = reports.predecessors(turn.session, MilestoneRow, milestone_ids).values()
    assert [(due.code, due.due) for due in reminded] == [("1.1.1.7", date(2027, 10, 15))], "nothing of the old year"
    (milestone,) = plan.milestones()
    (item,) = milestone.action_items
    (strategy,) = plan.priorities[0].strategies
    (measure,) = strategy.measures
    assert (strategy.code, strategy.title, strategy.lead) == ("1.1", "Common unit checks", "Math Coach")
    assert (measure.baseline, measure.targets) == ("52%", ())
    assert [benchmark.due for benchmark in strategy.benchmarks] == [date(2027, 11, 19), date(2027, 12, 17)]
    assert (milestone.code, milestone.lead, milestone.due) == ("1.1.1", "Principal", date(2027, 12, 17))
    assert (item.code, item.owner, item.due) == ("1.1.1.7", "Math Coach", date(2027, 10, 15))
    assert (before.code, before.school_year, before.due) == ("1.1.1.7", "2026-27", date(2026, 11, 20))
    assert (milestone_before.code, milestone_before.school_year) == ("1.1.1", "2026-27")


def hear_on_the_first_day(school: District) -> None:
    """Nobody hears in summer; on the first school day each once, after nine."""
    assert not any(BEGINS in message for name in NOTICES for message in school.told(name))
    school.at("2027-08-16 08:00")
    assert not any(BEGINS in message for name in NOTICES for message in school.told(name))
    school.at("2027-08-16 09:01")
    for name, expected in NOTICES.items():
        (notice,) = [message for message in school.told(name) if BEGINS in message]
        assert notice.startswith(expected)
    assert not any(BEGINS in message for message in school.told("grade7"))
    page = school.answers("principal", "/plan milestone 1.1.1", in_=CHANNEL)
    assert "Carried over from 2026-27, where it was due Fri, Dec 18, 2026." in page


def read_the_reports(school: District) -> None:
    old = all_plans(school)[0]
    with school.bot.turns.read() as turn:
        (milestone,) = reports.carried_over(turn.session, old.id, date(2027, 7, 1))
        (dropped,) = reports.dropped(turn.session, old.id, date(2027, 7, 1))
        assert reports.dropped(turn.session, old.id, date(2027, 6, 2)) == []
    assert (milestone.code, milestone.next_title) == ("1.1.1", "Every math unit has its check in the bank")
    assert (milestone.due, milestone.next_due) == (date(2026, 12, 18), date(2027, 12, 17))
    assert (dropped.subject, dropped.code) == (RolloverSubject.MILESTONE, "1.1.2")
    assert dropped.reason == "the block is part of the schedule now"
    assert (dropped.who, dropped.decided_on) == ("Larkmoor Superintendent", date(2027, 6, 3))


def read_the_annual_report(school: District) -> None:
    old = all_plans(school)[0]
    with school.bot.turns.read() as turn:
        report = text(kinds.make(turn.session, DocumentName.YEAR, old, Day(date(2027, 7, 1))))
    for row in YEAR_ROWS:
        assert row in report


def test_the_new_plan_waits_for_the_last_check_in_and_is_made_once(school: District) -> None:
    school.at("2027-06-29 10:00")
    carry_all_over(school)
    school.answers("principal", "/plan checkin open", in_=CHANNEL)
    school.settles()

    school.at("2027-07-01 10:00")
    RolloverTick(school.bot.turns).tick()
    assert len(all_plans(school)) == 1, "the check-in is open until July 5"

    school.at("2027-07-06 10:00")
    with pytest.raises(KilledError):
        die_while_making(school)
    assert len(all_plans(school)) == 1
    with ThreadPoolExecutor(2) as replicas:
        list(replicas.map(lambda _: RolloverTick(school.bot.turns).tick(), range(2)))
    school.settles()
    new = all_plans(school)[1]
    assert new.created_on == date(2027, 7, 6)
    with school.bot.turns.read() as turn:
        codes = turn.session.scalars(select(ActionItemRow.code).filter_by(plan_id=new.id).order_by(ActionItemRow.id))
        assert list(codes) == [*(f"1.1.1.{number}" for number in range(1, 8)), "1.1.2.1", "1.1.2.2"]
    assert len([message for message in school.told("grade7") if BEGINS in message]) == 1


class KilledError(Exception):
    """The program ends in the middle of a turn."""


def die_while_making(school: District) -> None:
    old = all_plans(school)[0]
    with school.bot.turns.write() as turn:
        make_next_plan(turn, old.id)
        raise KilledError


def carry_all_over(school: District) -> None:
    principal = school.person("principal")
    school.answers("principal", "/plan next year Quarry Hill", in_=CHANNEL)
    principal.clicks("Begin")
    school.settles()
    for milestone in ("1.1.1", "1.1.2"):
        tap = finger_on(principal, "Carry over", on=milestone)
        tap()
        tap()
        school.settles()
    principal.clicks("Start the new year")
    school.settles()


def test_a_strategy_is_stopped_and_a_plan_from_elsewhere_is_left_alone(school: District) -> None:
    school.at("2027-06-10 10:00")
    principal = school.person("principal")
    carry_all_over(school)
    assert "goes on to 2027-28" in school.told("principal")[-1]
    principal.clicks("Take it back")
    school.settles()
    principal.menu("Stop a strategy …")
    principal.fills(strategy="1.1 Common unit checks", why="the district buys another program")
    assert principal.submits() == {}
    card = school.told("principal")[-1]
    assert "• Strategies: 0 go on, 1 stopped" in card
    assert "• Dropped: 1.1 Common unit checks. Reason: the district buys another program" in card
    assert "• Dropped with strategy 1.1 Common unit checks: 1.1.1 Every math unit has a common check" in card
    principal.clicks("Start the new year")
    school.settles()

    with school.bot.turns.write() as turn:
        years = (date(2027, 7, 1), date(2028, 6, 30))
        old = plans.summaries(turn.session, TEAM)[0]
        parts = reports.dropped(turn.session, old.id, date(2027, 6, 10))
        assert [(part.subject, part.code, part.strategy) for part in parts] == [
            (RolloverSubject.STRATEGY, "1.1", ""),
            (RolloverSubject.MILESTONE, "1.1.1", "1.1"),
            (RolloverSubject.MILESTONE, "1.1.2", "1.1"),
        ]
        plans.begin(turn.session, old.organization_id, "Imported", "2027-28", years=years, on=date(2027, 6, 10))
    school.at("2027-07-01 10:00")
    RolloverTick(school.bot.turns).tick()
    school.settles()
    assert "it has one already, which came from somewhere else" in school.told("principal")[-1]
    assert [plan.title for plan in all_plans(school)][1:] == ["Imported"]
