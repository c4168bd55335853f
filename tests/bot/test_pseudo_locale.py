"""What code composes under a locale no one speaks: pictures, files and the command line format no number by hand.

The templates have a test of their own, tests/prompts/test_pseudo_locale.py.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from typer.testing import CliRunner

from bot.__main__ import make
from bot.minutes.files import minutes_docx, minutes_markdown
from bot.pictures.chains import chain_svg
from bot.pictures.fishbones import fishbone_svgs
from bot.pictures.progress import StrategyProgress, progress_alt, progress_svg
from bot.pictures.trees import tree_alt, why_tree_svgs
from conversations.highlight import Minutes, MinutesLine, MinutesSection, Section
from conversations.root_cause.tree import Symptom
from plans.item_events import Added, Completed
from plans.item_progress import Day
from prompts import formats
from tests.bot.test_chain_pictures import chain
from tests.conversations.team import Team
from tests.prompts import pseudo
from tests.scenarios.district import EXAMPLES
from tests.support.counting import ItemHistory, count
from tests.support.minutes import published

TODAY = date(2026, 11, 17)
SEPTEMBER = date(2026, 9, 1)
NAMES = "Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
HAND_MADE = re.compile(rf"\d{{1,2}}:\d\d|\d%|\d{{4}}-\d\d-\d\d|\b20\d\d\b(?!-\d\d\b)|\b(?:{NAMES})\b")
"""A time, a percentage, a date, a year, a weekday or a month that no format made. A school year is a name."""

MARKS = ".,:;()[]"


@pytest.fixture(autouse=True)
def _pseudo_locale() -> Iterator[None]:
    formats.add_translation(pseudo.LOCALE, pseudo.PseudoFormats())
    with formats.reading(locale=pseudo.LOCALE, today=TODAY):
        yield


def unmarked(text: str) -> str:
    """The text without what the formats made."""
    return re.sub(rf"{pseudo.OPEN}[^{pseudo.CLOSE}]*{pseudo.CLOSE}", "", text)


def digits(text: str) -> list[str]:
    return re.findall(r"\d+", unmarked(text))


def drawn(svg: str) -> str:
    """The lettering of a picture."""
    texts = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return "\n".join("".join(text.itertext()) for text in texts)


def histories(number: int) -> list[ItemHistory]:
    """Items due in September, every third of them completed late."""
    late = Completed(TODAY, TODAY)
    return [
        ItemHistory(
            f"{each}", "text", "strategy", None, (Added(SEPTEMBER, SEPTEMBER), *((late,) if each % 3 == 0 else ()))
        )
        for each in range(number)
    ]


@pytest.mark.parametrize("number", [0, 3, 1_500])
def test_the_picture_of_progress(number: int) -> None:
    rows = [StrategyProgress("Reading", count(histories(number), Day(TODAY)))]

    assert digits(drawn(progress_svg("Bethel", TODAY, rows))) == []
    assert digits(progress_alt("Bethel", TODAY, rows)) == []


def test_the_pictures_of_a_tree() -> None:
    team = Team()
    team.shows("lee", "The schedule", cause=team.digs("Teams plan alone", "No time", "The roster"))
    tree = replace(team.state.tree, symptom=Symptom("Few students read well", "a third", "the state's test"))

    for svg in (*why_tree_svgs(tree), *fishbone_svgs(tree)):
        assert HAND_MADE.findall(unmarked(drawn(svg))) == []
    assert HAND_MADE.findall(unmarked(tree_alt(tree))) == []


def test_the_picture_of_a_delivery_chain() -> None:
    assert digits(drawn(chain_svg("Who moves whom", chain(("Ana", "Ben"), ("Ben", "Dee"))))) == []


def test_minutes_as_files() -> None:
    line = MinutesLine(text="Visited classrooms", who="Lee Moss", said_on=TODAY, edited_by="Ana Ruiz")
    minutes = Minutes(
        organization="Bethel",
        plan="Plan",
        period="2026-11",
        participants=("Ana Ruiz", "Lee Moss"),
        held_on=TODAY,
        previous_on=SEPTEMBER,
        submitted_on=TODAY,
        submitted_by="Ana Ruiz",
        sections=(MinutesSection(key=Section.RISKS, lines=(line,)),),
    )
    word = docx.Document(BytesIO(minutes_docx(published(minutes))))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]

    assert HAND_MADE.findall(unmarked("\n".join([*cells, *(each.text for each in word.paragraphs)]))) == []
    assert HAND_MADE.findall(unmarked(minutes_markdown(published(minutes)))) == []


@pytest.mark.parametrize(
    "command",
    [
        "status --plan bethel --as-of 2026-10-31",
        "calendar preview --plan bethel",
        "plan list",
        "people list --plan bethel",
        "people history",
        "rootcause list",
        "db check",
    ],
)
def test_the_command_line(command: str, database_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database_path}")
    outcome = CliRunner().invoke(make(), command.split())

    typed = {word.strip(MARKS) for word in (EXAMPLES / "bethel.yml").read_text(encoding="utf-8").split()}
    printed = [word for word in unmarked(outcome.output).split() if word.strip(MARKS) not in typed]

    assert outcome.exit_code == 0, outcome.output
    assert HAND_MADE.findall(" ".join(printed)) == []
