"""A menu in place of buttons: each option reaches the route of its button, with that button's value."""

from __future__ import annotations

from typing import Any

import pytest

from bot import routes
from bot.messages.threads.pointers import DialogPointer
from bot.slack import blocks, payloads
from bot.slack.blocks import MenuButton
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import ActionId
from sandbox.block_kit.blocks import block_problems


def chosen(value: str) -> dict[str, Any]:
    """The payload of a chosen option, as Slack sends it."""
    option = {"text": {"type": "plain_text", "text": "Back", "emoji": True}, "value": value}
    action = {"type": "overflow", "action_id": ActionId.MENU, "block_id": "on", "selected_option": option}
    return {
        "user": {"id": "U1", "team_id": "T1"},
        "team": {"id": "T1"},
        "trigger_id": "1.2",
        "actions": [{**action, "action_ts": "1794841500.000014"}],
        "container": {"channel_id": "C1", "message_ts": "1.1"},
    }


def test_an_option_is_read_as_its_button() -> None:
    menu = blocks.button_menu([MenuButton("Back", ActionId.COACH_BACK, DialogPointer(7, 3))])
    assert block_problems([blocks.actions("on", [menu])], "message") == []
    body = chosen(menu["options"][0]["value"])
    click = payloads.click(body)

    assert (click.action, click.value) == (ActionId.COACH_BACK, "7|3")
    assert DialogPointer.of(click) == DialogPointer(7, 3)
    assert payloads.pressed(body) == (ActionId.COACH_BACK, "7|3")


def test_two_options_of_one_menu_are_two_clicks() -> None:
    keys = {payloads.click(chosen(f"{action} 7|3")).key for action in (ActionId.COACH_BACK, ActionId.COACH_SKIP)}

    assert len(keys) == 2


@pytest.mark.parametrize("value", ["", "gone 7|3", f"{ActionId.MENU} {ActionId.COACH_BACK} 7|3", "  "])
def test_an_option_that_names_no_button_has_no_route(value: str) -> None:
    name, _value = payloads.pressed(chosen(value))

    assert routes.button_named(name) is None


def test_an_option_without_its_value_is_a_stale_button() -> None:
    with pytest.raises(StaleValueError):
        DialogPointer.of(payloads.click(chosen(ActionId.COACH_BACK)))
