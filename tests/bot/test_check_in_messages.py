"""A check-in's message: it fits into Slack's limits however much it asks, and reads aloud as it looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.messages import home
from bot.messages.check_ins import request as messages
from bot.messages.check_ins.about import About
from bot.messages.home_values import PAGE_SIZES, HomeSection
from bot.slack import blocks, limits
from conversations.check_in import (
    EARLIER_SHOWN,
    MOST_RISKS,
    PAGE_SIZE,
    Answer,
    CheckIn,
    EarlierRisk,
    Happened,
    LastAnswer,
    Risk,
    RiskOutcome,
    Subject,
    Topic,
)
from plans.cadences import Cadence
from plans.item_events import Status
from plans.plan import Purpose
from prompts import formats

DAY = date(2026, 11, 17)
ABOUT = About(request_id=1, cadence=Cadence.MONTHLY, period="2026-11", organization="Bethel", closes_on=DAY)
LONG = "word " * 600
LAST = LastAnswer(
    id=7,
    period="2026-10",
    status=Status.BEHIND,
    cause="No common hour",
    recovery="Dana covers one lesson a week.",
    recovery_by=date(2026, 10, 28),
)
VISITS = Topic(subject=Subject.ITEM, id=2, code="1.1.3.3", text="Visit each other", due=DAY, last=LAST)
EARLIER = EarlierRisk(id=3, period="2026-10", risk="conferences take the planning time", mitigation="move planning")


def fullest() -> CheckIn:
    """Five topics with a promise each, two risks of last month with their mitigations, and five new ones."""
    last = replace(LAST, recovery=LONG)
    purpose = Purpose(strategy=LONG, aim=LONG)
    topics = tuple(replace(VISITS, id=number, text=LONG, last=last, purpose=purpose) for number in range(PAGE_SIZE))
    said = Answer(status=Status.BEHIND, by="Ana Ruiz", on=DAY, cause=LONG, recovery=LONG, support=LONG)
    risk = Risk(risk=LONG, mitigation=LONG, owner_id=1, owner="Ana Ruiz", named_by=1, due=DAY)
    return CheckIn(
        topics=topics,
        answers={topic.key: said for topic in topics},
        risks=tuple(replace(risk, id=number) for number in range(MOST_RISKS)),
        earlier_risks=tuple(replace(EARLIER, id=number, risk=LONG, mitigation=LONG) for number in range(EARLIER_SHOWN)),
    )


def written(check_in: CheckIn) -> list[str]:
    with formats.reading(today=DAY):
        content = messages.message(check_in, ABOUT)
    return [text for block in content.blocks for text in _texts(block)]


def _texts(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["text"]] if isinstance(part.get("text"), str) else []
        return own + [text for each in part.values() for text in _texts(each)]
    return [text for each in part for text in _texts(each)] if isinstance(part, list) else []


def test_the_fullest_page_fits_into_a_message() -> None:
    nudge = messages.nudge(fullest(), ABOUT, last=True)

    assert nudge.payload()["blocks"] == nudge.blocks
    assert len(nudge.blocks) <= limits.MESSAGE_BLOCKS


def test_the_fullest_page_fits_into_a_home_tab_with_every_other_section_of_staff_full() -> None:
    """Each section has a heading and a pager; an offer, a support, a question and a dialog take two blocks.

    Items have four headings more. What doesn't fit beside the sections of plans is cut to its heading.
    """
    double = {HomeSection.OFFERS, HomeSection.SUPPORTS, HomeSection.QUESTIONS, HomeSection.DIALOGS}
    of_leaders = {HomeSection.LED, HomeSection.SCHOOLS, HomeSection.MANAGED, HomeSection.FOLLOWED, HomeSection.COMMENTS}
    others = [section for section in HomeSection if section not in {HomeSection.CHECK_INS, *of_leaders}]
    lines = sum(PAGE_SIZES[section] * (2 if section in double else 1) + 2 for section in others)
    check_in = len(messages.check_in_blocks(fullest(), ABOUT)) + 2
    title_and_footer, welcome_and_stand_in, headings_of_items = 4, 2, 4

    assert title_and_footer + welcome_and_stand_in + check_in + lines + headings_of_items <= limits.VIEW_BLOCKS
    section = [blocks.header("Support"), *(blocks.divider() for _ in range(40))]
    room = 60
    fitted = home.in_room([section, section, section], room)
    assert len(fitted) <= room
    assert [block["type"] for block in fitted].count("header") == 3
    assert [block["type"] for block in fitted[41:]] == ["header", "context"] * 2


def test_a_topic_shows_the_last_answer_and_asks_whether_its_step_happened() -> None:
    asked = written(CheckIn(topics=(VISITS,)))
    line = "In October: behind. Dana covers one lesson a week, by Wed, Oct 28. *Did that happen?*"

    assert f"*1.1.3.3* Visit each other\nDue Tue, Nov 17\n{line}" in asked
    assert [text for text in asked if text in ("Yes", "Partly", "No")] == ["Yes", "Partly", "No"]
    reported = replace(VISITS, last=replace(LAST, happened=Happened.PARTLY))
    assert any(text.endswith("*Did that happen?* Partly") for text in written(CheckIn(topics=(reported,))))


def test_a_topic_says_in_a_line_what_it_is_for() -> None:
    purpose = Purpose(strategy="Peer visits.", aim="each student knows what good work looks like")
    texts = written(CheckIn(topics=(replace(VISITS, last=None, purpose=purpose),)))

    line = "_For:_ Peer visits → each student knows what good work looks like"
    assert f"*1.1.3.3* Visit each other\n{line}\nDue Tue, Nov 17" in texts


def test_without_a_step_it_shows_the_answer_alone() -> None:
    caused = replace(VISITS, last=replace(LAST, recovery="", recovery_by=None))
    fine = replace(VISITS, last=LastAnswer(id=7, period="2026-10", status=Status.ON_TRACK))

    assert any(text.endswith("\nIn October: behind. No common hour.") for text in written(CheckIn(topics=(caused,))))
    texts = written(CheckIn(topics=(fine,)))
    assert any(text.endswith("\nIn October: on track.") for text in texts)
    assert "Yes" not in texts


def test_last_months_risk_and_its_mitigation_are_asked_about() -> None:
    asked = written(CheckIn(topics=(VISITS,), earlier_risks=(EARLIER,)))

    assert ":eyes: A risk from October: conferences take the planning time. *What became of it?*" in asked
    assert "Its mitigation: move planning. *Did that happen?*" in asked
    assert [text for text in asked if text in ("Happened", "Avoided", "Still open")] == [
        "Happened",
        "Avoided",
        "Still open",
    ]
    reported = replace(EARLIER, outcome=RiskOutcome.OPEN, is_mitigation_settled=True)
    again = written(CheckIn(topics=(VISITS,), earlier_risks=(reported,)))
    assert any(text.endswith("*What became of it?* Still open") for text in again)
    assert not any("Its mitigation" in text for text in again)


def test_promises_without_a_report_are_a_line_once_everything_is_answered() -> None:
    answers = {VISITS.key: Answer(status=Status.ON_TRACK, by="Ana Ruiz", on=DAY)}
    check_in = CheckIn(topics=(VISITS,), answers=answers, earlier_risks=(EARLIER,))
    settled = replace(VISITS, last=replace(LAST, happened=Happened.YES))

    assert any(
        "what became of last month's promises and risks above? 2 to go, one tap each." in text
        for text in written(check_in)
    )
    without_promises = written(CheckIn(topics=(settled,), answers=answers))
    assert "Thank you, that's everything for November 2026." in without_promises
    assert not any("another second" in text for text in without_promises)


def test_the_text_that_is_read_aloud_has_the_questions_too() -> None:
    text = messages.message(CheckIn(topics=(VISITS,), earlier_risks=(EARLIER,)), ABOUT).text

    assert "*Did that happen?*" in text
    assert "*What became of it?*" in text
