"""The Home tabs of docs/home.md, by role, on both databases."""

from __future__ import annotations

from bot.slack import limits
from tests.bot.homes import READERS, homes, printed

MOST_STATEMENTS = 42
"""One for each section and each kind of fact about plans; the rest belong to the check-in and its answers."""


def test_the_page_shows_what_people_of_each_role_see(database_url: str) -> None:
    tabs = homes(database_url)

    assert {heading: tab.text for heading, tab in tabs.items()} == printed()
    assert set(printed()) == set(READERS)
    assert max(tab.blocks for tab in tabs.values()) <= limits.VIEW_BLOCKS
    assert max(tab.statements for tab in tabs.values()) <= MOST_STATEMENTS
