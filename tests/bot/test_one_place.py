"""What happens in one place only: building outbox messages and the acks of forms, and requiring a permission."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import bot

SOURCES = sorted(Path(bot.__file__).parent.rglob("*.py"))


def relative(path: Path) -> str:
    return str(path.relative_to(SOURCES[0].parent))


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_outbox_messages_come_from_the_constructor_of_their_kind(path: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]

    assert not any(isinstance(called, ast.Name) and called.id == "OutboxMessage" for called in calls)


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_only_the_ack_module_names_a_response_action(path: Path) -> None:
    assert path.name == "ack.py" or "response_action" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_only_the_rules_of_routes_require_a_permission(path: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    requires = any(isinstance(called, ast.Attribute) and ast.unparse(called) == "roles.require" for called in calls)

    assert not requires or relative(path) == "permissions/plan_rules.py"
