"""The buttons of root cause dialogs and their values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.messages.threads.pointers import DialogPointer
from bot.slack import blocks, button_values
from bot.slack.blocks import Block
from bot.slack.button_values import ButtonValue, PrefixedValue
from bot.slack.identifiers import ActionId
from conversations.root_cause.state import Opinion, RootCauseStep
from prompts import plain
from storage.dialogs.root_cause import RootCauseDialog

NOUN = "root_cause"


class RootCauseForm(StrEnum):
    """The forms that buttons open, named after their buttons."""

    MORE = "more"
    FINISH = "finish"
    RESTATE = "restate"
    ARRANGE = "arrange"
    CAUSES = "causes"
    ACCEPT = "accept_details"
    ACCEPT_ALL_BUT = "accept_all_but"
    ASSESS = "assess"
    REWORD = "reword"
    MERGE = "merge"
    LINK = "link_to"
    EVIDENCE = "evidence"
    PARK = "park_point"
    HAND_ON = "hand_on"
    DEEPER = "deeper_reason"
    ROOT_ANYWAY = "root_anyway"
    MARK = "mark"
    ASK_ALL = "ask_all"
    STRATEGY = "strategy"
    ACTION_ITEM = "action_item"
    DECLINE = "decline"
    PRIORITIES = "priorities"
    ANSWER = "answer"
    DIFFERENTLY = "differently"
    ORDER = "rank"


PRIVATE: Mapping[RootCauseForm, RootCauseStep] = {
    RootCauseForm.ANSWER: RootCauseStep.ELEPHANT,
    RootCauseForm.DIFFERENTLY: RootCauseStep.VOTE,
    RootCauseForm.ORDER: RootCauseStep.RANK,
}
"""Forms for people who were asked in private, with the step they answer. The others are for leaders."""


class CauseDeed(StrEnum):
    """What the form of the causes can do with one of them, beside asking about it out of turn."""

    REWORD = "reword"
    MERGE = "merge"
    LINK = "link"
    ADD = "add"
    SET_ASIDE = "set_aside"
    TAKE_UP = "take_up"


SAID_AT_ONCE = (Opinion.AGREE, Opinion.NOT_SURE)
"""Views without parameters."""


@dataclass(frozen=True, slots=True)
class FormPointer(DialogPointer):
    form: RootCauseForm
    argument: str = ""
    """What the form is about: a CauseVersion, a reply's ts or an UnderCause, a PartKey, or a private question's id."""


@dataclass(frozen=True, slots=True)
class CauseVersion(ButtonValue):
    """The argument of a form about a cause: its key, and the version that the form shows."""

    key: str
    version: int


@dataclass(frozen=True, slots=True)
class UnderCause(PrefixedValue):
    """The argument of a form that adds a cause in the leader's own words: the key of the one above it."""

    prefix: ClassVar[str] = "under"
    key: str


@dataclass(frozen=True, slots=True)
class GoToStep(PrefixedValue):
    """A choice beside the deeds: the question to ask about the cause."""

    prefix: ClassVar[str] = "go_to"
    step: RootCauseStep


def read_deed(text: str) -> CauseDeed | GoToStep:
    """Raises StaleValueError."""
    return GoToStep.read(text) if GoToStep.fits(text) else button_values.word(CauseDeed, text)


@dataclass(frozen=True, slots=True)
class DecisionPointer(DialogPointer):
    label: str
    anyway: str = ""
    """ANYWAY on buttons of earlier versions that mark a root near the symptom all the same."""


ANYWAY = "anyway"


@dataclass(frozen=True, slots=True)
class ReopenPointer(DialogPointer):
    """Only on buttons of earlier versions."""

    step: RootCauseStep
    root: str


@dataclass(frozen=True, slots=True)
class ReplyPointer(DialogPointer):
    ts: str


@dataclass(frozen=True, slots=True)
class VotePointer(DialogPointer):
    view: Opinion
    question_id: int


def pointer(dialog: RootCauseDialog, asking: int | None = None) -> DialogPointer:
    return DialogPointer(dialog.id, dialog.state.asking if asking is None else asking)


def numbered(part: str, action: ActionId, value: object, name: object, *, style: str = "") -> Block:
    """One of several buttons in a message. A suffix after a dot makes each action id unique."""
    button = blocks.button(plain(NOUN, f"button_{part}"), action, value, style=style)
    return button | {"action_id": f"{action}.{name}"}


def _opening(form: RootCauseForm) -> ActionId:
    """The button of a form that people other than the leader may open."""
    if form in PRIVATE:
        return ActionId.WHYS_OPEN_ANSWER
    return ActionId.WHYS_OPEN_ARRANGE if form is RootCauseForm.ARRANGE else ActionId.WHYS_OPEN


def opener(
    form: RootCauseForm, target: DialogPointer, argument: str = "", *, label: str = "", style: str = ""
) -> Block:
    """A button that opens a form. `label` overrides the form's own label."""
    pointer = form_pointer(form, target, argument)
    return numbered(label or form, _opening(form), pointer, f"{form}.{argument}"[:200], style=style)


def form_pointer(form: RootCauseForm, target: DialogPointer, argument: str = "") -> FormPointer:
    return FormPointer(target.dialog_id, target.asking, form, argument)


def private(step: str, target: DialogPointer, question_id: int) -> list[Block]:
    """The button that answers a private question."""
    match step:
        case RootCauseStep.VOTE:
            return [
                *(_vote(view, target, question_id) for view in SAID_AT_ONCE),
                opener(RootCauseForm.DIFFERENTLY, target, str(question_id)),
            ]
        case RootCauseStep.RANK:
            return [opener(RootCauseForm.ORDER, target, str(question_id), style="primary")]
        case _:
            return [opener(RootCauseForm.ANSWER, target, str(question_id), style="primary")]


def _vote(view: Opinion, target: DialogPointer, question_id: int) -> Block:
    value = VotePointer(target.dialog_id, target.asking, view, question_id)
    return numbered(view, ActionId.WHYS_VOTE, value, view)
