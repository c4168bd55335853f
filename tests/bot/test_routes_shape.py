"""Routes: each declared once, and their turns opened by the guard alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bot import routes, routing

FOLDERS = (Path(routes.__file__).parent, Path(routing.__file__).parent)
WITHOUT_TURNS = [path for folder in FOLDERS for path in sorted(folder.glob("*.py")) if path.stem != "guarded"]


@pytest.mark.parametrize("path", WITHOUT_TURNS, ids=lambda path: f"{path.parent.stem}/{path.stem}")
def test_only_the_guard_opens_turns_and_nothing_is_caught(path: Path) -> None:
    assert not any(isinstance(node, (ast.With, ast.Try)) for node in ast.walk(ast.parse(path.read_text("utf-8"))))


def test_no_route_is_declared_twice() -> None:
    declared = [(type(route.id), route.id) for route in routes.ROUTES]

    assert len(declared) == len(set(declared))


@pytest.mark.parametrize("action", routes.BUTTONS)
def test_a_button_reaches_its_own_route_alone(action: str) -> None:
    for name in (action, f"{action}.1"):
        assert [route.id for route in routes.BUTTONS.values() if route.action_ids.match(name)] == [action]
