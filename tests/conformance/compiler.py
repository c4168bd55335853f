"""Runs TypeScript's compiler with Slack's published types, installed by npm beside this file."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.conformance.literals import Literal, source

HERE = Path(__file__).parent
CHECKED = HERE / "checked.ts"
COMPLAINT = re.compile(r"(?P<file>[^\s(]+)\((?P<line>\d+),\d+\): error (?P<text>.*)")
LINES_BEFORE = 2
"""The head, and one more because lines count from one."""


def install() -> None:
    """Install what package.json names, without running any of its scripts."""
    quiet = ["--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    subprocess.run(["npm", "install", *quiet], cwd=HERE, check=True)


def complaints(values: Sequence[Literal]) -> list[str]:
    """The compiler's complaints about values that do not fit their types."""
    CHECKED.write_text(source(values), encoding="utf-8")
    done = subprocess.run(
        ["npx", "--no-install", "tsc", "-p", ".", "--pretty", "false"],
        cwd=HERE,
        check=False,
        capture_output=True,
        text=True,
    )
    matches = [match for match in map(COMPLAINT.match, done.stdout.splitlines()) if match]
    if done.returncode and not matches:
        raise RuntimeError(f"the compiler could not work:\n{done.stdout}{done.stderr}")
    return [_complaint(match, values) for match in matches]


def _complaint(match: re.Match[str], values: Sequence[Literal]) -> str:
    if match["file"] != CHECKED.name:
        return f"{match['file']}: {match['text']}"
    return f"{values[int(match['line']) - LINES_BEFORE].of}: {match['text']}"
