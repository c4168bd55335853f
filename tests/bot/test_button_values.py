"""What buttons carry comes back as it was written; anything else is answered as a stale button."""

from __future__ import annotations

import ast
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot
from bot.messages.items.pointers import OffersPointer
from bot.messages.root_cause.buttons import CauseDeed, GoToStep, UnderCause, read_deed
from bot.messages.threads.forms import part_values
from bot.messages.threads.pointers import PartKey
from bot.slack.button_values import ButtonValue, NoValue, StaleValueError
from bot.turns import CannotDoError
from conversations.parts import PartKind
from conversations.root_cause.state import RootCauseStep

SOURCES = sorted(Path(bot.__file__).parent.rglob("*.py"))
NUMBERS = st.integers(min_value=0, max_value=999_999_999)


class Color(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Everything(ButtonValue):
    number: int
    color: Color
    day: date
    plan: int | None = None
    rest: str = ""


@given(st.builds(Everything, NUMBERS, st.sampled_from(Color), st.dates(), st.none() | NUMBERS, st.text()))
def test_a_value_comes_back_as_it_was_written(value: Everything) -> None:
    assert Everything.read(str(value)) == value


@given(st.lists(NUMBERS, min_size=1))
def test_several_numbers_come_back(ids: list[int]) -> None:
    assert OffersPointer.read(str(OffersPointer(tuple(ids)))) == OffersPointer(tuple(ids))


@given(st.text())
def test_any_other_text_is_a_stale_button(text: str) -> None:
    with suppress(CannotDoError):
        assert isinstance(Everything.read(text), Everything)


@pytest.mark.parametrize(
    "text", ["", "1", "²|red|2026-11-16", "-1|red|2026-11-16", "1|green|2026-11-16", "1|red|soon", "1|red|2026-11-16|x"]
)
def test_what_no_button_of_ours_carries_is_stale(text: str) -> None:
    with pytest.raises(CannotDoError):
        Everything.read(text)


def test_empty_and_missing_fields_have_their_defaults() -> None:
    expected = Everything(1, Color.RED, date(2026, 11, 16))

    assert Everything.read("1|red|2026-11-16") == Everything.read("1|red|2026-11-16||") == expected


def test_a_button_without_a_value_reads_anything() -> None:
    assert NoValue.read("whatever an older version wrote") == NoValue()


@given(st.text())
def test_a_prefix_says_which_of_several_values_it_is(key: str) -> None:
    assert PartKey.read(str(PartKey(key))) == PartKey(key)
    assert UnderCause.fits(str(UnderCause(key)))
    assert not PartKey.fits(str(UnderCause(key)))
    with pytest.raises(StaleValueError):
        PartKey.read(str(UnderCause(key)))


@pytest.mark.parametrize("deed", [*CauseDeed, GoToStep(RootCauseStep.WHY)])
def test_what_can_be_done_with_a_cause_comes_back(deed: CauseDeed | GoToStep) -> None:
    assert read_deed(str(deed)) == deed


@pytest.mark.parametrize("field", ["part:stage", "part:due"])
def test_a_written_part_has_no_choice_that_its_form_does_not_offer(field: str) -> None:
    with pytest.raises(StaleValueError):
        part_values(PartKind.BENCHMARK, {"part:text": "Every teacher plans with a colleague", field: "nonsense"})


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(SOURCES[0].parent)))
def test_nothing_else_splits_or_joins_with_bars(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]

    assert path.name == "button_values.py" or not any(map(_is_split_at_bar, calls))


def _is_split_at_bar(call: ast.Call) -> bool:
    """Whether a text is split or joined at a bar."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in ("split", "partition", "rpartition", "join"):
        return False
    return any(isinstance(part, ast.Constant) and part.value == "|" for part in (call.func.value, *call.args))
