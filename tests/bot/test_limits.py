"""Cutting to Slack's limits: never inside an entity or a mention, and nothing is lost in pieces."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.slack import blocks, limits
from prompts import escape

TEXTS = some.text(alphabet=some.sampled_from(["a", " ", "\n", "&", "<", ">", "é", "😀"]), max_size=400)


@given(TEXTS, some.integers(min_value=2, max_value=120))
def test_what_is_cut_fits_and_holds_no_half_entity(text: str, most: int) -> None:
    cut = limits.clamp(escape(text), most)

    assert len(cut) <= most
    rest = cut.removesuffix("…")
    for entity in ("&amp;", "&lt;", "&gt;"):
        rest = rest.replace(entity, "")
    assert not set(rest) & set("&<>")


def test_a_mention_is_kept_whole_or_left_out() -> None:
    assert limits.clamp("by <@U123456789> and others", 12) == "by…"


def test_what_fits_is_left_alone() -> None:
    assert limits.clamp("a" * 3000, limits.SECTION) == "a" * 3000


@given(TEXTS, some.integers(min_value=10, max_value=50))
def test_pieces_put_together_are_the_whole(text: str, most: int) -> None:
    parts = limits.pieces(text, most)

    assert "".join(parts) == text
    assert all(len(part) <= most for part in parts)


def test_a_text_is_split_between_its_lines() -> None:
    assert limits.pieces("• The first line\n• The second line", 20) == ["• The first line\n", "• The second line"]


def test_a_message_is_cut_to_slacks_count_and_total() -> None:
    many: list[dict[str, Any]] = [blocks.section("x" * 3000) for _ in range(60)]

    assert len(blocks.fit([blocks.divider()] * 60)) == limits.MESSAGE_BLOCKS
    assert len(blocks.fit(many)) * 3000 <= limits.MESSAGE_TEXT_TOTAL


@pytest.mark.parametrize(
    ("built", "most"),
    [
        (blocks.header("x" * 500)["text"]["text"], 150),
        (blocks.section("x" * 5000)["text"]["text"], 3000),
        (blocks.plain("x" * 500, limits.BUTTON)["text"], 75),
    ],
)
def test_builders_keep_to_the_limits(built: str, most: int) -> None:
    assert len(built) == most
    assert built.endswith("…")
