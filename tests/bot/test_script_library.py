"""The script library: our scripts, and a local folder that is read again when it changes."""

import logging
import os
from pathlib import Path

import pytest

from bot.script_library import ScriptLibrary

MINE = """
name: own-look
title: A quick look
step: monitor-adjust
purpose: See what has begun.
minutes: 20
steps:
  begun:
    ask: What have we begun?
"""


def put(folder: Path, text: str, *, at: int) -> None:
    path = folder / "own-look.yml"
    path.write_text(text, encoding="utf-8")
    os.utime(path, (at, at))


def test_ours_are_there_without_a_folder() -> None:
    assert "goals-and-measures" in ScriptLibrary().scripts()


def test_a_script_that_is_added_changed_or_removed_is_noticed(tmp_path: Path) -> None:
    library = ScriptLibrary(tmp_path)
    assert "own-look" not in library.scripts()

    put(tmp_path, MINE, at=1000)
    assert library.scripts()["own-look"].title == "A quick look"
    put(tmp_path, MINE.replace("A quick look", "A slow look"), at=1001)
    assert library.scripts()["own-look"].title == "A slow look"
    (tmp_path / "own-look.yml").unlink()
    assert "own-look" not in library.scripts()


def test_a_broken_script_is_left_out_and_named_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    put(tmp_path, MINE.replace("ask:", "aks:"), at=1000)
    with caplog.at_level(logging.WARNING):
        scripts = ScriptLibrary(tmp_path).scripts()

    assert "own-look" not in scripts
    assert "goals-and-measures" in scripts
    assert "own-look.yml, line" in caplog.text


def test_a_local_script_takes_the_place_of_ours(tmp_path: Path) -> None:
    text = MINE.replace("own-look", "goals-and-measures")
    (tmp_path / "goals-and-measures.yml").write_text(text, encoding="utf-8")

    assert ScriptLibrary(tmp_path).scripts()["goals-and-measures"].title == "A quick look"
