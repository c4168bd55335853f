"""The buttons of coaching conversations and their values."""

from bot import blocks
from bot.blocks import Block
from bot.identifiers import ActionId
from bot.messages.threads.pointers import DialogPointer
from conversations.parts import PartKind
from prompts import plain
from storage.dialogs.coaching import CoachingDialog

NOUN = "coaching"


def pointer(dialog: CoachingDialog, asking: int | None = None) -> DialogPointer:
    return DialogPointer(dialog.id, dialog.state.asking if asking is None else asking)


def button(part: str, action: ActionId, value: str, *, style: str = "", confirm: Block | None = None) -> Block:
    """A button with the label `button_{part}`."""
    return blocks.button(plain(NOUN, f"button_{part}"), action, value, style=style, confirm=confirm)


def part_button(part: str, target: DialogPointer, kind: PartKind, source: str = "") -> Block:
    """`source` is a reply's ts, `all`, or `key:` and the key of an existing part."""
    action_id = f"{ActionId.COACH_OPEN_PART}.{part}"
    return button(part, ActionId.COACH_OPEN_PART, target.at(f"{kind}|{source}")) | {"action_id": action_id}


def answer(question_id: int) -> Block:
    """The button that answers a private question."""
    return button("answer", ActionId.COACH_OPEN_ANSWER, str(question_id), style="primary")
