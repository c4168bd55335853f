"""Checks modals and Home tabs as Slack does."""

from __future__ import annotations

import json
from typing import Any

from sandbox.block_kit.blocks import block_problems
from sandbox.block_kit.checks import anything, boolean, by_type, problem, shape, string
from sandbox.block_kit.objects import plain

MOST_BYTES = 250_000
_HIDDEN = {"private_metadata": string(3000), "callback_id": string(255), "external_id": string(255)}

# The blocks are checked separately below.
_VIEW = by_type(
    {
        "modal": shape(
            {"title": plain(24), "blocks": anything},
            {
                **_HIDDEN,
                "submit": plain(24),
                "close": plain(24),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
                "submit_disabled": boolean,
            },
        ),
        "home": shape({"blocks": anything}, _HIDDEN),
    }
)


def view_problems(view: Any) -> list[str]:
    """Return Slack's complaints about a view."""
    problems = list(_VIEW(view, "/view"))
    if problems:
        return problems
    problems = block_problems(view["blocks"], view["type"], "/view/blocks")
    if not problems and view["type"] == "modal" and "submit" not in view and _asks(view):
        return [problem("missing required field: submit", "/view")]
    return problems


def too_large(view: Any) -> bool:
    """Whether the view's JSON exceeds Slack's limit."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > MOST_BYTES


def _asks(view: dict[str, Any]) -> bool:
    return any(block["type"] == "input" for block in view["blocks"])
