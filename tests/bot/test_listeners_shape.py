"""A listener acks, reads and calls once: everything else has its place elsewhere."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import bot.listeners

MOST_LINES = 10
FOLDER = Path(bot.listeners.__file__).parent
LISTENERS = [
    pytest.param(node, id=f"{path.stem}.{node.name}")
    for path in sorted(FOLDER.glob("*.py"))
    if path.stem != "__init__"
    for node in ast.parse(path.read_text(encoding="utf-8")).body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
]


@pytest.mark.parametrize("listener", LISTENERS)
def test_a_listener_is_short(listener: ast.FunctionDef) -> None:
    last = listener.body[-1]
    assert last.end_lineno is not None
    assert last.end_lineno - listener.body[0].lineno + 1 <= MOST_LINES


@pytest.mark.parametrize("listener", LISTENERS)
def test_a_listener_calls_the_desk_at_most_once(listener: ast.FunctionDef) -> None:
    assert sum(_is_the_desk(node) for node in ast.walk(listener)) <= 1


@pytest.mark.parametrize("listener", LISTENERS)
def test_a_listener_opens_no_turn_and_catches_nothing(listener: ast.FunctionDef) -> None:
    assert not any(isinstance(node, (ast.With, ast.Try)) for node in ast.walk(listener))


def test_there_are_listeners_to_look_at() -> None:
    assert len(LISTENERS) > 10


def _is_the_desk(node: ast.AST) -> bool:
    """`desk.something…`, or `desk` handed on."""
    return isinstance(node, ast.Name) and node.id == "desk"
