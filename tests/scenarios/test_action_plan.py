"""The Implementation Success Action Plan: what the plan, a conversation and a leader know, and what nobody does yet."""

from __future__ import annotations

from datetime import date

from bot.documents import kinds
from bot.documents.formats.text import text
from bot.documents.yearly import action_plan
from bot.slack.payloads import Who
from conversations.documents.names import DocumentName
from plans.item_progress import Day
from storage.documents import initiative_answers
from storage.plans import plans
from tests.scenarios.district import District
from tests.scenarios.test_quarry_hill import CHANNEL
from tests.support.coaching import begun, on_table
from tests.support.coaching import finishes as finishes_conversation
from tests.support.scripts import OURS

PLAN = """\
# Implementation Success Action Plan: Quarry Hill Middle School, 2026-27

District: Larkmoor School District

Quarry Hill Middle School Improvement Plan

As of Wed, Sep 30

## The district goal followed by the school goal

- District goal: 70% of students meet their growth targets

The plan names no goals yet.

## Overarching strategies

- Communications: Not yet filled in
- Professional development: Not yet filled in
- Common language: Not yet filled in

## Strategy 1.1: Common unit checks

- Why: Results come back within a week.
- Research: Feedback within a week doubles its effect.
- Vision (look like, sound like, feel like): Not yet filled in
- Present reality: Not yet filled in
- Gap: Not yet filled in

### Action Steps

| Action Steps (specific) | Who is responsible | Due Date | Resources/Materials | Next steps |
|---|---|---|---|---|
| 1.1.1.1 Agree on a template for unit checks | Math Coach | Fri, Oct 2 | Not yet filled in \
| 1.1.1.8 Try the template in grade 6 |
| 1.1.1.2 Write the grade 6 unit checks | Grade 6 Math Lead | Fri, Oct 30 | Not yet filled in | None yet |
| 1.1.1.3 Write the grade 7 unit checks | Grade 7 Math Lead | Fri, Oct 30 | Not yet filled in | None yet |
| 1.1.1.4 Write the grade 8 unit checks | Grade 8 Math Lead | Fri, Nov 13 | Not yet filled in | None yet |
| 1.1.1.5 Enter the results of the first check | Data Coach | Tue, Nov 24 | Not yet filled in | None yet |
| 1.1.1.6 Buy an item bank | Principal | Fri, Oct 23 | Not yet filled in | None yet |
| 1.1.1.7 Hold two sessions on adjusting instruction | Math Coach | Fri, Nov 20 | Not yet filled in | None yet |
| 1.1.1.8 Try the template in grade 6 | Math Coach | Fri, Oct 23 | Not yet filled in | None yet |
| 1.1.2.1 Put a weekly reteaching block in the schedule | Principal | Fri, Sep 25 | Not yet filled in | None yet |
| 1.1.2.2 Reteach each week and note attendance | Grade 6 Math Lead | Ongoing | Not yet filled in | None yet |

### Monitoring Component

| Monitoring Component | Cause data (the actions of adults) | Effect data (produced by students) |
|---|---|---|
| Evidence | By Fri, Nov 20: 60% of math teachers use a daily exit ticket. Not checked yet · \
Lessons in which the teacher adjusts instruction from a check, baseline 30%, target 60%. Not checked yet \
| By Fri, Dec 18: 60% of students improve from one unit check to the next. Not checked yet |
"""
LAST = "What research supports"
CONVERSATION = (
    ("According to our data", ""),
    ("Which initiative", ""),
    ("most powerful reason", "Results come back within a week."),
    (LAST, "Feedback within a week doubles its effect"),
)
"""The first questions about an initiative, with what is answered."""


def talk_about_the_initiative(school: District) -> None:
    coach = school.person("coach")
    school.at("2026-09-08 10:00")
    thread = begun(school, coach, "From a priority to action steps", CHANNEL)
    for question, reply in CONVERSATION:
        on_table(coach, CHANNEL, thread, question)
        if reply:
            coach.says(reply, in_=CHANNEL, thread=thread)
            school.settles()
        if question != LAST:
            coach.steers("Next" if reply else "Skip", on=question)
            school.settles()
    finishes_conversation(school, coach, LAST)


def finish_with_a_next_step(school: District) -> None:
    coach = school.person("coach")
    school.at("2026-09-30 10:00")
    coach.opens_home()
    coach.menu("Done …", on="1.1.1.1")
    coach.fills(
        evidence="template", completed_on="2026-09-30", next_step="Try the template in grade 6", next_due="2026-10-23"
    )
    assert coach.submits() == {}


def type_the_district_goal(school: District) -> None:
    principal = school.person("principal")
    school.answers("principal", "/plan documents action plan as of Sep 30", in_="dm")
    school.settles()
    principal.clicks("Edit the texts …")
    school.settles()
    principal.clicks("Edit …", on="The district goal followed by the school goal")
    principal.fills(**{"text:0": "- District goal: 70% of students meet their growth targets"})
    assert principal.submits() == {}
    school.settles()


def printed(school: District) -> str:
    with school.bot.turns.read(Who(team="TLARKMOOR", user="UPRINCIPAL")) as turn:
        (plan,) = plans.summaries(turn.session, "TLARKMOOR")
        return text(kinds.make(turn.session, DocumentName.ACTION_PLAN, plan, Day(date(2026, 9, 30))))


def test_the_action_plan_reads_as_written_by_hand_and_the_same_later(school: District) -> None:
    talk_about_the_initiative(school)
    finish_with_a_next_step(school)
    school.at("2026-10-01 10:00")
    type_the_district_goal(school)
    first = printed(school)
    school.at("2026-12-01 10:00")

    assert first == PLAN
    assert printed(school) == PLAN


def test_the_lines_of_a_strategy_name_questions_of_the_conversation() -> None:
    steps = {step.id for step in OURS[initiative_answers.SCRIPT].steps}

    assert {step for named in action_plan.ANSWERED.values() for step in named} <= steps
