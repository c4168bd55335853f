"""From a root to work, and back: what a root cause dialog writes down leads to its thread, and can be changed."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import select

from storage.models import ActionItemRow, PersonRow, StrategyRow
from tests.scenarios.district import District
from tests.support.items import delivered
from tests.support.root_cause import CAUSE, ITEM, STRATEGY, SYMPTOM, Thread


@pytest.fixture
def thread(district: District) -> Thread:
    return Thread(district)


def leads_back(thread: Thread, words: str) -> bool:
    """Whether what Dana read last with these words has a link to the thread."""
    matching = [each for each in thread.dana._in_channel("C00BETHEL") if words in json.dumps(each, ensure_ascii=False)]
    newest = max(matching, key=lambda each: str(each["ts"]))
    return f"/page/#c=C00BETHEL&ts={thread.ts}|" in json.dumps(newest).replace("&amp;", "&")


def code_of(district: District, text: str) -> str:
    with district.database.read() as session:
        return session.scalars(select(ActionItemRow.code).filter_by(text=text)).one()


def test_what_comes_of_it_leads_back_to_the_thread(thread: Thread) -> None:
    district = thread.district
    thread.starts()
    thread.finds_a_root()
    answer = district.answers("dana", "/plan trace")
    assert "Roots without an action item" in answer
    assert leads_back(thread, "Roots without an action item")

    thread.asks_for_the_practice()
    thread.writes_the_strategy()
    thread.presses("Next")
    thread.adds_an_item()
    code = code_of(district, ITEM["part:text"])
    assert ITEM["part:text"] in district.answers("dana", f"/plan trace {code}")
    assert leads_back(thread, "It addresses this cause")

    thread.finishes()
    thread.dana.sees(f"Root cause: {SYMPTOM}")
    assert leads_back(thread, "Root causes and our response")
    written = district.files("dana", "C00BETHEL")["root-cause-2026-11-16.md"].decode()
    assert f"/page/#c=C00BETHEL&ts={thread.ts}>" in written


def test_a_due_date_without_school_is_pointed_out_and_kept(thread: Thread) -> None:
    thread.starts()
    thread.finds_a_root()
    thread.asks_for_the_practice()
    thread.writes_the_strategy()
    thread.presses("Next")
    thread.adds_an_item(**{"part:due": "2027-01-16"})

    thread.dana.sees("Sat, Jan 16 is on a weekend. The next open day is Tue, Jan 19.")
    code = code_of(thread.district, ITEM["part:text"])
    assert "due Sat, Jan 16" in thread.district.answers("dana", f"/plan item {code}")


def test_an_owner_is_picked_among_the_people(thread: Thread) -> None:
    thread.starts()
    thread.finds_a_root()
    thread.asks_for_the_practice()
    thread.writes_the_strategy()
    thread.presses("Next")
    thread.fills_in("Add action item …", owner="U00000ANA", **{**ITEM, "part:owner": "Principal"})
    thread.dana.sees("Owner: Ana")
    with thread.district.database.read() as session:
        item = session.scalars(select(ActionItemRow).filter_by(text=ITEM["part:text"])).one()
        owner = session.get_one(PersonRow, item.owner_id)
        assert (owner.slack_id, item.due) == ("U00000ANA", date(2027, 1, 15))


def test_collaborators_are_picked_among_the_people_and_hear_of_it(thread: Thread) -> None:
    """A team that is nobody in Slack is typed. The form to change the item has both again."""
    thread.starts()
    thread.finds_a_root()
    thread.asks_for_the_practice()
    thread.writes_the_strategy()
    thread.presses("Next")
    others = {"part:collaborators": "Grade 7 team"}
    thread.fills_in("Add action item …", collaborators=["U00000ANA", "U00000SAM"], **{**ITEM, **others})
    thread.dana.sees("Collaborators: Ana Ruiz / Sam Oyelaran / Grade 7 team")
    assert collaborators_of(thread) == ["U00000ANA", "U00000SAM", "Grade 7 team"]

    thread.dana.clicks("Change", on="Written down by @U0000DANA: Action item")
    thread.dana.sees("Grade 7 team")
    thread.dana.fills(collaborators=["U00000ANA", "U0000LENA"])
    assert thread.dana.submits() == {}
    thread.dana.sees("Collaborators: Ana Ruiz / Lena Brandt / Grade 7 team")
    assert collaborators_of(thread) == ["U00000ANA", "U0000LENA", "Grade 7 team"]
    delivered(thread.district)
    for person in (thread.ana, thread.district.person("lena")):
        person.sees("You're a collaborator on an action item")


def collaborators_of(thread: Thread) -> list[str]:
    """People by their Slack ids, as they stand in the item by the ids of their rows."""
    with thread.district.database.read() as session:
        item = session.scalars(select(ActionItemRow).filter_by(text=ITEM["part:text"])).one()
        by_mention = {f"<@{person.id}>": person.slack_id for person in session.scalars(select(PersonRow))}
        return [by_mention.get(name, name) for name in item.collaborators]


def goes_back_to(thread: Thread, question: str) -> None:
    thread.dana.steers("Causes …")
    thread.dana.fills(cause=CAUSE, deed=question)
    assert thread.dana.submits() == {}
    thread.district.settles()


def test_what_was_written_or_decided_can_be_changed_while_it_is_open(thread: Thread) -> None:
    district, dana = thread.district, thread.dana
    thread.starts()
    thread.finds_a_root()
    thread.asks_for_the_practice()
    thread.writes_the_strategy()
    thread.presses("Next")
    thread.adds_an_item()

    dana.clicks("Change", on="Written down by @U0000DANA: Strategy")
    dana.sees("Teach math for sense")
    dana.fills(**{"part:title": "Big ideas in math"})
    assert dana.submits() == {}
    dana.sees("Name: Big ideas in math")
    dana.sees_no("Name: Teach math for sense")
    dana.clicks("Change", on="Written down by @U0000DANA: Action item")
    dana.fills(**{"part:text": "Plan two units together"})
    assert dana.submits() == {}
    dana.sees("Plan two units together")
    district.settles()

    thread.presses("Next")
    goes_back_to(thread, "Choose the missing practice")
    dana.sees("Which effective practice is missing here?")
    district.settles()
    dana.selects("1a", from_="Choose a practice")
    dana.sees(":white_check_mark: 1a")
    dana.sees("Effective practice, such as 3b: 1a")
    district.settles()
    dana.sees_no(":white_check_mark: 2a")
    thread.finishes()
    dana.sees("Missing practice: 1a")
    dana.sees("Plan two units together (Principal")
    with district.database.read() as session:
        items = session.scalars(select(ActionItemRow.text).where(ActionItemRow.text.contains("together"))).all()
    assert "Plan two units together" in items
    assert ITEM["part:text"] not in items


def test_the_decision_not_to_act_stands_in_the_thread_and_can_be_changed(thread: Thread) -> None:
    dana = thread.dana
    thread.starts()
    thread.finds_a_root()
    thread.asks_for_the_practice()
    thread.fills_in("Don't act …", reason="Next year")
    thread.ana.sees("Decided not to act on it: Next year (@U0000DANA)")

    goes_back_to(thread, "Add an action item for it, or decide not to act")
    dana.sees("What's the first step, who owns it, and by when?")
    thread.district.settles()
    dana.steers("Don't act …", on="What's the first step")
    dana.sees("Next year")
    dana.fills(reason="When the new schedule is there")
    assert dana.submits() == {}
    thread.ana.sees("Decided not to act on it: When the new schedule is there")


def test_the_history_lists_what_there_was_and_leaves_history_as_a_subject(thread: Thread) -> None:
    district, dana = thread.district, thread.dana
    assert "hasn't had a root cause dialog yet" in district.answers("dana", "/plan whys history")
    thread.starts()
    thread.presses("Pause")
    line = f"*{SYMPTOM}*, Mon, Nov 16, led by @U0000DANA: paused · thread"
    assert line in district.answers("dana", "/plan whys history")
    assert line in district.answers("maria", "/plan whys history Bethel", in_="dm")
    thread.presses("Resume")
    thread.finishes()
    assert "finished on Mon, Nov 16" in district.answers("dana", "/plan whys history")
    assert leads_back(thread, "Root cause dialogs of")

    dana.types("/plan whys History marks fell in grade 8", in_="C00BETHEL")
    dana.sees("History marks fell in grade 8")
    dana.closes()


def test_an_action_item_that_is_undone_leaves_its_root_without_work(thread: Thread) -> None:
    thread.starts()
    thread.finds_a_root()
    thread.asks_for_the_practice()
    thread.writes_the_strategy()
    thread.presses("Next")
    thread.adds_an_item()
    code = code_of(thread.district, ITEM["part:text"])
    thread.dana.clicks("Undo", on=ITEM["part:text"])
    thread.dana.sees("@U0000DANA undid this. Action item:")
    thread.district.settles()

    assert "canceled" in thread.district.answers("dana", f"/plan item {code}")
    thread.dana.steers("Next")
    thread.dana.sees("This root cause needs an action item")

    thread.dana.clicks("Undo", on="Written down by @U0000DANA: Strategy")
    thread.dana.sees("@U0000DANA undid this. Strategy:")
    assert STRATEGY["part:title"] not in thread.district.answers("dana", "/plan status all")


def test_a_strategys_practices_are_codes_and_other_words_are_refused(thread: Thread) -> None:
    thread.starts()
    thread.finds_a_root()
    thread.asks_for_the_practice()
    thread.writes_the_strategy()

    thread.dana.clicks("Change", on="Written down by @U0000DANA: Strategy")
    thread.dana.fills(**{"part:practice": "better lessons"})
    assert thread.dana.submits() == {
        "part:practice": 'There\'s no effective practice "better lessons". They run from 1a to 4c.'
    }
    thread.dana.fills(**{"part:practice": "3b and 2a"})
    assert thread.dana.submits() == {}

    with thread.district.database.read() as session:
        newest, *_ = session.scalars(select(StrategyRow).order_by(StrategyRow.id.desc()))
        assert newest.practice == "2a, 3b"
