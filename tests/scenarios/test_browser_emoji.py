"""The sandbox's page shows every emoji the bot writes, also where the computer has no font for them."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from playwright.sync_api import Browser

from tests.scenarios.district import District
from tests.scenarios.windows import Screen

pytestmark = pytest.mark.browser

NAME = re.compile(r"(?<![a-z0-9_:]):([a-z][a-z0-9_+-]*):(?![a-z0-9_])")
UNKNOWN = """async (names) => {
  const [{ emoji }, { drawnEmoji }] = await Promise.all([import("./emoji.js"), import("./glyphs.js")]);
  return names.filter((name) => emoji(name) === null || drawnEmoji(name) === null);
}"""
"""As a character, and as a drawing for computers that have no font for it."""


def written() -> list[str]:
    """The names of all emoji in the words of the bot."""
    texts = [
        each.read_text(encoding="utf-8")
        for folder in ("messages", "scripts", "documents")
        for each in files("prompts").joinpath(folder).iterdir()
        if each.name.endswith((".j2", ".yml"))
    ]
    return sorted({name for text in texts for name in NAME.findall(text)})


def test_every_emoji_of_the_prompts_is_a_picture_on_the_page(browser: Browser, district: District) -> None:
    names = written()
    assert {"warning", "speech_balloon", "pushpin"} <= set(names)
    screen = Screen(browser, district, "dana")
    screen.goes_to()
    missing = screen.page.evaluate(UNKNOWN, names)
    assert missing == [], "draw them in sandbox/page/glyphs.js and name them in sandbox/page/emoji.js"
