"""The board packet of a quarter, written by hand from the story of Quarry Hill."""

from __future__ import annotations

from datetime import date

from bot.documents import kinds
from bot.documents.formats.text import text
from bot.slack.payloads import Who
from conversations.documents.names import DocumentName
from plans.item_events import Status, StatusReported
from plans.item_progress import Day
from storage.plans import milestones, plans
from tests.scenarios.district import District
from tests.scenarios.test_quarry_hill import (
    CHANNEL,
    agree_on_evidence,
    discuss_november,
    live_december,
    live_november,
    live_october,
)

PACKET = """\
# Board Packet: Quarry Hill Middle School, 2026-27, 2nd quarter

District: Larkmoor School District

Quarry Hill Middle School Improvement Plan

As of Fri, Dec 18

## Where we stand

| As of | Actions completed | On time | Behind schedule | Milestones completed |
|---|---|---|---|---|
| Sat, Oct 31 | 2 of 9 (22%) | 1 of 4 | 2 of 4 | 0 of 2 |
| Mon, Nov 30 | 4 of 9 (44%) | 3 of 6 (50%) | 2 of 6 (33%) | 1 of 2 |
| Fri, Dec 18 | 7 of 9 (78%) | 5 of 8 (63%) | 1 of 8 (13%) | 1 of 2 |

On time and behind are shares of the actions due by that day. Canceled actions aren't counted.

Picture: Actions by month.\\
  Sat, Oct 31: behind 2 of 4 due, on time 1 of 4, completed late 1 of 4; completed 2 of 9 (22%); 4 not yet due; \
1 with no due date.\\
  Mon, Nov 30: behind 2 of 6 due (33%), on time 3 of 6 (50%), completed late 1 of 6 (17%); completed 4 of 9 (44%); \
2 not yet due; 1 with no due date.\\
  Fri, Dec 18: behind 1 of 8 due (13%), on time 5 of 8 (63%), completed late 2 of 8 (25%); completed 7 of 9 (78%); \
1 with no due date.

## What we learned

- Whole planning days help more than half days (November 2026)

### Causes of delay

- One of three teachers is new: 1 action
- New units arrived three weeks late: 1 action
- No substitutes for planning half days: 1 action
- A snow day took session 2: 1 action

## Decisions needed

- May we pay substitutes for two more planning days? (by Fri, Jan 15)

## Help needed

No request for support is open.
"""
WAITING = """\
## Decisions needed

- Who acts on what delays milestone 1.1.1, Every math unit has a common check? It was due that day, and the cause lies \
outside the school: the item bank's server is down
- Will this be provided: two half days of substitutes for grade 7 planning (1.1.1.3)? Larkmoor School District was \
asked 56 days ago and hasn't answered.
- Who covers grade 8 after winter break? (open question, November 2026)

## Help needed

Open requests for support: 1. The oldest is 58 days old.

- Two half days of substitutes for grade 7 planning (1.1.1.3): asked 58 days ago, Larkmoor School District; not answered
"""


MEETINGS = """\
# Meetings: Quarry Hill Middle School, 2026-27

District: Larkmoor School District

Quarry Hill Middle School Improvement Plan

As of Fri, Oct 23

## School leadership team

| When | What to look at | Question to decide |
|---|---|---|
| Monthly: Mon, Oct 26 | Actions behind schedule: 1 of 3, at risk: 1 · Due by then: 0 actions \
| Which actions need a new date, more help or another owner? |
| Each semester: Fri, Dec 4 | Milestones completed: 0 of 2 · Behind: 0, at risk: 0, on course: 0, no report: 2 \
| Where a milestone is behind: is it the initiative or its implementation? |
| Yearly: Fri, Jun 11 | Measures of goals and strategies: 1 · Without a reading so far: 1 \
| What goes on next year, what changes and what stops? |

## School board

| When | What to look at | Question to decide |
|---|---|---|
| Quarterly: Fri, Dec 18 | The board packet: where we stand, what we learned, decisions needed and help needed \
| No decision is waiting. |
| Yearly: Fri, Jun 11 | Measures of goals and strategies: 1 · Without a reading so far: 1 \
| What goes on next year, what changes and what stops? |

## Larkmoor School District

| When | What to look at | Question to decide |
|---|---|---|
| Quarterly: Fri, Dec 18 | The quarter's Implementation Data · Open requests for support: 1, the oldest 2 days old \
| Which supports are added or changed, and who provides them? |
| Yearly: Fri, Jun 11 | Measures of goals and strategies: 1 · Without a reading so far: 1 \
| What goes on next year, what changes and what stops? |
"""


def packet(school: District) -> str:
    """The board packet as of December 18, as made now."""
    return printed(school, DocumentName.BOARD_PACKET, date(2026, 12, 18))


def printed(school: District, name: DocumentName, on: date) -> str:
    with school.bot.turns.read(Who(team="TLARKMOOR", user="UPRINCIPAL")) as turn:
        (plan,) = plans.summaries(turn.session, "TLARKMOOR")
        return text(kinds.make(turn.session, name, plan, Day(on)))


def test_each_group_reads_what_to_look_at_next(school: District) -> None:
    """As of October 23, of three due 1.1.1.6 is behind; 1.1.1.2 is at risk, and 1.1.1.3 has a new date."""
    live_october(school)

    assert printed(school, DocumentName.MEETINGS, date(2026, 10, 23)) == MEETINGS


def report_milestone(school: District, cause: str) -> None:
    """What the lead of milestone 1.1.1 reports: behind, for a cause that isn't the school's to act on."""
    with school.bot.turns.write(Who(team="TLARKMOOR", user="U000COACH")) as turn:
        (plan,) = plans.summaries(turn.session, "TLARKMOOR")
        milestone_id = plans.milestones(turn.session, plan.id)[0][0]
        stamp = turn.stamp(plan.time_zone)
        milestones.record(turn.session, milestone_id, StatusReported(stamp.on, Status.BEHIND, cause, False), stamp)


def test_the_packet_reads_as_written_by_hand_and_the_same_in_a_year(school: District) -> None:
    live_october(school)
    agree_on_evidence(school)
    live_november(school)
    discuss_november(school)
    live_december(school)
    principal = school.person("principal")
    school.answers("principal", "/plan documents board packet", in_=CHANNEL)
    principal.clicks("Decisions needed …")
    principal.fills(text="May we pay substitutes for two more planning days?", needed_by="2027-01-15")
    assert principal.submits() == {}
    school.at("2027-01-05 10:00")
    answer = school.answers("principal", "/plan documents board packet as of Dec 18", in_=CHANNEL)
    files = school.files("principal", principal.dm())
    first = packet(school)
    assert "as of Fri, Dec 18: Board packet" in answer
    assert set(files) == {f"Quarry-Hill-Middle-School-board-packet-2026-12-18.{kind}" for kind in ("docx", "pdf")}

    school.answers("principal", "/plan documents board packet", in_=CHANNEL)
    principal.clicks("Decisions needed …")
    principal.fills(decided=["May we pay substitutes for two more planning days? (by Fri, Jan 15)"])
    assert principal.submits() == {}
    school.at("2027-06-30 10:00")

    assert first == PACKET
    assert packet(school) == PACKET


def test_what_waits_outside_the_school_is_a_decision_needed(school: District) -> None:
    live_october(school)
    school.at("2026-11-17 10:00")
    school.at("2026-11-24 08:05")
    school.answers("principal", "/plan minutes November", in_=CHANNEL)
    school.settles()
    principal = school.person("principal")
    principal.clicks("Edit 6")
    principal.fills(**{"added:questions": "Who covers grade 8 after winter break?"})
    assert principal.submits() == {}
    school.settles()
    principal.clicks("Publish")
    principal.fills(participants=["UPRINCIPAL", "U000COACH"], next_on="2026-12-22")
    assert principal.submits() == {}
    school.settles()
    school.at("2026-12-16 10:00")
    report_milestone(school, "the item bank's server is down")
    school.at("2027-01-05 10:00")

    assert packet(school).endswith(WAITING)


def test_a_decision_needs_words_and_a_day_to_come(school: District) -> None:
    principal = school.person("principal")
    school.at("2026-09-08 10:00")
    school.answers("principal", "/plan documents board packet", in_=CHANNEL)
    principal.clicks("Decisions needed …")

    assert principal.submits() == {"text": "Add a decision, or tick one that has been decided."}
    principal.fills(needed_by="2026-10-01")
    assert principal.submits() == {"text": "Say what has to be decided by then."}
    principal.fills(text="Hire?", needed_by="2026-09-01")
    assert principal.submits() == {"needed_by": "That day has passed. Choose today or later."}
