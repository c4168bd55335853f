"""A district in mid-year: Slack's look-alike, a furnished database and the bot between them, on one hand-set clock."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.district import District, furnish, open_district


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's district as a database file; furnished once and copied for each test."""
    return furnish(tmp_path_factory.mktemp("furnished") / "district.db")


@pytest.fixture
def database_path(furnished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(furnished, tmp_path / "throughline.db"))


@pytest.fixture
def district(database_path: Path) -> Iterator[District]:
    with open_district(database_path) as opened:
        yield opened
