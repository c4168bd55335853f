"""What a conversation decides lands in the plan, where somebody reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.district import District, open_district
from tests.support.coaching import CHANNEL, finishes, record_in, starts
from tests.support.items import delivered
from tests.support.people import Person

TITLE = "What we decide"
STOP, DATES, CHANGE, NEEDED, GAUGE = (
    "Which practice should stop?",
    "Which dates have to move?",
    "What do we change in the plan?",
    "What has to be in place?",
    "How do we gauge this strategy?",
)
SCRIPT = f"""
name: what-we-decide
title: {TITLE}
step: monitor-adjust
purpose: To decide.
minutes: 20
steps:
  stop:
    ask: {STOP}
    capture: stop
  dates:
    ask: {DATES}
    capture: new_date
  change:
    ask: {CHANGE}
    capture: adjustment
  needed:
    ask: {NEEDED}
    capture: minimum_condition
  gauge:
    ask: "{GAUGE} “{{strategy}}”"
    for_each: strategy
    capture: measure
  reached:
    ask: "What comes next in this strategy? “{{strategy}}”"
    for_each: strategy
    capture: milestone
"""

HONEST, ELEPHANT = "An honest talk", "What's the elephant in the room?"
HONEST_SCRIPT = f"""
name: honest
title: {HONEST}
step: monitor-adjust
purpose: To talk.
minutes: 20
steps:
  elephant:
    ask: {ELEPHANT}
    sensitive: true
"""


@pytest.fixture
def deciding(database_path: Path, tmp_path: Path) -> Iterator[District]:
    """A conversation that captures what others leave to talk, at its first question."""
    folder = tmp_path / "scripts"
    folder.mkdir()
    (folder / "what-we-decide.yml").write_text(SCRIPT)
    (folder / "honest.yml").write_text(HONEST_SCRIPT)
    with open_district(database_path, scripts=folder) as district:
        starts(district.person("ana"), TITLE, in_=CHANNEL)
        district.settles()
        yield district


def goes_to(district: District, question: str) -> None:
    """Past the questions before this one."""
    ana = district.person("ana")
    for passed in (STOP, DATES, CHANGE, NEEDED, GAUGE):
        if passed == question:
            break
        ana.steers("Skip", on=passed)
        district.settles()
    ana.sees(question)


def captures(district: District, question: str, **fields: str) -> None:
    """Next offers the form; the leader fills it in."""
    ana = district.person("ana")
    ana.clicks("Next", on=question)
    ana.clicks("Write it down")
    ana.fills(**fields)
    assert ana.submits() == {}
    district.settles()


def drafts(district: District) -> Person:
    """The leader asks for the draft of the month's minutes."""
    dana = district.person("dana")
    district.at("2026-11-17 09:00")
    dana.types("/plan minutes", in_=CHANNEL)
    return dana


def test_a_practice_to_stop_becomes_an_action_item_of_whoever_tells_staff(deciding: District) -> None:
    lena = deciding.person("lena")
    captures(
        deciding,
        STOP,
        **{"What should stop": "Daily reading logs", "From when": "2026-12-01", "Who tells staff": "Lena Brandt"},
    )
    lena.sees("Written down by @U00000ANA: Practice to stop A1")
    lena.opens_home()
    lena.sees("Tell staff that we stop this from Tue, Dec 1: Daily reading logs")

    drafts(deciding).sees("A1 Tell staff that we stop this from Tue, Dec 1: Daily reading logs: added Mon, Nov 16")


def test_a_date_moves_by_the_same_code_as_everywhere_with_its_reason(deciding: District) -> None:
    ana, daniel = deciding.person("ana"), deciding.person("daniel")
    goes_to(deciding, DATES)
    ana.clicks("Next", on=DATES)
    ana.clicks("Write it down")
    ana.fills(**{"Which action item or milestone?": "1.1.2.3 Put the criteria", "The new date": "2026-11-13"})
    ana.fills(Why="The art room was flooded.")
    assert "That day has passed" in "".join(ana.submits().values())
    ana.fills(**{"The new date": "2027-01-22"})
    assert ana.submits() == {}
    ana.sees("New date 1.1.2.3")
    ana.sees("Reason: The art room was flooded.")

    assert "due Fri, Jan 22" in deciding.answers("daniel", "/plan item 1.1.2.3", in_="dm")
    drafts(deciding).sees(
        "due date moved Mon, Nov 16 from Fri, Dec 11 to Fri, Jan 22. Reason: The art room was flooded"
    )
    daniel.opens_home()
    daniel.sees("due Fri, Jan 22")


def test_no_date_moves_without_a_reason(deciding: District) -> None:
    ana = deciding.person("ana")
    goes_to(deciding, DATES)
    ana.clicks("Next", on=DATES)
    ana.clicks("Write it down")
    ana.fills(**{"Which action item or milestone?": "1.1.2.3 Put the criteria", "The new date": "2027-01-22"})
    ana.submits()
    ana.sees("What's the reason? The minutes print it.")
    ana.fills(**{"Are you sure?": ["Save anyway"]})
    ana.submits()
    ana.sees("What's the reason? The minutes print it.")


def test_an_adjustment_says_what_makes_it_legitimate_and_stands_in_status_and_minutes(deciding: District) -> None:
    ana = deciding.person("ana")
    goes_to(deciding, CHANGE)
    ana.clicks("Next", on=CHANGE)
    ana.clicks("Write it down")
    ana.fills(
        **{
            "What does it belong to?": "1.1 Learning intentions",
            "What we change": "Peer visits start in grades 3 and 4.",
            "What makes the change legitimate": "The data call for it",
            "What happened": "Grade 5 teachers refuse the visits.",
        }
    )
    ana.submits()
    ana.sees("It sounds as if the work isn't wanted. What's behind that")
    ana.fills(**{"What happened": "Grade 5 scores already meet the target."})
    assert ana.submits() == {}
    ana.sees("Because: The data call for it")

    status = deciding.answers("ana", "/plan status")
    assert "Mon, Nov 16: *1.1* Peer visits start in grades 3 and 4. Reason: Grade 5 scores already meet the" in status
    drafts(deciding).sees(
        "Adjustment for 1.1 (Peer visits start in grades 3 and 4): added Mon, Nov 16. Reason: Grade 5 scores"
    )


def test_a_minimum_condition_is_in_the_status_of_its_plan(deciding: District) -> None:
    ana = deciding.person("ana")
    goes_to(deciding, NEEDED)
    captures(
        deciding,
        NEEDED,
        **{
            "What does it belong to?": "1.2 Feedback students use",
            "What has to be in place": "A common planning hour",
            "Is it in place?": "Not yet, but can be met",
        },
    )
    ana.sees("Written down by @U00000ANA: Minimum condition 1.2")

    status = deciding.answers("ana", "/plan status")
    assert "*1.2* A common planning hour: not yet in place, can be met" in status


def test_a_measure_can_gauge_a_strategy(deciding: District) -> None:
    ana = deciding.person("ana")
    goes_to(deciding, GAUGE)
    captures(
        deciding,
        GAUGE,
        **{
            "What we measure": "Lessons with a spoken intention",
            "Data source": "Walk-throughs",
            "Baseline": "4 of 10",
            "Targets, one line per year": "6 of 10\n8 of 10",
        },
    )
    ana.sees("It's in Bethel Elementary School's plan now.")

    status = deciding.answers("ana", "/plan status all")
    assert "Lessons with a spoken intention" in status.partition("By strategy")[2]


def test_a_milestone_has_a_date_and_a_team(deciding: District) -> None:
    ana = deciding.person("ana")
    goes_to(deciding, GAUGE)
    ana.steers("Skip", on=GAUGE)
    deciding.settles()
    captures(
        deciding,
        "What comes next in this strategy?",
        **{
            "Name": "Every team has visited another",
            "Who leads": "Maria Okafor",
            "Team": "Lena Brandt\nDaniel Reyes",
            "By when": "2027-02-12",
        },
    )
    ana.sees("Milestone 1.1.4")
    ana.sees("Team: Lena Brandt / Daniel Reyes")
    drafts(deciding).sees("Milestone 1.1.4 Every team has visited another: added Mon, Nov 16, due Fri, Feb 12")


# ---------------------------------------------------------------- undone


def undoes(district: District, on: str) -> Person:
    ana = district.person("ana")
    ana.clicks("Undo", on=on)
    district.settles()
    return ana


def test_a_practice_to_stop_that_is_undone_is_nobodys_action_item(deciding: District) -> None:
    lena = deciding.person("lena")
    fields = {"What should stop": "Daily reading logs", "From when": "2026-12-01", "Who tells staff": "Lena Brandt"}
    captures(deciding, STOP, **fields)
    undoes(deciding, "Practice to stop A1").sees("@U00000ANA undid this. Practice to stop: Daily reading logs")

    lena.opens_home()
    lena.sees_no("Tell staff that we stop this")
    assert "canceled" in deciding.answers("ana", "/plan item A1", in_=CHANNEL)
    captures_again = deciding.person("ana")
    captures_again.clicks("Write it down", on="Practice to stop")
    captures_again.fills(**fields)
    assert captures_again.submits() == {}
    captures_again.sees("Practice to stop A2")


def test_a_moved_date_that_is_undone_moves_back_unless_it_moved_again(deciding: District) -> None:
    ana = deciding.person("ana")
    goes_to(deciding, DATES)
    fields = {"Which action item or milestone?": "1.1.2.3 Put the criteria", "The new date": "2027-01-22"}
    captures(deciding, DATES, **fields, Why="The art room was flooded.")
    undoes(deciding, "New date 1.1.2.3").sees("undid this. New date: 1.1.2.3 Put the criteria")
    assert "due Fri, Dec 11" in deciding.answers("daniel", "/plan item 1.1.2.3", in_="dm")

    ana.clicks("Write it down", on="New date")
    ana.fills(**fields, Why="The art room was flooded.")
    assert ana.submits() == {}
    deciding.settles()
    ana.clicks("Change", on="New date 1.1.2.3")
    ana.fills(**{"The new date": "2027-01-29"})
    assert ana.submits() == {}
    deciding.settles()
    undoes(deciding, "New date 1.1.2.3")
    assert "due Fri, Dec 11" in deciding.answers("daniel", "/plan item 1.1.2.3", in_="dm")


def test_a_moved_date_that_is_undone_never_counts_as_moved_and_its_cause_is_valid_again(deciding: District) -> None:
    before = deciding.answers("ana", "/plan status", in_=CHANNEL)
    assert "No cause given" not in before
    goes_to(deciding, DATES)
    fields = {"Which action item or milestone?": "1.1.3.2 Set up pairs", "The new date": "2027-01-22"}
    captures(deciding, DATES, **fields, Why="The two pairs share no planning time.")
    assert deciding.answers("ana", "/plan status", in_=CHANNEL) != before
    undoes(deciding, "New date 1.1.3.2")
    assert deciding.answers("ana", "/plan status", in_=CHANNEL) == before


def test_the_lead_of_a_milestone_hears_once_of_its_moved_date_and_once_that_it_moved_back(deciding: District) -> None:
    dana = deciding.person("dana")
    goes_to(deciding, DATES)
    fields = {"Which action item or milestone?": "1.1.3 Teachers learn", "The new date": "2027-04-30"}
    captures(deciding, DATES, **fields, Why="The schedule has no room before spring.")
    delivered(deciding, "2026-11-16 10:40")
    news = "Ana Ruiz has moved your milestone 1.1.3 Teachers learn from each other's lessons"
    moved = "it's due Fri, Apr 30 now, not Fri, Mar 12"
    dana.sees(f'{news}: {moved}. "The schedule has no room before spring."')

    undoes(deciding, "New date 1.1.3")
    delivered(deciding, "2026-11-16 10:45")
    dana.sees(f"{news} back: it's due Fri, Mar 12 again, not Fri, Apr 30.")
    assert sum("your milestone" in text for text in deciding.told("dana")) == 2
    assert not any("your milestone" in text for name in ("ana", "daniel", "lena") for text in deciding.told(name))


def test_the_owner_of_an_action_item_hears_that_its_date_moved_and_moved_back(deciding: District) -> None:
    daniel = deciding.person("daniel")
    goes_to(deciding, DATES)
    fields = {"Which action item or milestone?": "1.1.2.3 Put the criteria", "The new date": "2027-01-22"}
    captures(deciding, DATES, **fields, Why="The art room was flooded.")
    delivered(deciding, "2026-11-16 10:40")
    daniel.sees('it\'s due Fri, Jan 22 now, not Fri, Dec 11. "The art room was flooded."')

    undoes(deciding, "New date 1.1.2.3")
    delivered(deciding, "2026-11-16 10:45")
    daniel.sees("Put the criteria into words children use back: it's due Fri, Dec 11 again, not Fri, Jan 22.")


def test_an_adjustment_that_is_undone_leaves_the_status(deciding: District) -> None:
    goes_to(deciding, CHANGE)
    reason = {"What makes the change legitimate": "The data call for it", "What happened": "Scores meet the target."}
    captures(deciding, CHANGE, **{"What we change": "Visits start in grade 3."}, **reason)
    undoes(deciding, "Adjustment to the plan").sees("undid this. Adjustment to the plan: Visits start in grade 3")
    assert "Visits start in grade 3" not in deciding.answers("ana", "/plan status")


def test_a_milestone_that_is_undone_leaves_the_plan_but_not_its_history(deciding: District) -> None:
    goes_to(deciding, GAUGE)
    deciding.person("ana").steers("Skip", on=GAUGE)
    deciding.settles()
    fields = {"Name": "Every team has visited", "Who leads": "Sam", "By when": "2027-02-12"}
    captures(deciding, "What comes next in this strategy?", **fields)
    undoes(deciding, "Milestone 1.1.4").sees("undid this. Milestone: Every team has visited")
    assert "1.1.4" not in deciding.answers("ana", "/plan status all")
    drafts(deciding).sees("Milestone 1.1.4 Every team has visited: taken out of the plan Mon, Nov 16. Reason: undone")


# ---------------------------------------------------------------- the elephant in the room


def test_the_answers_about_the_elephant_stand_in_the_record_without_names(deciding: District) -> None:
    ana, sam, lena = (deciding.person(name) for name in ("ana", "sam", "lena"))
    thread = starts(ana, HONEST, in_=CHANNEL)
    deciding.settles()
    sam.says("We never visit each other.", in_=CHANNEL, thread=thread)
    deciding.settles()
    ana.clicks("Next", on=ELEPHANT)
    lena.sees("Should it show who gave which answer? Decide together")
    ana.clicks("Without names")
    deciding.settles()
    lena.sees(f"The record shows the answers to “{ELEPHANT}” without names.")
    finishes(deciding, ana, on="That was the last question")
    assert "Without a name: We never visit each other." in record_in(lena, thread)


def test_finish_at_the_elephant_asks_about_the_names_in_its_form(deciding: District) -> None:
    ana, sam, lena = (deciding.person(name) for name in ("ana", "sam", "lena"))
    thread = starts(ana, HONEST, in_=CHANNEL)
    deciding.settles()
    sam.says("We never visit each other.", in_=CHANNEL, thread=thread)
    deciding.settles()
    ana.steers("Finish …", on=ELEPHANT)
    ana.sees("People who weren't part of this will read the record.")
    ana.sees(ELEPHANT)
    assert ana.submits()  # the group decides, so nothing is chosen for it
    ana.fills(**{"Should it show who gave which answer?": "Without names"})
    assert ana.submits() == {}
    deciding.settles()
    assert "Without a name: We never visit each other." in record_in(lena, thread)


def test_finish_at_the_elephant_asks_nothing_if_nobody_answered(deciding: District) -> None:
    ana = deciding.person("ana")
    thread = starts(ana, HONEST, in_=CHANNEL)
    deciding.settles()
    ana.steers("Finish …", on=ELEPHANT)
    ana.sees("I'll post the record in the thread")
    ana.sees_no("Should it show who gave which answer?")
    assert ana.submits() == {}
    deciding.settles()
    assert ELEPHANT in record_in(ana, thread)
