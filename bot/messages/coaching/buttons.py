"""The buttons of coaching conversations and their values."""

from dataclasses import dataclass

from bot.messages.threads.pointers import DialogPointer, QuestionPointer
from bot.slack import blocks
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId
from conversations.parts import PartKind
from prompts import plain
from storage.dialogs.coaching import CoachingDialog

NOUN = "coaching"


@dataclass(frozen=True, slots=True)
class ChoicePointer(DialogPointer):
    """One of the choices of a question, by its place."""

    place: int


@dataclass(frozen=True, slots=True)
class TickPointer(DialogPointer):
    """The block id of a checklist, because checkboxes carry no value."""

    first: int
    """The first line of the list."""
    ticked: str = ""
    """Slack's app keeps an old tick where the block's id stays the same, so what is ticked is part of it."""


@dataclass(frozen=True, slots=True)
class PartPointer(DialogPointer):
    kind: PartKind
    source: str = ""
    """What its first wording comes from: a reply's ts, `all` of them, or a PartKey. Empty for a blank form."""


def pointer(dialog: CoachingDialog, asking: int | None = None) -> DialogPointer:
    return DialogPointer(dialog.id, dialog.state.asking if asking is None else asking)


def button(part: str, action: ActionId, value: object, *, style: str = "", confirm: Block | None = None) -> Block:
    """A button with the label `button_{part}`."""
    return blocks.button(plain(NOUN, f"button_{part}"), action, value, style=style, confirm=confirm)


def part_button(part: str, target: DialogPointer, kind: PartKind, source: str = "") -> Block:
    action_id = f"{ActionId.COACH_OPEN_PART}.{part}"
    return button(part, ActionId.COACH_OPEN_PART, PartPointer(target.dialog_id, target.asking, kind, source)) | {
        "action_id": action_id
    }


def answer(question_id: int) -> Block:
    """The button that answers a private question."""
    return button("answer", ActionId.COACH_OPEN_ANSWER, QuestionPointer(question_id), style="primary")
