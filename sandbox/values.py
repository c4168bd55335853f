"""What people chose or typed in blocks: Slack's `state.values`."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.state import Json, OpenView

# element type -> (the key that holds the choice, the key with which the app presets it)
STATEFUL: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", ""),
}
_LISTS = frozenset({"checkboxes", "file_input", *(name for name in STATEFUL if name.startswith("multi_"))})


def elements(blocks: list[Json]) -> Iterator[tuple[str, Json]]:
    """Every element with an action id, with its block's id."""
    for block in blocks:
        inside = [block.get("element"), block.get("accessory"), *block.get("elements", [])]
        for element in inside:
            if isinstance(element, dict) and "action_id" in element:
                yield block["block_id"], element


def element_state(element: Json, given: Json | None = None) -> Json:
    """An element's state: what the person chose, else the app's initial value, else empty."""
    key, preset = STATEFUL[element["type"]]
    empty: object = [] if element["type"] in _LISTS else None
    state = given.get(key) if given is not None else element.get(preset)
    return {"type": element["type"], key: state if state not in ("", None) else empty}


def is_empty(state: Json) -> bool:
    """Whether a required input would be missing."""
    return not any(content for key, content in state.items() if key != "type")


def values(blocks: list[Json], chosen: Json) -> Json:
    """`state.values` of blocks, with the choices made since they were sent."""
    states: Json = {}
    for block_id, element in elements(blocks):
        if element["type"] in STATEFUL:
            given = chosen.get(block_id, {}).get(element["action_id"])
            states.setdefault(block_id, {})[element["action_id"]] = element_state(element, given)
    return states


def view_values(view: OpenView) -> Json:
    """`state.values` of a view."""
    return values(view.body["blocks"], view.chosen)


def choose(chosen: Json, block_id: str, element: Json, given: Json) -> None:
    """Store what a person picked. Elements without a state (buttons, overflow menus) are skipped."""
    if element["type"] in STATEFUL:
        chosen.setdefault(block_id, {})[element["action_id"]] = element_state(element, given)


def remember(chosen: Json, body: Json) -> None:
    """Store everything the screen's form contains so far."""
    for block_id, states in (body.get("values") or {}).items():
        chosen.setdefault(block_id, {}).update(states)
