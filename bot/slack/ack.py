"""What a form's ack says to Slack: close, show errors beside fields, or show another view in its place."""

from collections.abc import Mapping
from typing import Any

from bot.slack.blocks import Block

Ack = dict[str, Any]
"""Empty closes the form."""


def errors(by_field: Mapping[str, str]) -> Ack:
    """Keep the form open with a sentence beside each of these fields."""
    return {"response_action": "errors", "errors": dict(by_field)}


def update(view: Block) -> Ack:
    """Show this view in the form's place."""
    return {"response_action": "update", "view": view}


def view_shown(answer: Ack) -> Block | None:
    """The view that takes the form's place, if one does."""
    return answer["view"] if answer.get("response_action") == "update" else None
