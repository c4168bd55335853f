"""Fixtures with a district in mid-year: the Slack look-alike, a filled database and the bot, on a hand-set clock."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.scenarios.district import District, furnish, open_district
from tests.scenarios.windows import CHROMIUM
from tests.support.databases import new_sqlite

QUARRY_HILL = Path(__file__).parent / "quarry_hill"


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's district as a database file, created once and copied for each test."""
    path = tmp_path_factory.mktemp("furnished") / "district.db"
    new_sqlite(path).close()
    furnish(f"sqlite:///{path}")
    return path


@pytest.fixture
def database_path(furnished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(furnished, tmp_path / "throughline.db"))


@pytest.fixture
def district(database_path: Path) -> Iterator[District]:
    with open_district(database_path) as opened:
        yield opened


@pytest.fixture
def school(database_url: str) -> Iterator[District]:
    """The middle school whose minutes are worked out by hand, in August, on each database."""
    furnish(database_url, QUARRY_HILL, QUARRY_HILL)
    with open_district(database_url, seeds=QUARRY_HILL) as opened:
        yield opened


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """Its windows close with the test: left open, they would look for the test's Slack look-alike for ever."""
    yield chromium
    for window in chromium.contexts:
        window.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None and not os.environ.get("THROUGHLINE_NO_SKIP"):
        pytest.skip("there is no Chromium on this computer")
    assert CHROMIUM is not None, "Chromium is needed: THROUGHLINE_NO_SKIP is set"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()
