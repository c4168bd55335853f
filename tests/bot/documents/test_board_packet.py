"""A board packet fits on two pages, however much there is to say, and counts what it leaves out."""

import re
from datetime import date, timedelta

from bot.documents.board.facts import BoardFacts
from bot.documents.board.packet import _Packet
from bot.documents.document import Bullets, Document, Paragraph
from bot.documents.formats.pdf import pdf
from conversations.documents.board import (
    BlockedMilestone,
    CauseCount,
    DebriefLine,
    DecisionNeeded,
    OpenHelp,
    StandingOnDay,
    count_causes,
    days_of_trend,
    shorten,
)
from plans.item_progress import Day
from plans.lagging import LaggingItems
from plans.milestones import MilestoneCounts
from plans.progress import count
from plans.school_calendar import Term, TermKind
from storage.documents.debriefs import Debriefs

DAY = Day(date(2027, 1, 22))
LONG = "what somebody typed at length about it, without a thought for paper, " * 8
QUARTER = Term(TermKind.QUARTER, 2, date(2026, 9, 1), DAY.on)
MANY = 40


def facts() -> BoardFacts:
    """A quarter of five months of which everything has much to say."""
    trend = [
        StandingOnDay(day=day, progress=count([], day), milestones=MilestoneCounts(behind=MANY))
        for day in days_of_trend(QUARTER, DAY)
    ]
    lines = [DebriefLine(period="2026-12", text=f"{number} {LONG}") for number in range(MANY)]
    help_needed = OpenHelp(
        code="1.1.1.1",
        needed=LONG,
        asked_of="Riverbend School District",
        is_outside=True,
        days_open=60,
        days_waiting=60,
        promised_for=None,
        is_promised=False,
        is_declined=False,
    )
    return BoardFacts(
        district="Riverbend School District",
        quarter=QUARTER,
        trend=trend,
        lagging=LaggingItems((), ()),
        behind_without_cause=MANY,
        debriefs=Debriefs(lines, lines, MANY),
        causes=[CauseCount(cause=LONG, actions=number + 1) for number in range(MANY)],
        decisions=[DecisionNeeded(id=number, text=LONG, needed_by=DAY.on, recorded_on=DAY.on) for number in range(4)],
        blocked=[BlockedMilestone(code="1.1.1", title=LONG, days_late=9, cause=LONG)] * 4,
        requests=[help_needed] * MANY,
    )


def pages(content: bytes) -> int:
    count_of_pages = re.search(rb"/Type/Pages/Count (\d+)", content)
    assert count_of_pages is not None
    return int(count_of_pages[1])


def test_two_pages_hold_a_packet_of_any_size() -> None:
    packet = Document(
        title="Board Packet: Bethel Elementary School, 2026-27, 2nd quarter",
        organization="Bethel Elementary School",
        about=["District: Riverbend School District", "Bethel's plan", "As of Fri, Jan 22"],
        made_on=DAY.on,
        blocks=[*_Packet().blocks(facts())],
        is_landscape=False,
    )
    paragraphs = [block.text for block in packet.blocks if isinstance(block, Paragraph)]

    assert pages(pdf(packet)) == 2
    assert [len(block.lines) for block in packet.blocks if isinstance(block, Bullets)] == [4, 4, 7, 4]
    for counted in ("And 36 more takeaways, in the minutes.", "And 36 more causes, in the Implementation Data."):
        assert counted in paragraphs
    assert "And 81 more decisions: see the minutes and the supports." in paragraphs
    assert "And 36 more requests, in the Implementation Data." in paragraphs
    assert paragraphs[-1].startswith("To fit two pages, 22 texts are shortened.")


def test_the_trend_has_each_month_of_the_quarter_and_the_day_itself() -> None:
    assert [day.on for day in days_of_trend(QUARTER, DAY)] == [
        *(date(2026, month, 1) - timedelta(days=1) for month in (10, 11, 12)),
        date(2026, 12, 31),
        DAY.on,
    ]
    assert days_of_trend(QUARTER, Day(date(2026, 9, 30))) == [Day(date(2026, 9, 30))]


def test_causes_are_counted_by_their_words_once_for_each_action() -> None:
    given = [("1", "No subs."), ("2", "no  subs"), ("2", "no  subs"), ("3", "Snow")]

    assert count_causes(given) == [CauseCount(cause="No subs.", actions=2), CauseCount(cause="Snow", actions=1)]


def test_a_long_text_is_cut_after_a_word() -> None:
    assert shorten("one two three", most=9).text == "one two …"
    assert shorten("one\ntwo", most=9).text == "one two"
