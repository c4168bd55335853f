"""The hand of a root cause dialog's leader: one row under the current question, here and on the Home tab."""

from __future__ import annotations

import pytest

from bot.slack import blocks
from bot.slack.identifiers import ActionId
from tests.scenarios.district import District
from tests.scenarios.test_light_hand import row_of, rows_in
from tests.support.root_cause import CAUSE, SYMPTOM, Thread
from tests.support.screens import controls

BOOKS = "Books are old"
DETAILS = "Accept with details …"
MENU = ["Causes …", "Pause", "Finish …", "More …"]
WITH_NEXT = ["Back", "Next", "Causes …", "Finish …", "More …"]


@pytest.fixture
def thread(district: District) -> Thread:
    thread = Thread(district)
    thread.starts()
    return thread


def says(thread: Thread, *replies: str) -> None:
    for text in replies:
        thread.says(thread.ana, text)
    thread.district.settles()


def rows(thread: Thread) -> list[list[str | list[str]]]:
    return rows_in(thread.dana, thread.ts)


def test_each_question_has_one_primary_button_and_one_menu(thread: Thread) -> None:
    assert rows(thread) == [["Next", MENU]]
    says(thread, CAUSE)
    assert rows(thread) == [[DETAILS, "Accept", ["Next", *MENU]]]
    says(thread, BOOKS)
    assert rows(thread) == [[DETAILS, "Accept all", ["Next", *MENU]]]
    thread.presses("Accept all")
    assert rows(thread) == [["Next", MENU]]

    thread.presses("Next")
    assert rows(thread) == [["Choose an answer", "Next", ["Back", *MENU]]]
    thread.presses("Ours", "Someone else's")
    thread.dana.sees(f"Who can act on it? {BOOKS}")
    assert rows(thread) == [["Ask for support …", WITH_NEXT]]
    thread.presses("Next")
    thread.dana.sees(f"What shows it? {CAUSE}")
    menu = ["Answer together …", "Finish …", "More …"]
    assert rows(thread) == [["Next", ["Back", menu[0], "Causes …", *menu[1:]]]]
    says(thread, "Ten lessons seen")
    assert rows(thread) == [["Keep as evidence", ["Back", "Next", *menu]]]
    says(thread, "Six of ten without a talk about ideas")
    assert rows(thread) == [["Keep only one", "Keep all as evidence", ["Back", "Next", *menu]]]
    thread.presses("Keep all as evidence")
    thread.dana.sees(":white_check_mark: Ten lessons seen (@U00000ANA)\n:white_check_mark: Six of ten")

    thread.presses("Next", "A cause")
    assert rows(thread) == [["Choose an answer", "Next", ["Back", *MENU]]]
    thread.presses("Mark as root")
    thread.marks_anyway()
    thread.dana.sees(f"What shows it? {BOOKS}")


def test_work_on_a_root_has_the_same_row(thread: Thread) -> None:
    thread.finds_a_root()
    assert rows(thread) == [["Ask everyone …", WITH_NEXT]]
    thread.asks_for_the_practice()
    with_decline = ["Back", "Don't act …", "Causes …", "Finish …", "More …"]
    assert rows(thread) == [["Choose a practice", "Next", with_decline]]
    thread.dana.selects("2a", from_="Choose a practice")
    thread.district.settles()
    assert rows(thread) == [["Write strategy …", ["Back", "Next", "Don't act …", "Finish …", "More …"]]]
    thread.writes_a_strategy()
    assert rows(thread)[0] == ["Next", ["Back", "Add a strategy …", "Don't act …", "Finish …", "More …"]]


def test_more_has_what_the_menu_has_no_room_for(thread: Thread) -> None:
    says(thread, CAUSE)
    thread.accepts(CAUSE)
    thread.presses("Next", "Ours")
    says(thread, "Ten lessons seen")
    thread.dana.steers("More …")
    (form,) = thread.dana._surfaces()
    assert [each.label for each in controls(form)] == [
        *("Write it down …", "Causes …", "Pause"),
        *("Park a point …", "Reword …", "Where are we?", "Who leads …"),
    ]
    thread.dana.clicks("Write it down …")
    thread.dana.fills(evidence="The schedule shows it")
    assert thread.dana.submits() == {}
    thread.dana.sees("The schedule shows it (@U0000DANA)")
    thread.dana.more("Pause")
    thread.dana.sees("@U0000DANA paused.")


def test_a_reply_is_parked_in_the_form_that_accepts_it(thread: Thread) -> None:
    says(thread, CAUSE, "Bus times")
    thread.dana.selects("Bus times", from_=DETAILS)
    thread.dana.fills(park=["Park it for later instead"])
    assert thread.dana.submits() == {}
    thread.ana.sees("parked: Bus times")
    thread.district.settles()

    assert rows(thread) == [[DETAILS, "Accept", ["Next", *MENU]]]
    thread.accepts(CAUSE)


def test_a_button_of_a_question_from_before_still_works(thread: Thread) -> None:
    """A question that was posted by the version with three buttons for each reply."""
    says(thread, CAUSE, BOOKS)
    message = next(each for each in reversed(thread.dana.messages("C00BETHEL")) if row_of(each)[:1] == [DETAILS])
    stored = thread.district.slack.world.channel("C00BETHEL").messages
    (question,) = [each for each in stored if each.ts == message.container["ts"]]
    pointer = next(each for each in controls(message) if each.label == "Accept all").element["value"]
    park = blocks.button("Park", ActionId.WHYS_LET_GO, pointer)
    question.blocks.append({"block_id": "old", **blocks.actions("old", [park])})
    thread.dana.clicks("Park")

    thread.ana.sees(f"parked: {BOOKS}")


def test_the_leader_goes_on_from_home_with_the_same_row(thread: Thread) -> None:
    dana = thread.dana
    dana.opens_home()
    says(thread, CAUSE, BOOKS)

    def home() -> list[str | list[str]]:
        thread.district.settles()
        return next(row for row in rows_of_home(thread) if "More …" in row[-1])

    dana.sees(f"Why? {SYMPTOM}\nNew replies:\n• @U00000ANA: {CAUSE}\n• @U00000ANA: {BOOKS}")
    assert home() == [DETAILS, "Accept all", ["Next", *MENU]]
    dana.steers("Accept all", on=SYMPTOM)
    assert home() == ["Next", MENU]
    dana.steers("Next", on=SYMPTOM)
    assert home() == ["Choose an answer", "Next", ["Back", *MENU]]
    dana.steers("Ours", on=SYMPTOM)
    thread.district.settles()
    dana.steers("Ours", on=SYMPTOM)
    thread.district.settles()
    says(thread, "Ten lessons seen")
    dana.steers("Keep as evidence", on=SYMPTOM)
    thread.district.settles()
    dana.steers("Next", on=SYMPTOM)
    thread.district.settles()
    dana.steers("A cause", on=SYMPTOM)
    thread.district.settles()
    dana.steers("Mark as root", on=SYMPTOM)
    thread.marks_anyway()
    thread.ana.sees(f"Is this the root cause? {CAUSE}\n:white_check_mark: Mark as root")


def rows_of_home(thread: Thread) -> list[list[str | list[str]]]:
    """The controls of the Home tab, row by row."""
    (surface,) = thread.dana._home()
    blocks = [block for block in surface.blocks if block["type"] == "actions"]
    return [row_of(type(surface)(surface.container, [block], surface.text)) for block in blocks]
