"""The commands that README and docs print exist, with those options, and are written as a newcomer can type them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from bot.__main__ import make

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
PROGRAMS = ("throughline", ".venv/bin/throughline", "/srv/throughline/.venv/bin/throughline")
CODE = re.compile(r"^```\w*\n(.*?)^```|^((?: {4}\S.*\n)+)|`([^`\n]+)`", re.MULTILINE | re.DOTALL)


def code_lines(page: Path) -> Iterator[str]:
    """Every line of a page's code, in a block or between backticks."""
    for block in CODE.findall(page.read_text(encoding="utf-8")):
        yield from (line.strip() for part in block for line in part.splitlines())


def commands() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for line in code_lines(page):
            words = re.sub(r"^ExecStart=", "", line.partition(" #")[0])
            words = re.sub(r"^(?:[A-Z_]+=\S+ )+", "", words)
            if words.split(" ")[0] in PROGRAMS and " " in words:
                yield page.name, words.strip()


COMMANDS = sorted(set(commands()))


def test_there_are_commands_to_check() -> None:
    assert len(COMMANDS) > 20
    assert {"README.md", "install.md", "deploy.md"} <= {page for page, _ in COMMANDS}


@pytest.mark.parametrize(("page", "line"), COMMANDS)
def test_a_printed_command_exists_with_its_options(page: str, line: str) -> None:
    command = typer.main.get_command(make())
    words = shlex.split(line)[1:]
    while subcommands := getattr(command, "commands", {}):
        if not words or words[0].startswith("--"):
            break
        assert words[0] in subcommands, f"{page}: {line}"
        command = subcommands[words.pop(0)]
    options = {option for param in command.params for option in (*param.opts, *param.secondary_opts)} | {"--help"}
    asked = {word.strip("[]") for word in words if word.strip("[]").startswith("--")}
    assert asked <= options, f"{page}: {line}"


ON_THE_PATH = (". .venv/bin/activate", "install.md#3-run-it")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_with_bare_commands_says_how_the_program_gets_on_the_path(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    blocks = "".join(part for block in CODE.findall(text) for part in block[:2])
    is_bare = re.search(r"^ *throughline ", blocks, re.MULTILINE)

    assert not is_bare or any(way in text for way in ON_THE_PATH)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_printed_make_target_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for line in code_lines(page):
        program, *words = line.partition("#")[0].split() or [""]
        for word in words if program == "make" else ():
            assert "=" in word or word in targets, f"{page.name}: {line}"
