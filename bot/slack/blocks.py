"""Builds Block Kit from rendered text. Pure. Only this module cuts texts to Slack's limits."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.slack import limits
from bot.slack.identifiers import ActionId, ViewId
from bot.slack.limits import clamp
from plans.former_members import is_stand_in

Block = dict[str, Any]


WITH_TABLE = "with_table"
"""In a payload: the blocks with a table block. bot/sending/slack.py posts the others if Slack refuses them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageContent:
    """A message. `text` has its full content for screen readers and notifications; `blocks` are shown."""

    text: str
    blocks: list[Block] = field(default_factory=list)
    with_table: list[Block] = field(default_factory=list)
    """Shown in place of `blocks` where Slack accepts a table block. Only for messages that are posted."""

    def payload(self) -> dict[str, Any]:
        text = clamp(self.text, limits.TEXT_UPDATE)
        if not self.blocks:
            return {"text": text}
        table = {WITH_TABLE: fit(self.with_table)} if self.with_table else {}
        return {"text": text, "blocks": _with_one_primary(fit(self.blocks)), **table}

    def as_blocks(self) -> list[Block]:
        """Its blocks; for a message of text alone, the text as sections."""
        return self.blocks or sections(self.text)

    def pages(self, note: str) -> list["MessageContent"]:
        """The message, or as many as its blocks need by Slack's limits. The first then ends with the note."""
        pages = _pages(self.blocks, most=limits.MESSAGE_BLOCKS - 1)
        if len(pages) > 1:
            pages[0].append(context(note))
        return [self] if len(pages) <= 1 else [MessageContent(text=text_of(page), blocks=page) for page in pages]


def _with_one_primary(content: Sequence[Block]) -> list[Block]:
    """Leave only the first primary button primary."""
    primary = [element for block in content for element in _elements(block) if element.get("style") == "primary"]
    if len(primary) <= 1:
        return list(content)

    def quiet(element: Block) -> Block:
        is_second = any(element is each for each in primary[1:])
        return {name: part for name, part in element.items() if name != "style"} if is_second else element

    return [
        block
        | ({"elements": [quiet(element) for element in block["elements"]]} if "elements" in block else {})
        | ({"accessory": quiet(block["accessory"])} if "accessory" in block else {})
        for block in content
    ]


def _elements(block: Block) -> list[Block]:
    accessory = block.get("accessory")
    return [*([accessory] if accessory else []), *block.get("elements", [])]


@dataclass(frozen=True, slots=True)
class MenuButton:
    """An option of an overflow menu or a select that does what a button of this name and value would."""

    label: str
    action: ActionId
    pointer: object


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A command's answer that opens a form."""

    view: Block


def plain(text: str, most: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": clamp(text, most), "emoji": True}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, limits.HEADER)}


def section(text: str, accessory: Block | None = None) -> Block:
    block: Block = {"type": "section", "text": {"type": "mrkdwn", "text": clamp(text, limits.SECTION)}}
    return block | {"accessory": accessory} if accessory else block


def sections(text: str) -> list[Block]:
    """As many sections as the text needs, so that none of it is cut."""
    return [section(part) for part in limits.pieces(text, limits.SECTION)]


def context(*texts: str) -> Block:
    elements = [{"type": "mrkdwn", "text": clamp(text, limits.SECTION)} for text in texts]
    return {"type": "context", "elements": elements[: limits.CONTEXT_ELEMENTS]}


def divider() -> Block:
    return {"type": "divider"}


def button(text: str, action: ActionId, value: object, *, style: str = "", confirm: Block | None = None) -> Block:
    """`style` is empty or "primary". `value` comes back from outside: see bot/slack/button_values.py."""
    element: Block = {"type": "button", "text": plain(text, limits.BUTTON), "action_id": action}
    element["value"] = str(value)
    return element | ({"style": style} if style else {}) | ({"confirm": confirm} if confirm else {})


def read_aloud(element: Block, text: str) -> Block:
    """The button with other words for a screen reader, where several buttons of a message have the same label."""
    return element | {"accessibility_label": clamp(text, limits.ACCESSIBILITY_LABEL)}


def confirm(title: str, text: str, yes: str, no: str) -> Block:
    return {
        "title": plain(title, limits.CONFIRM_TITLE),
        "text": plain(text, limits.CONFIRM_TEXT),
        "confirm": plain(yes, limits.CONFIRM_BUTTON),
        "deny": plain(no, limits.CONFIRM_BUTTON),
    }


def actions(block_id: str, buttons: Sequence[Block]) -> Block:
    return {"type": "actions", "block_id": block_id, "elements": list(buttons)[: limits.ACTIONS]}


def text_input(
    name: str,
    label: str,
    *,
    value: str = "",
    hint: str = "",
    optional: bool = False,
    multiline: bool = True,
    placeholder: str = "",
) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": ActionId.INPUT,
        "multiline": multiline,
        "max_length": limits.INPUT_VALUE,
    }
    if value:
        element["initial_value"] = value[: limits.INPUT_VALUE]
    if placeholder:
        element["placeholder"] = plain(placeholder, limits.PLACEHOLDER)
    return input_block(name, label, element, hint=hint, optional=optional)


def date_input(name: str, label: str, *, value: date | None = None, hint: str = "", optional: bool = False) -> Block:
    element: Block = {"type": "datepicker", "action_id": ActionId.INPUT}
    if value:
        element["initial_date"] = value.isoformat()
    return input_block(name, label, element, hint=hint, optional=optional)


def people_input(name: str, label: str, *, chosen: Sequence[str] = (), hint: str = "", optional: bool = False) -> Block:
    element: Block = {"type": "multi_users_select", "action_id": ActionId.INPUT}
    if existing := [user for user in chosen if not is_stand_in(user)]:
        element["initial_users"] = existing
    return input_block(name, label, element, hint=hint, optional=optional)


def person_input(name: str, label: str, *, chosen: str = "", hint: str = "", optional: bool = False) -> Block:
    element: Block = {"type": "users_select", "action_id": ActionId.INPUT}
    if chosen and not is_stand_in(chosen):
        element["initial_user"] = chosen
    return input_block(name, label, element, hint=hint, optional=optional)


def choice_input(
    name: str,
    label: str,
    options: Sequence[tuple[str, str]],
    *,
    chosen: str = "",
    hint: str = "",
    optional: bool = False,
    all_shown: bool = False,
) -> Block:
    """`options` are (value, text), of which 100 are used. `all_shown` makes radio buttons instead of a menu."""
    choices = [option(value, text) for value, text in options[: limits.OPTIONS]]
    element: Block = {"type": "radio_buttons" if all_shown else "static_select", "action_id": ActionId.INPUT}
    element["options"] = choices
    initial = next((option for option in choices if option["value"] == chosen), None)
    if initial:
        element["initial_option"] = initial
    return input_block(name, label, element, hint=hint, optional=optional)


def checklist_input(
    name: str, label: str, options: Sequence[tuple[str, str]], *, chosen: Collection[str] = (), hint: str = ""
) -> Block:
    """Checkboxes. `options` are (value, text), the first ten of which are used."""
    choices = [option(value, text) for value, text in options[: limits.CHECKBOXES]]
    element: Block = {"type": "checkboxes", "action_id": ActionId.INPUT, "options": choices}
    ticked = [choice for choice in choices if choice["value"] in chosen]
    if ticked:
        element["initial_options"] = ticked
    return input_block(name, label, element, hint=hint, optional=True)


def choices_input(
    name: str,
    label: str,
    options: Sequence[tuple[str, str]],
    *,
    chosen: Collection[str] = (),
    hint: str = "",
    optional: bool = False,
) -> Block:
    """A menu in which several can be chosen. `options` are (value, text), the first 100 of which are used."""
    choices = [option(*each) for each in options[: limits.OPTIONS]]
    element: Block = {"type": "multi_static_select", "action_id": ActionId.INPUT, "options": choices}
    picked = [choice for choice in choices if choice["value"] in chosen]
    if picked:
        element["initial_options"] = picked
    return input_block(name, label, element, hint=hint, optional=optional)


def channel_input(name: str, label: str, *, chosen: str = "", hint: str = "", optional: bool = False) -> Block:
    """A public or private channel."""
    element: Block = {
        "type": "conversations_select",
        "action_id": ActionId.INPUT,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if chosen:
        element["initial_conversation"] = chosen
    return input_block(name, label, element, hint=hint, optional=optional)


def select(action: str, placeholder: str, options: Sequence[tuple[str, str]]) -> Block:
    """A menu that acts at once. `options` are (value, text), of which 100 are used."""
    return {
        "type": "static_select",
        "action_id": action,
        "placeholder": plain(placeholder, limits.PLACEHOLDER),
        "options": [option(value, text) for value, text in options[: limits.OPTIONS]],
    }


def menu(action: ActionId, options: Sequence[tuple[str, str]]) -> Block:
    """An overflow menu. `options` are (value, text), the first five of which are used."""
    choices = [option(value, text) for value, text in options[: limits.MENU_OPTIONS]]
    return {"type": "overflow", "action_id": action, "options": choices}


def button_menu(buttons: Sequence[MenuButton]) -> Block:
    """An overflow menu in place of buttons, the first five of which are used. See payloads.pressed."""
    return menu(ActionId.MENU, _as_options(buttons))


def button_select(placeholder: str, buttons: Sequence[MenuButton]) -> Block:
    """A select in place of buttons, of which 100 are used. See payloads.pressed."""
    return select(ActionId.CHOICES, placeholder, _as_options(buttons))


def _as_options(buttons: Sequence[MenuButton]) -> list[tuple[str, str]]:
    return [(f"{button.action} {button.pointer}", button.label) for button in buttons]


def table(rows: Sequence[Sequence[str]]) -> Block | None:
    """The first row has the headings, the first column the names. None for more than a table block holds."""
    is_too_large = len(rows) > limits.TABLE_ROWS or max(map(len, rows)) > limits.TABLE_COLUMNS
    if is_too_large or sum(len(cell) for row in rows for cell in row) > limits.TABLE_TEXT:
        return None
    settings = [{"is_wrapped": True}, *({"align": "right"} for _ in rows[0][1:])]
    cells = [[{"type": "raw_text", "text": cell} for cell in row] for row in rows]
    return {"type": "table", "rows": cells, "column_settings": settings}


def option(value: str, text: str) -> Block:
    return {"text": plain(text, limits.OPTION), "value": str(value)}


def checkbox_input(name: str, label: str, text: str, *, optional: bool = True) -> Block:
    """One checkbox."""
    element: Block = {"type": "checkboxes", "action_id": ActionId.INPUT, "options": [option("yes", text)]}
    return input_block(name, label, element, optional=optional)


def input_block(name: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label, limits.LABEL),
        "element": element,
        "optional": optional,
    }
    return block | ({"hint": plain(hint, limits.HINT)} if hint else {})


def modal(
    callback: ViewId, title: str, blocks: Iterable[Block], *, submit: str = "", close: str, metadata: object = ""
) -> Block:
    view: Block = {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, limits.TITLE),
        "close": plain(close, limits.TITLE),
        "blocks": list(blocks)[: limits.VIEW_BLOCKS],
        "private_metadata": str(metadata),
    }
    return view | ({"submit": plain(submit, limits.TITLE)} if submit else {})


def home(blocks: Iterable[Block]) -> Block:
    return {"type": "home", "blocks": list(blocks)[: limits.VIEW_BLOCKS]}


def fit(blocks: Sequence[Block]) -> list[Block]:
    """Cut blocks to Slack's limits of count and total text. Files or further pages hold the rest."""
    return next(iter(_pages(blocks)), [])


def text_of(content: Iterable[Block]) -> str:
    """The text of headers, sections and contexts, as a screen reader reads it."""
    return "\n".join(_texts(content))


def _texts(content: Iterable[Block]) -> Iterable[str]:
    for block in content:
        if "text" in block:
            yield block["text"]["text"]
        elif block["type"] == "context":
            yield from (element["text"] for element in block["elements"])


def _pages(blocks: Sequence[Block], most: int = limits.MESSAGE_BLOCKS) -> list[list[Block]]:
    pages: list[list[Block]] = []
    room = 0
    for block in blocks:
        length = _length(block)
        if not pages or length > room or len(pages[-1]) == most:
            pages.append([])
            room = limits.MESSAGE_TEXT_TOTAL
        pages[-1].append(block)
        room -= length
    return pages


def _length(part: Any) -> int:
    if isinstance(part, dict):
        own = len(part["text"]) if isinstance(part.get("text"), str) else 0
        return own + sum(_length(inner) for inner in part.values() if not isinstance(inner, str))
    return sum(_length(part_of_list) for part_of_list in part) if isinstance(part, list) else 0
