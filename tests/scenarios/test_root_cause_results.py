"""What a root cause dialog leads to outside its thread: the plan's priorities, the month's minutes, others' support."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from conversations.root_cause.moves import Decide, GoTo
from conversations.root_cause.state import RootCauseStep
from conversations.threads.state import Asking, Visit
from storage.dialogs import root_cause
from storage.models import PriorityRow
from tests.conversations.team import Team
from tests.scenarios.district import District
from tests.support.minutes import close_check_in
from tests.support.root_cause import CAUSE, EVIDENCE, ITEM, SYMPTOM, Thread

ROOTS = (
    "Math ideas are taught as rules only",
    "New teachers are left alone",
    "Families hear of marks too late",
    "Nobody visits lessons",
    "Tasks ask for no reasons",
)


@pytest.fixture
def thread(district: District) -> Thread:
    return Thread(district)


def comes_to_the_ranking(thread: Thread) -> None:
    """Five roots were found, and work was written down for each: now which matters most."""
    team = Team(leader="U0000DANA")
    for text in ROOTS:
        root = team.digs(text)
        team.shows("U00000ANA", "Seen in lessons", cause=root)
        for step, label in (
            (RootCauseStep.NATURE, "cause"),
            (RootCauseStep.REACH, "ours"),
            (RootCauseStep.DEEPER, "root"),
        ):
            team.presses(GoTo, step=step, cause=root)
            team.presses(Decide, label=label, anyway=True)
    ranking = Visit(RootCauseStep.RANK, "+".join(root.key for root in team.state.tree.roots()))
    with thread.district.database.write() as session:
        (dialog,) = root_cause.STORE.every(session)
        state = replace(team.state, askings=(*team.state.askings, Asking(ranking, team.now())))
        root_cause.STORE.save_state(session, dialog, state, at=thread.district.clock.now(), on=dialog.started_on)
    thread.ana.says("Which comes first?", in_="C00BETHEL", thread=thread.ts)
    thread.dana.sees("Which root cause matters most, and for which goal?")
    thread.district.settles()


def test_everybody_ranks_in_private_and_more_than_four_priorities_are_asked_about(thread: Thread) -> None:
    district, dana, sam = thread.district, thread.dana, thread.district.person("sam")
    thread.starts()
    comes_to_the_ranking(thread)
    thread.fills_in("Ask everyone …", people=["U00000ANA", "U00000SAM"])
    for person, first, second in ((sam, ROOTS[3], ROOTS[1]), (thread.ana, ROOTS[3], ROOTS[0])):
        person.clicks("Rank …")
        person.fills(**{"order:1": first, "order:2": second})
        assert person.submits() == {}
        person.sees("Your ranking is saved")
        district.settles()
    thread.presses("Next")
    dana.sees(f"1. {ROOTS[3]} (10 points)")

    dana.clicks("Set priorities …")
    for number in range(1, 6):
        dana.fills(**{f"title:c{number}": f"Priority of root {number}"})
    assert dana.submits() == {}
    dana.sees("That makes 5 priorities. With more than four, each gets less of your time.")
    dana.fills(anyway=["Keep them all"])
    assert dana.submits() == {}
    dana.sees("Written down by @U0000DANA: Priority")
    district.settles()
    with district.database.read() as session:
        titles = set(session.scalars(select(PriorityRow.title)))
    assert {f"Priority of root {number}" for number in range(1, 6)} <= titles


def test_the_months_minutes_tell_what_was_found(thread: Thread) -> None:
    district = thread.district
    thread.starts()
    thread.finds_a_root()
    thread.asks_for_the_practice()
    thread.writes_the_strategy()
    thread.presses("Next")
    thread.adds_an_item()
    thread.dana.more("Park a point …")
    thread.dana.fills(point="Look at grade 6")
    assert thread.dana.submits() == {}
    thread.finishes()
    district.at("2026-11-17 10:00")
    close_check_in(district.person("dana"))
    district.settles()
    district.answers("dana", "/plan minutes")

    draft = district.told("dana")[-1]
    assert f"Root cause of “{SYMPTOM}”: {CAUSE} (confirmed)." in draft
    assert ITEM["part:text"] in draft
    assert "Look at grade 6" in draft


def test_a_cause_owned_above_reaches_the_superintendent_with_its_evidence_and_the_answer_comes_to_the_thread(
    thread: Thread,
) -> None:
    district, grace = thread.district, thread.district.person("grace")
    thread.starts()
    thread.says(thread.ana, CAUSE)
    thread.accepts(CAUSE)
    thread.presses("Next", "Someone else's")
    thread.dana.steers("Ask for support …")
    thread.dana.sees("They'll also read the cause and what shows it.")
    thread.dana.fills(owner="the district", need="Two training days")
    assert thread.dana.submits() == {}
    thread.ana.sees("I asked @U000GRACE for support (the district): Two training days")
    thread.ana.sees(f"What shows it? {CAUSE}")
    thread.says(thread.ana, EVIDENCE)
    thread.presses("Keep as evidence")
    district.at("2026-11-17 10:00")
    request = district.told("grace")[-1]
    assert f"which it can't act on alone: “{CAUSE}”" in request
    assert f"What shows it:\n• {EVIDENCE}" in request

    grace.clicks("Ask first …", on="Two training days")
    grace.fills(text="For which grades?")
    assert grace.submits() == {}
    district.settles()
    thread.ana.sees("Grace Lindqvist asks about the support (Two training days): For which grades?")
    thread.dana.clicks("Answer …", on="For which grades?")
    thread.dana.fills(text="Grades 6 and 7")
    assert thread.dana.submits() == {}
    assert "Dana Whitfield answers about the support (Two training days): Grades 6 and 7" in district.told("grace")[-1]
    assert "Grace Lindqvist asked: For which grades?" in "\n".join(district.told("grace"))

    grace.clicks("I'll provide it …", on="Grades 6 and 7")
    grace.fills(promised_for="2026-12-04")
    assert grace.submits() == {}
    district.settles()
    thread.ana.sees("Grace Lindqvist will provide the support by Fri, Dec 4: Two training days")


def test_who_was_asked_for_support_declines_and_somebody_else_is_asked(thread: Thread) -> None:
    district, dana = thread.district, thread.dana
    omar = district.person("omar")
    thread.starts()
    thread.says(thread.ana, CAUSE)
    thread.accepts(CAUSE)
    thread.presses("Next", "Someone else's")
    thread.fills_in("Ask for support …", to="U0000OMAR", owner="the district", need="Two training days")
    district.at("2026-11-17 10:00")
    omar.clicks("Can't …", on="Two training days")
    omar.fills(reason="No budget before July")
    assert omar.submits() == {}
    district.settles()
    thread.ana.sees("Omar Haddad can't provide the support (Two training days). Dana Whitfield has the reason.")
    assert "No budget before July" not in "\n".join(thread.ana.reads(in_="C00BETHEL"))
    dana.opens_home()
    dana.sees("No budget before July")
    dana.clicks("Ask someone …", on="Two training days")
    dana.fills(provider="U000GRACE")
    assert dana.submits() == {}
    district.settles()
    district.person("grace").sees("Two training days")
