"""Parsing `/plan assign …`: separators between people and task are removed, the task's own words stay."""

from __future__ import annotations

from datetime import date

import pytest

from bot.action_items import sentences


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("@ana: order the texts", "order the texts"),
        ("@ana, @lena: read: this", "read: this"),
        ("@ana :books: order the texts", ":books: order the texts"),
        ("@ana: :books: order the texts", ":books: order the texts"),
        ("me :books: order the texts", ":books: order the texts"),
        ("me: order the texts", "order the texts"),
        ("@ana order :books: by Nov 30", "order :books:"),
        ("@ana order the texts: by Nov 30", "order the texts"),
    ],
)
def test_an_emoji_keeps_its_colons(typed: str, text: str) -> None:
    assert sentences.read(typed, date(2026, 11, 16)).text == text
