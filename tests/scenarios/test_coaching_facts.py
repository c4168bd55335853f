"""A coaching conversation that lays out what the plan says, on a fall worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select

from conversations.script import FactKind, Step
from storage.models import MeasureRow, PersonRow, ReadingRow, RoundRow
from storage.upsert import add
from tests.scenarios.district import District, furnish, open_district
from tests.scenarios.test_quarry_hill import CHANNEL, SEEDS, explains, finishes
from tests.support.coaching import begun, record_in, starts
from tests.support.people import Person
from tests.support.screens import contains
from tests.support.scripts import SCRIPTS

TITLE = "What the plan says"
TRANSCRIPT = (
    """
*Progress as of Tue, Nov 17*
• Completed: 2 of 9 (22%)
• On time: 1 of 6 due (17%) · completed late: 1 of 6 (17%) · behind: 4 of 6 (67%)
*Completed (2)*
• *1.1.2.1* Put a weekly reteaching block in the schedule: Tue, Oct 6, 11 days late
• *1.1.1.1* Agree on a template for unit checks: Wed, Sep 30

*What led to this?*
""",
    """
*Behind schedule (4)*
• *1.1.1.6* Buy an item bank: due Fri, Oct 23, 25 days late. No cause given
• *1.1.1.2* Write the grade 6 unit checks: due Fri, Oct 30, 18 days late. Cause: one of three teachers is new
• *1.1.1.3* Write the grade 7 unit checks: due Fri, Nov 13, 4 days late. No cause given
• *1.1.1.4* Write the grade 8 unit checks: due Fri, Nov 13, 4 days late. No cause given
Nothing is at risk today.

*What got in the way of each one?*
""",
    """
*Behind schedule*
• *1.1.1.6* Buy an item bank: due Fri, Oct 23, 25 days late. No cause given
No support has been asked for here yet.

*What will bring this back on track? “Buy an item bank”*
""",
    """
*Behind schedule*
• *1.1.1.3* Write the grade 7 unit checks: due Fri, Nov 13, 4 days late. No cause given
*Support*
• *1.1.1.3* two half days of substitutes for grade 7 planning: asked for Wed, Oct 21, not provided yet
*Changed since Sat, Oct 17*
• *1.1.1.3* Write the grade 7 unit checks: moved from Fri, Oct 30 to Fri, Nov 13. Reason: the publisher \
shipped in October

*What will bring this back on track? “Write the grade 7 unit checks”*
""",
    """
*Early evidence of change*
• 60% of math teachers use a daily exit ticket, by Fri, Nov 20. Not checked yet
*Milestones, with their latest answers*
• *1.1.1* Every math unit has a common check, due Fri, Dec 18: no answer yet
• *1.1.2* Students are retaught within the week, due Fri, Jan 29: no answer yet

*Where could we look for this? “60% of math teachers use a daily exit ticket”*
""",
    """
*Milestones, with their latest answers*
• *1.1.1* Every math unit has a common check, due Fri, Dec 18: no answer yet
• *1.1.2* Students are retaught within the week, due Fri, Jan 29: no answer yet
*Changed since Sat, Oct 17 (1)*
• *1.1.1.3* Write the grade 7 unit checks: moved from Fri, Oct 30 to Fri, Nov 13. Reason: the publisher \
shipped in October
*Short-term outcomes*
• 60% of students improve from one unit check to the next, by Fri, Dec 18. Not checked yet
The plan names no final outcomes yet.

*What do we adjust?*
""",
    """
The plan has no vision, mission or purpose yet.
The plan has no goals yet.
*Measures, with their latest readings*
• lessons in which the teacher adjusts instruction from a check, baseline 30%, target 60%. Not checked yet
*Strategies*
• *1.1* Common unit checks: if we give common unit checks in every math unit, then teachers will adjust instruction \
within the week, and each student will meet his or her growth targets
No strengths, needs or causes are recorded yet.

*Does the plan still say what we want?*
""",
    """
*Support*
• *1.1.1.3* two half days of substitutes for grade 7 planning: asked for Wed, Oct 21, not provided yet

*What do we promise each other?*
""",
)
"""The facts and the question of each step; of the four items that are behind, the first and the third."""
ONCE_MORE = """
*Last time, Tue, Nov 17*
• Decision: Grade 8 writes its checks on Fridays
*Support*
• *1.1.1.3* two half days of substitutes for grade 7 planning: asked for Wed, Oct 21, not provided yet

*What came of these promises?*
"""
ADJUSTED = "What do we adjust?"


@pytest.fixture
def school(database_url: str) -> Iterator[District]:
    furnish(database_url, SEEDS, SEEDS)
    with open_district(database_url, seeds=SEEDS, scripts=SEEDS / "scripts") as opened:
        live_the_fall(opened)
        yield opened


def live_the_fall(school: District) -> None:
    coach, principal = school.person("coach"), school.person("principal")
    six, seven, eight = (school.person(f"grade{grade}") for grade in (6, 7, 8))
    school.at("2026-09-30 10:00")
    finishes(coach, "1.1.1.1", completed_on="2026-09-30", evidence="template in the shared folder")
    school.at("2026-10-06 10:00")
    finishes(principal, "1.1.2.1", completed_on="2026-10-06", evidence="bell schedule, version 2")
    school.at("2026-10-20 10:00")
    school.at("2026-10-21 10:00")
    explains(
        seven,
        "1.1.1.3",
        cause="new units arrived three weeks late",
        new_due="2026-11-13",
        new_due_reason="the publisher shipped in October",
        support="two half days of substitutes for grade 7 planning",
        support_from="UPRINCIPAL",
    )
    school.at("2026-10-22 10:00")
    explains(six, "1.1.1.2", cause="one of three teachers is new", recovery="write unit 2 together")
    eight.clicks("On track", on="1.1.1.4")
    school.at("2026-11-17 10:00")


def goes_on(school: District, person: Person, thread: str) -> str:
    """Press Next, and return the question that is open then."""
    person.clicks("Next", on="Question ")
    school.settles()
    return person.thread(CHANNEL, thread)[-1]


def goes_through(school: District, person: Person, thread: str) -> None:
    for _press in range(20):
        if contains(goes_on(school, person, thread), "That was the last question"):
            return


def test_each_question_stands_under_what_the_plan_says(school: District) -> None:
    principal, coach = school.person("principal"), school.person("coach")
    thread = starts(principal, TITLE, in_=CHANNEL)
    school.settles()
    goes_through(school, principal, thread)

    messages = coach.thread(CHANNEL, thread)
    for passage in TRANSCRIPT:
        assert any(contains(message, passage.strip()) for message in messages), (passage, messages)
    assert sum("progress-2026-11-17.png" in message for message in messages) == 1
    assert not any("Last time" in message for message in messages)
    assert not any(contains(message, "Grade 7 Math Lead") for message in messages)
    assert school.broken_rules() == []


def test_what_was_decided_the_last_time_and_what_is_behind_today_are_as_of_the_question(school: District) -> None:
    principal, eight = school.person("principal"), school.person("grade8")
    thread = starts(principal, TITLE, in_=CHANNEL)
    school.settles()
    while not contains(goes_on(school, principal, thread), ADJUSTED):
        pass
    eight.says("Grade 8 writes its checks on Fridays", in_=CHANNEL, thread=thread)
    school.settles()
    goes_on(school, principal, thread)
    principal.clicks("Edit and save", on="Decision")
    assert principal.submits() == {}
    school.settles()
    goes_through(school, principal, thread)
    principal.finishes(on="That was the last question")
    school.settles()

    school.at("2026-12-01 10:00")
    again = starts(principal, TITLE, in_=CHANNEL)
    school.settles()
    goes_on(school, principal, again)
    finishes(eight, "1.1.1.4", completed_on="2026-12-01", evidence="nine checks")
    school.settles()
    goes_through(school, principal, again)

    messages = principal.thread(CHANNEL, again)
    assert any(contains(message, ONCE_MORE.strip()) for message in messages), messages
    assert any(contains(message, "back on track? “Write the grade 6 unit checks”") for message in messages)
    assert not any(contains(message, "back on track? “Write the grade 8 unit checks”") for message in messages)


def test_who_is_asked_in_private_sees_what_the_thread_sees(school: District) -> None:
    principal, six = school.person("principal"), school.person("grade6")
    thread = starts(principal, TITLE, in_=CHANNEL)
    school.settles()
    goes_on(school, principal, thread)
    principal.more("Quiet voices", on="Question ")
    principal.fills(**{"Who should I ask?": ["U00GRADE6"]})
    assert principal.submits() == {}
    school.settles()

    asked = next(text for text in six.reads(in_=six.dm()) if "hear from you too" in text)
    assert contains(asked, "1.1.1.6* Buy an item bank: due Fri, Oct 23, 25 days late")
    assert contains(asked, "What got in the way of each one?")


def test_the_record_says_which_facts_a_check_meant(school: District) -> None:
    principal, eight = school.person("principal"), school.person("grade8")
    thread = starts(principal, TITLE, in_=CHANNEL)
    school.settles()
    principal.opens_home()
    principal.sees("*1.1.2.1* Put a weekly reteaching block in the schedule")
    goes_on(school, principal, thread)
    eight.says("We never agreed on who writes which check", in_=CHANNEL, thread=thread)
    goes_through(school, principal, thread)
    principal.finishes(on="That was the last question")
    school.settles()

    record = record_in(principal, thread, CHANNEL)
    assert contains(record, RECORDED.strip()), record
    assert contains(record, UNANSWERED.strip()), record
    assert contains(record, "\n• What do we adjust?\n• Does the plan still say what we want?\n"), record


RECORDED = """
• What got in the way of each one?
    • Facts: Behind schedule (4): 1.1.1.6 Buy an item bank: due Fri, Oct 23, 2026, 25 days late. No cause given; \
1.1.1.2 Write the grade 6 unit checks: due Fri, Oct 30, 2026, 18 days late. Cause: one of three teachers is new; \
1.1.1.3 Write the grade 7 unit checks: due Fri, Nov 13, 2026, 4 days late. No cause given; \
1.1.1.4 Write the grade 8 unit checks: due Fri, Nov 13, 2026, 4 days late. No cause given
    • Facts: Nothing is at risk today.
    • Grade 8 Math Lead: We never agreed on who writes which check
"""
UNANSWERED = """
• What led to this?
    • Facts: Progress as of Tue, Nov 17, 2026: Completed: 2 of 9 (22%); \
On time: 1 of 6 due (17%) · completed late: 1 of 6 (17%) · behind: 4 of 6 (67%)
    • Facts: Completed (2): 1.1.2.1 Put a weekly reteaching block in the schedule: Tue, Oct 6, 2026, 11 days late; \
1.1.1.1 Agree on a template for unit checks: Wed, Sep 30, 2026
"""
"""Under a check that nobody answered, too. A question that is no check says by itself what it asks about."""


PROGRESS_CHECKED = """
*Progress as of Tue, Nov 17*
• Completed: 2 of 9 (22%)
• On time: 1 of 6 due (17%) · completed late: 1 of 6 (17%) · behind: 4 of 6 (67%)
"""
COMPLETED_CHECKED = """
*Completed (2)*
• *1.1.2.1* Put a weekly reteaching block in the schedule: Tue, Oct 6, 11 days late
• *1.1.1.1* Agree on a template for unit checks: Wed, Sep 30
"""
BEHIND_CHECKED = TRANSCRIPT[1].rpartition("\n\n")[0]
"""What stands above these questions of our own conversation about progress."""


def test_checking_progress_asks_about_what_the_plan_says(school: District) -> None:
    principal, script = school.person("principal"), SCRIPTS["monitor-and-adjust"]
    thread = starts(principal, script.title, in_=CHANNEL)
    principal.clicks("Begin")
    school.settles()
    asked_of_all = (step for step in script.steps if not step.for_each)
    first_with: dict[FactKind, Step] = {}
    for step in asked_of_all:
        first_with |= {kind: step for kind in step.facts if kind not in first_with}
    behind = first_with[FactKind.BEHIND]
    while not contains(principal.thread(CHANNEL, thread)[-1], behind.check):
        goes_on(school, principal, thread)
    goes_on(school, principal, thread)

    messages = principal.thread(CHANNEL, thread)
    for kind, facts in (
        (FactKind.PROGRESS, PROGRESS_CHECKED),
        (FactKind.COMPLETED, COMPLETED_CHECKED),
        (FactKind.BEHIND, BEHIND_CHECKED),
    ):
        step = first_with[kind]
        passage = f"{facts.strip()}\n\n*{step.check or step.ask}*"
        assert any(contains(message, passage) for message in messages), (passage, messages)
    assert contains(messages[-1], "“Buy an item bank”")


GOALS_CHECKED = """
*Goals*
• *1* More students in grades 3 to 5 are proficient in English language arts.
    ◦ Students in grades 3-5 proficient in ELA, baseline 67%, target 78%. Still missing: a second yearly target
• *2* More students in grades 3 to 5 are proficient in mathematics.
    ◦ Students in grades 3-5 proficient in mathematics, baseline 59%, target 70%. Still missing: a second yearly target
"""
MEASURE_CHECKED = """
*Its measures in the plan*
• Students in grades 3-5 proficient in ELA, baseline 67%, target 78%. Still missing: a second yearly target
"""
ELA = "More students in grades 3 to 5 are proficient in English language arts."


def test_goals_and_measures_asks_about_the_goals_and_measures_of_the_plan(district: District) -> None:
    ana, script = district.person("ana"), SCRIPTS["goals-and-measures"]
    thread = begun(district, ana)
    with_goals = [step for step in script.steps if FactKind.GOALS in step.facts]
    of_all = next(step for step in with_goals if not step.for_each)
    of_each = next(step for step in with_goals if step.for_each)
    measured = of_each.check.replace("{goal}", ELA)
    while not contains(ana.thread("C00BETHEL", thread)[-1], measured):
        ana.clicks("Next", on="Question ")
        district.settles()
    ana.clicks("Next", on="Question ")
    district.settles()

    messages = ana.thread("C00BETHEL", thread)
    for facts, question in ((GOALS_CHECKED, of_all.check), (MEASURE_CHECKED, measured)):
        passage = f"{facts.strip()}\n\n*{question}*"
        assert any(contains(message, passage) for message in messages), (passage, messages)


def test_readings_beside_a_target_come_as_one_picture_with_the_same_numbers(school: District) -> None:
    principal, coach = school.person("principal"), school.person("coach")
    read_the_measure(school, {date(2026, 10, 30): 38.0, date(2026, 11, 13): 45.0})
    thread = starts(principal, TITLE, in_=CHANNEL)
    school.settles()
    goes_through(school, principal, thread)

    drawn = [message for message in coach.thread(CHANNEL, thread) if "readings-2026-11-17.png" in message]
    numbers = "baseline 30% · Fri, Oct 30, 2026: 38% · Fri, Nov 13, 2026: 45% · target 60%"
    assert [numbers in message for message in drawn] == [True]


def read_the_measure(school: District, percents: dict[date, float]) -> None:
    """Readings of the strategy's measure, one in each round."""
    with school.bot.turns.write() as turn:
        measure = turn.session.scalars(select(MeasureRow).where(MeasureRow.strategy_id.is_not(None))).one()
        rounds = turn.session.scalars(select(RoundRow.id).where(RoundRow.plan_id == measure.plan_id)).all()
        person_id = turn.session.scalar(select(PersonRow.id).limit(1))
        for round_id, (day, percent) in zip(rounds, percents.items(), strict=False):
            about = {"measure_id": measure.id, "round_id": round_id, "person_id": person_id, "status": "on_track"}
            value = {"text": f"{percent:.0f}%", "number": percent, "unit": "%", "taken_on": day}
            add(turn.session, ReadingRow, {**about, **value, "at": turn.now, "recorded_on": day})


def test_the_milestones_of_a_whole_plan_come_as_a_picture_with_their_dates(district: District) -> None:
    ana = district.person("ana")
    thread = starts(ana, "Keeping each other informed", in_="C00BETHEL")
    district.settles()
    ana.clicks("Next", on="How do all staff find out")
    district.settles()

    drawn = [message for message in ana.thread("C00BETHEL", thread) if "milestones-2026-11-16.png" in message]
    assert ["1.1.3 Teachers learn from each other's lessons: due Fri, Mar 12, 2027" in text for text in drawn] == [True]
