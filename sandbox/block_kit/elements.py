"""The interactive elements and where each may stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.block_kit.checks import (
    Check,
    anything,
    boolean,
    both,
    exactly_one,
    integer,
    items,
    matching,
    one_of,
    problem,
    shape,
    string,
)
from sandbox.block_kit.objects import (
    CONFIRM,
    DATE,
    ENTITY,
    GROUP,
    ID,
    MENU_OPTION,
    OVERFLOW_OPTION,
    SLACK_FILE,
    TICK_OPTION,
    TIME,
    URL,
    plain,
    text,
)

PLACEHOLDER = plain(150)
_COMMON: dict[str, Check] = {"action_id": ID, "confirm": CONFIRM, "focus_on_load": boolean}
_MENU = {**_COMMON, "placeholder": PLACEHOLDER}
_MANY = {**_MENU, "max_selected_items": integer(1, 100)}
_DISPATCH = shape({}, {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2)})
_TYPED = {
    "action_id": ID,
    "placeholder": PLACEHOLDER,
    "focus_on_load": boolean,
    "dispatch_action_config": _DISPATCH,
}
_NUMBER = matching(r"-?\d+(\.\d+)?", "number")
_FILTER = {"filter": anything, "default_to_current_conversation": boolean, "response_url_enabled": boolean}


def _options_of(element: dict[str, Any]) -> list[Any]:
    groups = element.get("option_groups") or []
    grouped = [each for group in groups if isinstance(group, dict) for each in group.get("options", [])]
    return [*(element.get("options") or []), *grouped]


def _presets_are_options(content: Any, path: str) -> Iterator[str]:
    """Slack refuses an initial option that is not, letter for letter, among the options."""
    if not isinstance(content, dict):
        return
    options = _options_of(content)
    presets = [content["initial_option"]] if "initial_option" in content else content.get("initial_options", [])
    if any(preset not in options for preset in presets):
        yield problem("initial option must be one of the options", path)


def _lengths_agree(content: Any, path: str) -> Iterator[str]:
    if isinstance(content, dict) and content.get("min_length", 0) > content.get("max_length", 3000):
        yield problem("min_length must be less than or equal to max_length", path)


_OPTIONS_OR_GROUPS = exactly_one("options", "option_groups")


def _choices(optional: dict[str, Check], preset: dict[str, Check]) -> Check:
    keys = {**optional, **preset, "options": items(MENU_OPTION, 100), "option_groups": items(GROUP, 100)}
    return both(shape({}, keys), _OPTIONS_OR_GROUPS, _presets_are_options)


OFFERED = both(
    shape({}, {"options": items(MENU_OPTION, 100, 0), "option_groups": items(GROUP, 100, 0)}), _OPTIONS_OR_GROUPS
)
"""What the app answers to typing in a menu whose options it supplies; none may match."""


def _ticks(preset: dict[str, Check]) -> Check:
    return both(shape({"options": items(TICK_OPTION, 10)}, {**_COMMON, **preset}), _presets_are_options)


_BUTTON = shape(
    {"text": plain(75)},
    {
        "action_id": ID,
        "url": URL,
        "value": string(2000),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)
IMAGE = both(
    shape({"alt_text": string(2000, 1)}, {"image_url": URL, "slack_file": SLACK_FILE}),
    exactly_one("image_url", "slack_file"),
)
_TEXT_INPUT = both(
    shape(
        {},
        {
            **_TYPED,
            "initial_value": string(3000),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
    ),
    _lengths_agree,
)
_NUMBERS = {"initial_value": _NUMBER, "min_value": _NUMBER, "max_value": _NUMBER}

_QUERY = {"min_query_length": integer(0, 3000)}

SELECTS: dict[str, Check] = {
    "external_select": shape({}, {**_MENU, **_QUERY, "initial_option": MENU_OPTION}),
    "static_select": _choices(_MENU, {"initial_option": MENU_OPTION}),
    "users_select": shape({}, {**_MENU, "initial_user": ENTITY}),
    "conversations_select": shape({}, {**_MENU, **_FILTER, "initial_conversation": ENTITY}),
    "channels_select": shape({}, {**_MENU, "initial_channel": ENTITY, "response_url_enabled": boolean}),
}
MULTI_SELECTS: dict[str, Check] = {
    "multi_external_select": shape({}, {**_MANY, **_QUERY, "initial_options": items(MENU_OPTION, 100)}),
    "multi_static_select": _choices(_MANY, {"initial_options": items(MENU_OPTION, 100)}),
    "multi_users_select": shape({}, {**_MANY, "initial_users": items(ENTITY, 100)}),
    "multi_conversations_select": shape({}, {**_MANY, **_FILTER, "initial_conversations": items(ENTITY, 100)}),
    "multi_channels_select": shape({}, {**_MANY, "initial_channels": items(ENTITY, 100)}),
}
PICKERS: dict[str, Check] = {
    "datepicker": shape({}, {**_MENU, "initial_date": DATE}),
    "timepicker": shape({}, {**_MENU, "initial_time": TIME, "timezone": string(100)}),
    "datetimepicker": shape({}, {**_COMMON, "initial_date_time": integer(0, 9_999_999_999)}),
    "checkboxes": _ticks({"initial_options": items(TICK_OPTION, 10)}),
    "radio_buttons": _ticks({"initial_option": TICK_OPTION}),
}
BUTTONS: dict[str, Check] = {
    "button": _BUTTON,
    "overflow": shape({"options": items(OVERFLOW_OPTION, 5)}, {"action_id": ID, "confirm": CONFIRM}),
}
TYPED: dict[str, Check] = {
    "plain_text_input": _TEXT_INPUT,
    "number_input": shape({"is_decimal_allowed": boolean}, {**_TYPED, **_NUMBERS}),
    "email_text_input": shape({}, {**_TYPED, "initial_value": string(3000)}),
    "url_text_input": shape({}, {**_TYPED, "initial_value": string(3000)}),
    "rich_text_input": shape({}, {**_TYPED, "initial_value": anything}),
    "file_input": shape({}, {"action_id": ID, "filetypes": items(string(20), 50), "max_files": integer(1, 10)}),
}

IN_ACTIONS = {**BUTTONS, **SELECTS, **PICKERS}
IN_SECTION = {**BUTTONS, **SELECTS, **MULTI_SELECTS, **PICKERS, "image": IMAGE}
IN_INPUT = {**SELECTS, **MULTI_SELECTS, **PICKERS, **TYPED}
IN_CONTEXT = {
    "image": IMAGE,
    "mrkdwn": text(3000),
    "plain_text": text(3000),
}
