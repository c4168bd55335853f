"""What Slack's form checks before the app gets a submission."""

from __future__ import annotations

from typing import Any

from sandbox.state import Json, OpenView
from sandbox.values import element_state, is_empty


def input_errors(view: OpenView) -> dict[str, str]:
    """The errors Slack's form would show, by block id."""
    errors = {}
    for block in view.body["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            given = view.chosen.get(block["block_id"], {}).get(element["action_id"])
            error = _input_error(block, element_state(element, given))
            if error:
                errors[block["block_id"]] = error
    return errors


def _input_error(block: Json, state: Json) -> str | None:
    if is_empty(state):
        return None if block.get("optional") else "Please complete this required field."
    element, typed = block["element"], state.get("value")
    if element["type"] == "plain_text_input":
        shortest, longest = element.get("min_length", 0), element.get("max_length", 3000)
        if not shortest <= len(typed or "") <= longest:
            return f"Please write between {shortest} and {longest} characters."
    return _number_error(element, typed) if element["type"] == "number_input" else None


def _number_error(element: Json, typed: Any) -> str | None:
    try:
        number = float(typed)
    except ValueError:
        return "Please enter a number."
    if not element["is_decimal_allowed"] and not number.is_integer():
        return "Please enter a whole number."
    lowest, highest = float(element.get("min_value", "-inf")), float(element.get("max_value", "inf"))
    return None if lowest <= number <= highest else "Please enter a number within the limits."
