"""The buttons of root cause dialogs and what they carry."""

from enum import StrEnum

from bot import blocks
from bot.blocks import Block
from bot.identifiers import ActionId
from bot.messages.coaching.buttons import DialogPointer
from conversations.root_cause.state import Opinion, RootCauseStep
from prompts import plain
from storage.dialogs.root_cause import Dialog

NOUN = "root_cause"


class RootCauseForm(StrEnum):
    """The forms a button opens; each is named by its button."""

    RESTATE = "restate"
    ARRANGE = "arrange"
    CAUSES = "causes"
    ACCEPT = "accept_edited"
    REWORD = "reword"
    MERGE = "merge"
    LINK = "link_to"
    EVIDENCE = "evidence"
    PARK = "park_point"
    HAND_ON = "hand_on"
    DEEPER = "deeper_reason"
    MARK = "mark"
    ASK_ALL = "ask_all"
    STRATEGY = "strategy"
    ACTION_ITEM = "action_item"
    DECLINE = "decline"
    PRIORITIES = "priorities"
    ANSWER = "answer"
    DIFFERENTLY = "differently"
    ORDER = "rank"


PRIVATE = frozenset({RootCauseForm.ANSWER, RootCauseForm.DIFFERENTLY, RootCauseForm.ORDER})
"""Those of people who were asked in private; the others are the leader's."""

SAID_AT_ONCE = (Opinion.AGREE, Opinion.NOT_SURE)
"""Views that need no more words."""


def pointer(dialog: Dialog, asking: int | None = None) -> DialogPointer:
    return DialogPointer(dialog.id, dialog.state.asking if asking is None else asking)


def button(part: str, action: ActionId, value: str, *, style: str = "", confirm: Block | None = None) -> Block:
    """`part` names its label: button_`part`."""
    return blocks.button(plain(NOUN, f"button_{part}"), action, value, style=style, confirm=confirm)


def numbered(part: str, action: ActionId, value: str, name: object, *, style: str = "") -> Block:
    """One of several of its kind in a message: each has a name of its own behind a dot."""
    return button(part, action, value, style=style) | {"action_id": f"{action}.{name}"}


def _opening(form: RootCauseForm) -> ActionId:
    """Different people may open it."""
    if form in PRIVATE:
        return ActionId.WHYS_OPEN_ANSWER
    return ActionId.WHYS_OPEN_ARRANGE if form is RootCauseForm.ARRANGE else ActionId.WHYS_OPEN


def opener(
    form: RootCauseForm, target: DialogPointer, argument: str = "", *, label: str = "", style: str = ""
) -> Block:
    """`label` names another label than the form's own."""
    value = target.at(f"{form}|{argument}")
    return numbered(label or form, _opening(form), value, f"{form}.{argument}"[:200], style=style)


def reopen(target: DialogPointer, step: RootCauseStep, root: str) -> Block:
    """Back to what was decided about a root, to change it."""
    return numbered("change", ActionId.WHYS_REOPEN, target.at(f"{step}|{root}"), f"{step}.{root}")


def private(step: str, target: DialogPointer, ask_id: int) -> list[Block]:
    """To answer what was asked in private."""
    match step:
        case RootCauseStep.VOTE:
            views = [numbered(view, ActionId.WHYS_VOTE, target.at(f"{view}|{ask_id}"), view) for view in SAID_AT_ONCE]
            return [*views, opener(RootCauseForm.DIFFERENTLY, target, str(ask_id))]
        case RootCauseStep.RANK:
            return [opener(RootCauseForm.ORDER, target, str(ask_id), style="primary")]
        case _:
            return [opener(RootCauseForm.ANSWER, target, str(ask_id), style="primary")]


def finish(target: DialogPointer) -> Block:
    sure = blocks.confirm(
        plain(NOUN, "finish_title"),
        plain(NOUN, "finish_text"),
        plain(NOUN, "button_finish"),
        plain("coaching", "finish_no"),
    )
    return button("finish", ActionId.WHYS_FINISH, str(target), confirm=sure)
