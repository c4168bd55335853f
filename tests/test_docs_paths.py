"""Every file and folder that the documentation names exists, and every link between its pages leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FOLDERS = ("benchmarks", "bot", "conversations", "docs", "examples", "plans", "prompts", "sandbox", "storage", "tests")
NAMED = re.compile(r"(?<![\w/.-])((?:" + "|".join(FOLDERS) + r")/[\w./*<>-]*)")
LINKS = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
MADE_LATER = {"tests/conformance/node_modules"}
"""Folders that a command makes; they are in no checkout."""


def named_paths(page: Path) -> Iterator[str]:
    for path in NAMED.findall(page.read_text(encoding="utf-8")):
        yield path.rstrip("./-")


def links(page: Path) -> Iterator[str]:
    for target in LINKS.findall(page.read_text(encoding="utf-8")):
        if "://" not in target:
            yield target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_named_files_exist(page: Path) -> None:
    missing = [
        path for path in named_paths(page) if path not in MADE_LATER and not any(ROOT.glob(re.sub(r"<\w+>", "*", path)))
    ]

    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    assert [target for target in links(page) if not (page.parent / target).exists()] == []


def test_there_are_paths_to_check() -> None:
    assert sum(len(list(named_paths(page))) for page in PAGES) > 50


def test_each_decision_has_a_number_of_its_own() -> None:
    numbers = [path.name[:4] for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]

    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
