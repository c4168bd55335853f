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
def test_a_button_reaches_its_own_route(action: str) -> None:
    for name in (action, f"{action}.1"):
        route = routes.button_named(name)
        assert route is not None
        assert route.id == action


@pytest.mark.parametrize("name", ["", "gone", "gone.on_track", f"{next(iter(routes.BUTTONS))}s"])
def test_a_button_of_another_version_has_no_route(name: str) -> None:
    assert routes.button_named(name) is None
