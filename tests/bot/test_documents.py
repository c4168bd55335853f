"""Minutes as files: text arrives exactly as people typed it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path

import docx
import jinja2
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.minutes.files import minutes_docx, minutes_markdown
from conversations.highlight import (
    DEBRIEF_GROUPS,
    Minutes,
    MinutesLine,
    MinutesSection,
    Section,
    Standing,
    StrategyStanding,
)
from plans.item_progress import Day
from plans.milestones import MilestoneCounts
from plans.progress import Fraction
from tests.support.counting import count
from tests.support.minutes import published

HELD = date(2026, 11, 17)
ALT = (
    "Bethel Elementary & Reynolds Middle, as of Tue, Nov 17, 2026. Progress by strategy.\n"
    "1.1 Learning intentions: no action items yet."
)

MINUTES = Minutes(
    organization="Bethel Elementary & Reynolds Middle",
    plan="Learning intentions",
    period="2026-11",
    participants=("Ana Ruiz", "Lee Moss", "Jo Park"),
    held_on=HELD,
    previous_on=date(2026, 10, 20),
    submitted_on=date(2026, 11, 22),
    submitted_by="Ana Ruiz",
    sections=(
        MinutesSection(
            key=Section.ACCOMPLISHMENTS,
            lines=(
                MinutesLine(text="Visited 12 classrooms", who="Lee Moss", said_on=HELD),
                MinutesLine(text="Wrote the rubric", who="Jo Park", said_on=HELD, edited_by="Ana Ruiz"),
            ),
        ),
        MinutesSection(key=Section.RISKS, lines=(MinutesLine(text="Two teachers leave"),)),
    ),
)

HOSTILE = [
    "{{ 7 * 7 }} {% for x in y %} {# gone #} {_{ kept }_}",
    "<w:p><b>bold</b></w:p> & &amp; ]]>",
    "# no heading\n- no list\n1. no number\n> no quote\n=====\n---\n```code```\n    not code",
    "*a* _b_ `c` [d](http://e) ![f](g) | h | ~~i~~ $j$ <https://k> \\",
    "שלום, עולם: مرحبا 🎉👩🏽‍🏫",
    "control \x00\x08\x1f and \ud800 surrogate",
    "lines\r\nof\x0bevery\u2028kind\rhere",
    "word " * 20_000,
]


def with_line(text: str) -> Minutes:
    section = MinutesSection(key=Section.DEBRIEF, lines=(MinutesLine(text=text, who="Lee Moss", said_on=HELD),))
    return Minutes(organization="Bethel", plan="Plan", period="2026-11", sections=(section,))


def opened(file: bytes) -> Document:
    return docx.Document(BytesIO(file))


def texts_to(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def in_word(text: str) -> str:
    return next(line for line in texts_to(opened(minutes_docx(published(with_line(text))))) if "(Lee Moss" in line)


def in_markdown(text: str) -> str:
    """What a reader of the rendered Markdown sees in the one list entry of the debrief."""
    tokens = MarkdownIt("commonmark").parse(minutes_markdown(published(with_line(text))))
    *_, last = (token for token in tokens if token.type == "inline")
    parts = last.children or []
    assert {part.type for part in parts} <= {"text", "hardbreak"}, "something typed became markup"
    return "".join("\n" if part.type == "hardbreak" else part.content for part in parts)


def visible(text: str) -> list[str]:
    """Words, without what XML cannot carry."""
    legal = "".join(c for c in text if c.isspace() or (ord(c) >= 0x20 and not 0xD800 <= ord(c) <= 0xDFFF))
    return legal.replace("\ufffe", "").replace("\uffff", "").split()


def test_the_word_file_has_the_header_filled_in() -> None:
    document = opened(minutes_docx(published(MINUTES)))

    assert texts_to(document)[2:9] == [
        "District: Bethel Elementary & Reynolds Middle",
        "School: whole district",
        "Meeting participants: Ana Ruiz, Lee Moss and Jo Park",
        "Highlight Discussion date: Tue, Nov 17",
        "Date of previous Highlight Discussion: Tue, Oct 20",
        "Report submission date: Sun, Nov 22",
        "Submitted by: Ana Ruiz",
    ]
    assert "November 2026" in document.sections[0].footer.paragraphs[0].text


def test_each_line_says_who_said_it_and_when_under_its_own_heading() -> None:
    lines = texts_to(opened(minutes_docx(published(MINUTES))))

    first = lines.index("1. Accomplishments and progress (both process and performance)")
    assert lines[first + 1 : first + 4] == [
        "Visited 12 classrooms (Lee Moss, Tue, Nov 17)",
        "Wrote the rubric (Jo Park, Tue, Nov 17; edited by Ana Ruiz)",
        "2. Challenges to implementation (if any)",
    ]
    risks = lines.index("3. Risks to successful implementation in the coming months (if any)")
    assert lines[risks + 1] == "Two teachers leave"


def test_an_empty_month_is_still_a_complete_form() -> None:
    empty = Minutes(organization="Bethel", plan="Plan", period="2026-11")

    for lines in (texts_to(opened(minutes_docx(published(empty)))), minutes_markdown(published(empty)).splitlines()):
        assert sum(line.removeprefix("- ") == "None reported" for line in lines) == 5 + len(DEBRIEF_GROUPS)
    assert "**Highlight Discussion date:** not given" in minutes_markdown(published(empty))
    title = opened(minutes_docx(published(empty))).core_properties.title
    assert title == "Monthly Highlight Discussion, Bethel, November 2026"


def test_the_word_file_has_the_picture_of_progress_and_describes_it(tmp_path: Path) -> None:
    logo = docx.Document()
    logo.add_picture(str(Path(__file__).parents[2] / "docs" / "pictures" / "minutes.png"))
    logo.add_paragraph("{{ picture }}")
    logo.save(str(tmp_path / "district.docx"))
    progress = count([], Day(HELD, is_over=False))
    standing = Standing.of(
        progress,
        datetime.combine(HELD, time(9), UTC),
        milestones=MilestoneCounts(),
        reported=Fraction(0, 0),
        not_reported=(),
        strategies=[StrategyStanding("1.1 Learning intentions", progress)],
    )
    minutes = published(replace(MINUTES, standing=standing))

    own = opened(minutes_docx(minutes)).inline_shapes
    logo_and_picture = opened(minutes_docx(minutes, tmp_path / "district.docx")).inline_shapes

    assert [shape._inline.docPr.get("descr") for shape in own] == [ALT]
    described = [shape._inline.docPr.get("descr") for shape in logo_and_picture]
    assert described[1:] == [ALT]
    assert described[0] != ALT


def test_markdown_and_word_tell_the_same() -> None:
    markdown = minutes_markdown(published(MINUTES))

    assert "## 1. Accomplishments and progress (both process and performance)" in markdown
    assert "- Wrote the rubric (Jo Park, Tue, Nov 17; edited by Ana Ruiz)" in markdown
    assert "- **Meeting participants:** Ana Ruiz, Lee Moss and Jo Park" in markdown
    assert markdown.index("Two teachers leave") > markdown.index("## 3. Risks")


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_reads_the_same_in_both_files(text: str) -> None:
    source = ["(Lee", "Moss,", "Tue,", "Nov", "17)"]

    assert in_word(text).split() == [*visible(text), *source]
    assert in_markdown(text).split() == [*visible(text), *source]


@settings(max_examples=40)
@given(st.text(alphabet=st.sampled_from("{}_%#&<>*`[]()\\\n\t 1.-+=~|$!aé\x00\x0b")))
def test_no_combination_of_marks_breaks_either_file(text: str) -> None:
    assert "".join(in_word(text).split()).startswith("".join(visible(text)))
    assert "".join(in_markdown(text).split()).startswith("".join(visible(text)))


def test_line_breaks_stay() -> None:
    assert in_word("one\ntwo").startswith("one\ntwo")
    assert in_markdown("one\ntwo").startswith("one\ntwo")


def test_a_name_cannot_add_lines_or_markup() -> None:
    minutes = Minutes(organization="Bethel\n# Owned *P*", plan="Plan", period="2026-11", participants=("A\n- B",))

    markdown = minutes_markdown(published(minutes))

    assert "Bethel # Owned" in markdown
    assert r"\*P\*" in markdown
    assert "A - B" in markdown


def branded(tmp_path: Path, text: str) -> Path:
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(tmp_path / "district.docx"))
    return tmp_path / "district.docx"


def test_a_district_brings_its_own_word_file(tmp_path: Path) -> None:
    template = branded(tmp_path, "Randolph Public Schools: {{ plan }}")

    written = texts_to(opened(minutes_docx(published(MINUTES), template)))
    assert written == ["Randolph Public Schools: Learning intentions"]


@pytest.mark.parametrize("text", ["{{ plann }}", "{{ plan.__class__.__mro__ }}"])
def test_a_slip_or_a_trick_in_that_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(jinja2.TemplateError):
        minutes_docx(published(MINUTES), branded(tmp_path, text))
