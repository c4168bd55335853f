"""A kind of dialog, as the layer that all dialogs share knows it. A new kind is a folder and one such record."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from sqlalchemy.orm import Session

from bot.messages.threads.questions import WaitingQuestion
from bot.messages.threads.steering import LedQuestion
from bot.routing.route import Route
from bot.routing.subcommand import Subcommand
from bot.sending.renderers import FileRenderer
from bot.threads.room import ThreadRoom
from conversations.highlight import MinutesLine, Section
from storage.dialogs import private_questions
from storage.dialogs.open_dialogs import OpenDialog
from storage.dialogs.private_questions import UnansweredQuestion
from storage.models import PrivateQuestionRow
from storage.plans.plans import PlanSummary


@dataclass(frozen=True, slots=True)
class AskedPrivately:
    """A private question in its current state."""

    visit: str
    """Under which its answers are stored."""
    is_closed: bool = False
    in_words: bool = True
    """Whether it can be answered by typing; others have buttons."""


class MinutesLines(Protocol):
    def __call__(
        self, session: Session, plan: PlanSummary, first: date, last: date, *, already_listed: frozenset[str]
    ) -> list[tuple[Section, MinutesLine]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogKind:
    room: type[ThreadRoom[Any]]
    """Where its turns happen. It knows the kind's noun and its store."""
    command: str
    """The subcommand of /plan that starts such a dialog. The word "history" behind it lists past ones."""
    handler: Subcommand
    history: Subcommand
    routes: Sequence[Route]
    """Its buttons, forms and shortcuts."""
    apply_move: Callable[[Any, Any], Iterable[object]]
    """From its room and a move to the effects, which it has applied. Raises CannotDoError."""
    asked: Callable[[Any, PrivateQuestionRow], AskedPrivately]
    """From its room and a private question to how it stands."""
    waiting: Callable[[UnansweredQuestion], WaitingQuestion | None]
    """A private question as the Home tab shows it. None for one that is over, or is answered with buttons already."""
    led_question: Callable[[Session, Any], LedQuestion] | None = None
    """From its dialog to the current question, with which the Home tab lets the leader go on."""
    minutes_lines: MinutesLines | None = None
    """What its dialogs that ended from one day to another leave to the month's minutes."""
    files: Mapping[str, FileRenderer] = field(default_factory=dict)
    """Of its uploads, by the name that their payload carries."""

    @property
    def name(self) -> str:
        """As the database has it, and as the outbox keys of its messages begin."""
        return self.room.store.kind

    @property
    def noun(self) -> str:
        """Its words: prompts/messages/`noun`.j2."""
        return self.room.noun

    @property
    def subcommands(self) -> Mapping[str, Subcommand]:
        return {self.command: self.handler, f"{self.command} history": self.history}


Kinds = Mapping[str, DialogKind]
"""By their names in the database."""


def by_name(kinds: Iterable[DialogKind]) -> Kinds:
    return {kind.name: kind for kind in kinds}


def waiting_for(kinds: Kinds, session: Session, team_id: str, slack_id: str) -> Sequence[WaitingQuestion]:
    """What somebody was asked in private in open dialogs and has not answered, the newest first."""
    questions = private_questions.unanswered(session, team_id, slack_id)
    waiting = (kinds[question.kind].waiting(question) for question in questions)
    return [question for question in waiting if question is not None]


def led_questions(kinds: Kinds, session: Session, dialogs: Iterable[OpenDialog]) -> dict[int, LedQuestion]:
    """The current questions of those dialogs that their reader leads, by the dialogs' ids."""
    questions: dict[int, LedQuestion] = {}
    led = [dialog for dialog in dialogs if dialog.leads]
    for name in sorted({dialog.kind for dialog in led}):
        kind = kinds[name]
        if kind.led_question is not None:
            stored = kind.room.store.with_ids(session, [dialog.id for dialog in led if dialog.kind == name])
            questions |= {dialog_id: kind.led_question(session, dialog) for dialog_id, dialog in stored.items()}
    return questions
