"""Written parts, as threads, forms and records show them."""

from collections.abc import Mapping
from typing import Any

from bot.messages.threads import NOUN
from bot.messages.threads.pointers import DialogPointer, UndoPointer
from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId
from conversations.parts import FIELDS, SERVED_OBJECTIVE, SERVES, PartKind, title_of
from conversations.threads.state import Thread, Visit, WrittenPart
from prompts import Safe, formats, parts, plain, say

CHANGES = "modifications"
"""The words of the plan's own forms."""
DAYS = frozenset({"due", "start", "stops_on"})
"""The fields that hold a day."""


def kind_name(kind: PartKind) -> str:
    return str(parts()["kinds"][kind])


def named(part: WrittenPart) -> str:
    return f"{kind_name(part.kind)}: {title_of(part.kind, part.values)}"


def fields(kind: PartKind, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """The labels and texts of the filled fields. Some texts need no label."""
    labels = parts()["fields"] | parts()["read_as"]
    filled = [
        (_label(labels, kind, name), shown_value(kind, name, values[name])) for name in FIELDS[kind] if values.get(name)
    ]
    if served := values.get(SERVED_OBJECTIVE):
        filled.append((plain(CHANGES, "field_name", name=SERVES), served))
    return filled


def form_label(kind: PartKind, name: str) -> str:
    return _label(parts()["fields"], kind, name)


def _label(labels: Mapping[str, Any], kind: PartKind, name: str) -> str:
    """Some kinds have a label of their own for a field."""
    return str(labels.get(f"{kind}.{name}", labels[name]))


def field_lines(kind: PartKind, values: Mapping[str, str]) -> list[Safe]:
    return [say(NOUN, "field", label=label, value=value) for label, value in fields(kind, values)]


def shown_value(kind: PartKind, name: str, value: str) -> str:
    if name in DAYS:
        return formats.written_day(value)
    choices = parts()["options"].get(f"{kind}.{name}", {})
    return str(choices.get(value, value)) if choices else one_line(value)


def one_line(text: str) -> str:
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())


def saved_lines(part: WrittenPart, code: str) -> str:
    """Who wrote it down, and its fields. `code` is its number in the plan, if it has one."""
    words = say(NOUN, "saved", by=part.by, kind=kind_name(part.kind), code=code)
    return "\n".join([words, *field_lines(part.kind, part.values)])


def undo_button(action: ActionId, target: DialogPointer, part: WrittenPart) -> Block:
    sure = blocks.confirm(
        plain(NOUN, "undo_title"), plain(NOUN, "undo_text"), plain(NOUN, "button_undo"), plain(NOUN, "undo_no")
    )
    return blocks.button(
        plain(NOUN, "button_undo"), action, UndoPointer(target.dialog_id, target.asking, part.key), confirm=sure
    )


def taken_back(part: WrittenPart, by: str) -> MessageContent:
    """In place of the message that said the part is saved."""
    words = say(NOUN, "undone", by=by, kind=kind_name(part.kind), title=one_line(title_of(part.kind, part.values)))
    return MessageContent(text=words, blocks=blocks.sections(words))


def asking_of(state: Thread, visit: Visit) -> int:
    """The latest asking of this question."""
    return max(number for number, asking in enumerate(state.askings) if asking.visit == visit)
