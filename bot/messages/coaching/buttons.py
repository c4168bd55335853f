"""The buttons of coaching conversations and their values."""

from dataclasses import dataclass, replace

from bot import blocks
from bot.blocks import Block
from bot.identifiers import ActionId
from conversations.parts import PartKind
from prompts import parts, plain
from storage.dialogs.coaching import Conversation

NOUN = "coaching"


@dataclass(frozen=True, slots=True)
class DialogPointer:
    """The value of a conversation's button: the dialog's id, the asking it belongs to, and the rest."""

    conversation_id: int
    asking: int
    rest: str = ""

    def __str__(self) -> str:
        return f"{self.conversation_id}|{self.asking}|{self.rest}"

    def at(self, rest: object) -> str:
        return str(replace(self, rest=str(rest)))


def pointer(conversation: Conversation, asking: int | None = None) -> DialogPointer:
    return DialogPointer(conversation.id, conversation.state.asking if asking is None else asking)


def kind_name(kind: PartKind) -> str:
    return str(parts()["kinds"][kind])


def button(part: str, action: ActionId, value: str, *, style: str = "", confirm: Block | None = None) -> Block:
    """A button with the label `button_{part}`."""
    return blocks.button(plain(NOUN, f"button_{part}"), action, value, style=style, confirm=confirm)


def part_button(part: str, target: DialogPointer, kind: PartKind, source: str = "") -> Block:
    """`source` is a reply's ts, `all`, or `key:` and the key of an existing part."""
    action_id = f"{ActionId.COACH_OPEN_PART}.{part}"
    return button(part, ActionId.COACH_OPEN_PART, target.at(f"{kind}|{source}")) | {"action_id": action_id}


def answer(ask_id: int) -> Block:
    """The button that answers a private question."""
    return button("answer", ActionId.COACH_OPEN_ANSWER, str(ask_id), style="primary")
