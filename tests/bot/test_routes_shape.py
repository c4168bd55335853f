"""A route's handler makes one call: everything else has its place elsewhere."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bot import routes

FOLDER = Path(routes.__file__).parent
HANDLERS = [
    pytest.param(node, id=f"{path.stem}:{node.lineno}")
    for path in sorted(FOLDER.glob("*.py"))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.Lambda)
]


@pytest.mark.parametrize("handler", HANDLERS)
def test_a_handler_calls_the_desk_at_most_once(handler: ast.Lambda) -> None:
    assert sum(isinstance(node, ast.Name) and node.id == "desk" for node in ast.walk(handler)) <= 1


def test_there_are_handlers_to_look_at() -> None:
    assert HANDLERS


TABLES = [path for path in sorted(FOLDER.glob("*.py")) if path.stem != "guarded"]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_routes_open_no_turn_and_catch_nothing(path: Path) -> None:
    assert not any(isinstance(node, (ast.With, ast.Try)) for node in ast.walk(ast.parse(path.read_text("utf-8"))))


def test_no_route_is_declared_twice() -> None:
    declared = [(type(route.id), route.id) for route in routes.ROUTES]

    assert len(declared) == len(set(declared))


@pytest.mark.parametrize("action", routes.BUTTONS)
def test_a_button_reaches_its_own_route_alone(action: str) -> None:
    for name in (action, f"{action}.1"):
        assert [route.id for route in routes.BUTTONS.values() if route.action_ids.match(name)] == [action]
