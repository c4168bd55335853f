"""What the buttons and forms of dialogs carry, whatever the kind of dialog."""

from dataclasses import dataclass
from typing import ClassVar

from bot.slack.button_values import ButtonValue, PrefixedValue


@dataclass(frozen=True, slots=True)
class DialogPointer(ButtonValue):
    """The dialog's id and the asking that the button belongs to."""

    dialog_id: int
    asking: int


@dataclass(frozen=True, slots=True)
class QuestionPointer(ButtonValue):
    """The id of a private question."""

    question_id: int


@dataclass(frozen=True, slots=True)
class StartPointer(ButtonValue):
    """For the form that starts a dialog: its plan, unless the form asks for it, and where the dialog is to run."""

    plan_id: int | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True)
class UndoPointer(DialogPointer):
    """The key of a written part, in the value of the button that takes it back."""

    key: str


@dataclass(frozen=True, slots=True)
class PartKey(PrefixedValue):
    """The key of a written part, in the value of a button that edits it."""

    prefix: ClassVar[str] = "key"
    key: str
