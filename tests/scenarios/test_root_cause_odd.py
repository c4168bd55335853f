"""Root cause dialogs where things go otherwise: doubts, wrong people, double clicks, edits, other owners, leavers."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.scenarios.district import District, finger_on
from tests.support.root_cause import CAUSE, EVIDENCE, SYMPTOM, Thread
from tests.support.screens import contains


@pytest.fixture
def thread(district: District) -> Thread:
    return Thread(district)


def test_a_symptom_that_names_a_cause_is_doubted_before_anybody_else_reads_it(thread: Thread) -> None:
    thread.dana.types("/plan whys Lack of planning time", in_="C00BETHEL")
    thread.dana.fills(co_leader="U00000ANA")
    assert thread.dana.submits() == {}
    thread.dana.sees("It already names a cause")
    thread.dana.sees("There's no number yet")
    thread.ana.sees_no("Lack of planning time")

    thread.dana.fills(symptom=SYMPTOM, number="31 %", source="State test")
    assert thread.dana.submits() == {}
    thread.ana.sees(f"Symptom: {SYMPTOM}")
    thread.district.settles()
    thread.ana.clicks("Next")
    thread.ana.sees("What's the elephant in the room here?")


def test_the_words_that_were_doubted_may_stay(thread: Thread) -> None:
    thread.dana.types("/plan whys Lack of planning time", in_="C00BETHEL")
    assert thread.dana.submits() == {}
    thread.dana.fills(anyway=["Keep as is"])
    assert thread.dana.submits() == {}
    thread.ana.sees("Why? Lack of planning time")


def test_the_first_question_offers_no_way_back(thread: Thread) -> None:
    thread.starts()
    thread.dana.sees("Pause")
    thread.dana.sees_no("Back")
    thread.presses("Next")

    thread.dana.sees("Back")


def test_the_picture_stands_above_the_question_that_follows_it(thread: Thread) -> None:
    thread.starts()
    thread.finds_a_root()
    thread.dana.sees("What's the elephant in the room here?")
    thread.dana.sees("root-cause-1.png")
    answer = thread.dana.thread("C00BETHEL", thread.ts)

    picture, question = (
        next(place for place, text in enumerate(answer) if words in text)
        for words in ("root-cause-1.png", "What's the elephant in the room here?")
    )
    assert picture < question


def test_a_question_is_put_once_and_not_edited_in_the_same_breath(thread: Thread) -> None:
    thread.starts()
    thread.says(thread.ana, CAUSE)
    thread.accepts(CAUSE)
    thread.presses("Next", "Ours")
    thread.says(thread.ana, EVIDENCE)
    thread.presses("Keep as evidence", "Next", "A cause")

    channel = thread.district.slack.world.channel("C00BETHEL")
    (asked,) = [each for each in channel.messages if "Is this the root cause?" in each.text]
    assert asked.edited is None


def test_a_dialog_of_the_release_before_goes_on_with_the_messages_it_has(thread: Thread) -> None:
    thread.starts()
    with thread.district.database.write() as session:
        for name in ("key", "target_key"):
            session.execute(text(f"UPDATE outbox SET {name} = REPLACE({name}, 'root_cause:', 'coaching:')"))
        session.execute(text("UPDATE dialog SET key_prefix = 'coaching'"))
    thread.says(thread.ana, CAUSE)
    thread.accepts(CAUSE)
    thread.presses("Next")

    asked = [each for each in thread.dana.thread("C00BETHEL", thread.ts) if contains(each, f"Why? {SYMPTOM}")]
    assert len(asked) == 1
    thread.dana.sees(f"Is it actionable: can we act on it ourselves? {CAUSE}")


def test_a_message_becomes_a_symptom_and_pings_nobody(thread: Thread) -> None:
    thread.ana.says("<!channel> 31 % of grade 7 reached the standard", in_="C00BETHEL")
    thread.dana.uses_shortcut("root_cause.start", on="31 % of grade 7")
    thread.dana.sees("@channel 31 % of grade 7 reached the standard")
    thread.dana.fills(source="State test")
    assert thread.dana.submits() == {}
    thread.ana.sees("Why? @channel 31 % of grade 7 reached the standard")
    texts = [each["text"] for each in thread.dana._in_channel("C00BETHEL") if each.get("bot_id")]
    assert not any("<!channel>" in text for text in texts)


def test_a_question_that_was_passed_says_what_was_decided(thread: Thread) -> None:
    thread.starts()
    thread.says(thread.ana, CAUSE)
    thread.accepts(CAUSE)
    thread.presses("Next", "Ours", "Next", "A cause", "Ask why again")
    for question, answer in (
        ("Is this a cause, or only another symptom?", "A cause"),
        ("Is it actionable: can we act on it ourselves?", "Ours"),
        ("Is this the root cause?", "Ask why again"),
    ):
        thread.ana.sees(f"{question} {CAUSE}\n:white_check_mark: {answer}")
    thread.ana.sees_no("Without evidence the cause stays possible")


def test_who_is_asked_in_private_is_said_in_the_thread(thread: Thread) -> None:
    thread.starts()
    thread.presses("Next", "Ask everyone …")
    thread.dana.fills(people=["U0000DANA", "U00000ANA", "U00000SAM"])
    assert thread.dana.submits() == {}
    thread.ana.sees("3 people are asked in private")


def test_only_who_leads_accepts_and_a_second_press_does_nothing(thread: Thread) -> None:
    thread.starts()
    thread.says(thread.ana, CAUSE)
    finger_on(thread.dana, "Accept", on=CAUSE, by=thread.ana)()
    thread.ana.sees("Only @U0000DANA leads here")

    again = finger_on(thread.dana, "Accept", on=CAUSE)
    thread.accepts(CAUSE)
    again()
    thread.dana.sees("This reply was just accepted")


def test_a_cause_stays_when_its_reply_is_deleted_and_the_leader_hears_of_it(thread: Thread) -> None:
    thread.starts()
    ts = thread.says(thread.ana, CAUSE)
    thread.accepts(CAUSE)
    thread.ana.deletes(ts, in_="C00BETHEL")

    thread.dana.sees("was deleted. The cause is unchanged")
    thread.dana.sees(f"{CAUSE}\nPossible")


def test_an_edited_reply_is_shown_as_it_reads_now(thread: Thread) -> None:
    thread.starts()
    ts = thread.says(thread.ana, "Math is hrad")
    thread.ana.edits(ts, CAUSE, in_="C00BETHEL")
    thread.dana.sees(f"@U00000ANA: {CAUSE}")
    thread.accepts(CAUSE)


def test_a_cause_of_a_thousand_characters_is_handed_back(thread: Thread) -> None:
    thread.starts()
    thread.says(thread.ana, CAUSE)
    thread.dana.selects(CAUSE, from_="Accept with details …")
    thread.dana.fills(cause="too long " * 120)
    assert set(thread.dana.submits()) == {"cause"}
    thread.dana.sees("That's too long for one cause")
    thread.dana.fills(cause="Math is taught as rules")
    assert thread.dana.submits() == {}
    thread.dana.sees("Math is taught as rules\nPossible")


def test_two_who_reword_at_once_do_not_overwrite_each_other(thread: Thread) -> None:
    thread.starts(co_leader="U00000ANA")
    thread.says(thread.ana, CAUSE)
    thread.accepts(CAUSE)
    for person in (thread.dana, thread.ana):
        person.steers("Causes …")
        person.fills(cause=CAUSE, deed="Reword")
        assert person.submits() == {}
    thread.dana.fills(cause="Math is taught as rules")
    assert thread.dana.submits() == {}
    thread.ana.fills(cause="Math is drill")
    assert thread.ana.submits() == {}
    thread.ana.sees("Someone changed this cause while you had it open")
    thread.ana.sees("Math is drill")
    thread.dana.sees("Math is taught as rules\nPossible")


def test_a_cause_of_somebody_elses_becomes_a_request_for_support(thread: Thread) -> None:
    thread.starts()
    thread.says(thread.ana, CAUSE)
    thread.accepts(CAUSE)
    thread.presses("Next", "Someone else's")
    thread.dana.clicks("Ask for support …")
    thread.dana.fills(to="U0000OMAR", owner="the district", need="Two training days")
    assert thread.dana.submits() == {}
    thread.ana.sees("I asked @U0000OMAR for support (the district): Two training days")
    thread.district.at("2026-11-17 10:00")
    thread.district.person("omar").sees("Two training days")


def test_a_form_with_an_error_can_be_corrected_and_sent_again(thread: Thread) -> None:
    thread.starts()
    thread.says(thread.ana, CAUSE)
    thread.accepts(CAUSE)
    thread.presses("Next", "Someone else's")
    thread.dana.clicks("Ask for support …")
    thread.dana.fills(to="U0000DANA", owner="the district", need="Two training days")
    assert set(thread.dana.submits()) == {"to"}
    thread.dana.fills(to="U0000OMAR")
    assert thread.dana.submits() == {}
    thread.ana.sees("I asked @U0000OMAR for support (the district): Two training days")


def test_a_fishbone_with_sides_of_our_own(thread: Thread) -> None:
    thread.starts(method="Fishbone", bones="Our own", own_bones="Teaching\nTime")
    thread.dana.sees("Let's look at this from 2 sides.")
    thread.says(thread.ana, CAUSE)
    thread.accepts(CAUSE)
    thread.presses("Next", "Next")
    thread.dana.sees("Which of these causes should we ask why about?")
    thread.dana.clicks("Mark causes …")
    thread.dana.fills(cause=[CAUSE])
    assert thread.dana.submits() == {}
    thread.dana.sees(f"Is it actionable: can we act on it ourselves? {CAUSE}")


def test_when_the_leader_leaves_the_plan_manager_hears_of_it(thread: Thread) -> None:
    thread.starts()
    thread.district.changes("U0000DANA", deleted=True)
    thread.district.settles()
    assert any("has left. Please name another leader:" in text for text in thread.district.told("omar"))


def test_a_vote_among_two_is_not_shown(thread: Thread) -> None:
    thread.starts()
    thread.says(thread.ana, CAUSE)
    thread.accepts(CAUSE)
    thread.presses("Next", "Ours", "Next", "A cause", "Mark as root")
    thread.marks_anyway()
    thread.presses("Next")
    thread.dana.clicks("Ask everyone")
    thread.dana.fills(people=["U0000DANA", "U00000ANA"])
    assert thread.dana.submits() == {}
    thread.ana.clicks("Not sure")
    thread.ana.sees("Saved: Not sure")
    thread.presses("Next")
    thread.dana.sees("1 of 2 answered. I asked fewer than three people")
    thread.ana.sees_no("1 not sure")
    thread.dana.sees("Another round")
