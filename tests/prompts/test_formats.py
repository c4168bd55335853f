"""Dates, times, numbers and lists as Americans write them, and by whom they are read."""

import re
from datetime import UTC, date, datetime, time

import pytest

from bot.messages.threads.parts import fields
from conversations.parts import PartKind
from plans.progress import Fraction
from prompts import ROOT, Safe, formats, plain, say, words

NOVEMBER = date(2026, 11, 17)


def test_a_day_has_its_year_only_outside_the_school_year_it_is_read_in() -> None:
    with formats.reading(today=date(2026, 9, 1)):
        assert formats.day(NOVEMBER) == "Tue, Nov 17"
        assert formats.day(date(2027, 6, 30)) == "Wed, Jun 30"
        assert formats.day(date(2027, 7, 1)) == "Thu, Jul 1, 2027"
        assert formats.day(date(2026, 6, 30)) == "Tue, Jun 30, 2026"
    assert formats.day(NOVEMBER) == "Tue, Nov 17, 2026"


def test_a_month_has_its_year_only_outside_the_school_year_it_is_read_in() -> None:
    with formats.reading(today=NOVEMBER):
        assert formats.month_name("2026-10") == "October"
        assert formats.month_name("2025-10") == "October 2025"


def test_files_carry_the_year_always() -> None:
    with formats.reading(today=NOVEMBER), formats.for_a_file():
        assert formats.day(NOVEMBER) == "Tue, Nov 17, 2026"


def test_a_file_whose_title_names_a_month_leaves_out_the_year_of_that_school_year() -> None:
    with formats.reading(today=date(2029, 3, 1)), formats.for_a_file("2026-11"):
        assert formats.day(NOVEMBER) == "Tue, Nov 17"
        assert formats.day(date(2027, 6, 30)) == "Wed, Jun 30"
        assert formats.day(date(2026, 6, 30)) == "Tue, Jun 30, 2026"


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 0, "0 of 0"),
        (1, 3, "1 of 3"),
        (4, 4, "4 of 4"),
        (1, 5, "1 of 5 (20%)"),
        (3, 9, "3 of 9 (33%)"),
        (1, 8, "1 of 8 (13%)"),
        (0, 7, "0 of 7 (0%)"),
        (1, 1000, "1 of 1,000 (1%)"),
        (999, 1000, "999 of 1,000 (99%)"),
        (1000, 1000, "1,000 of 1,000 (100%)"),
    ],
)
def test_a_percentage_stands_beside_its_fraction_and_is_left_out_under_five(
    part: int, whole: int, expected: str
) -> None:
    assert formats.fraction(Fraction(part, whole)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (formats.clock_time(time(9)), "9:00 AM"),
        (formats.clock_time(time(18)), "6:00 PM"),
        (formats.moment(datetime(2026, 11, 17, 9, 5, tzinfo=UTC)), "Tue, Nov 17, 2026, 9:05 AM"),
        (formats.written_day("2026-11-17"), "Tue, Nov 17, 2026"),
        (formats.written_day("when the grant comes"), "when the grant comes"),
        (formats.month("2026-11"), "November 2026"),
        (formats.month_name("2026-11"), "November 2026"),
        (formats.school_year("2026-Q2"), "2026-27"),
        (formats.fraction(Fraction(6, 22), "due"), "6 of 22 due (27%)"),
        (formats.fraction(Fraction(1, 3), "due"), "1 of 3 due"),
        (formats.number(10000), "10,000"),
        (formats.number(1.5), "1.5"),
        (formats.counted(1, "minute", "minutes"), "1 minute"),
        (formats.counted(2, "minute", "minutes"), "2 minutes"),
        (formats.counted(0, "minute", "minutes"), "0 minutes"),
        (formats.plural(2, "is", "are"), "are"),
        (formats.words(["Ana", "Ben", "Dee"]), "Ana, Ben and Dee"),
        (formats.words(["Ana"]), "Ana"),
        (formats.words([]), ""),
        (formats.alternatives(["Ana", "Ben", "Dee"]), "Ana, Ben or Dee"),
    ],
)
def test_american_forms(text: str, expected: str) -> None:
    assert text == expected


def test_a_list_of_mentions_keeps_them() -> None:
    assert words([Safe("<@U1>"), Safe("<@U2>")]) == Safe("<@U1> and <@U2>")
    assert isinstance(words([Safe("<@U1>"), Safe("<@U2>")]), Safe)
    assert not isinstance(words([Safe("<@U1>"), "<@U2>"]), Safe)


def test_a_bare_number_in_a_template_is_formatted() -> None:
    assert say("action_items", "refuse_too_long", length=12345, most=1500).startswith("That is 12,345 characters;")


def test_a_written_part_shows_its_days_as_days() -> None:
    values = {"text": "Name a mentor", "owner": "Principal", "due": "2026-12-01"}
    assert "Tue, Dec 1, 2026" in [text for _, text in fields(PartKind.ACTION_ITEM, values)]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Set goals.", "Set goals, Ana, due Mon, Nov 30, 2026 (from “Goals”)."),
        ("Set goals", "Set goals, Ana, due Mon, Nov 30, 2026 (from “Goals”)."),
        ("Set goals; ", "Set goals, Ana, due Mon, Nov 30, 2026 (from “Goals”)."),
        ("Who sets goals?", "“Who sets goals?”, Ana, due Mon, Nov 30, 2026 (from “Goals”)."),
        ("Set goals!", "“Set goals!”, Ana, due Mon, Nov 30, 2026 (from “Goals”)."),
    ],
)
def test_a_typed_sentence_goes_on_without_its_own_end(typed: str, line: str) -> None:
    assert plain("threads", "minutes_item", text=typed, owner="Ana", due="2026-11-30", title="Goals") == line


def test_no_item_text_is_followed_by_punctuation_of_ours() -> None:
    """`| clause` takes off the end that the text brings itself."""
    inside = re.compile(r"\{\{ (?:item|about|cause|each|support|said)\.text \}\}(?: \(|[.,:;]| is | to | as )")

    assert not [path.name for path in (ROOT / "messages").glob("*.j2") if inside.search(path.read_text("utf-8"))]
