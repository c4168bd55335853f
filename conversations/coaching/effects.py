"""Effects of moves that only coaching conversations have."""

from dataclasses import dataclass

from conversations.parts import PartKind
from conversations.rejections import Rejection
from conversations.script import SourcedText
from conversations.threads.effects import (
    AskPrivately,
    AskQuestion,
    BringIn,
    FindLeader,
    MarkHeard,
    PostRecord,
    QuestionWeakness,
    Refresh,
    Save,
    SaveReply,
    SayParked,
    SayPaused,
    SayWhereWeAre,
    TakeBack,
    WrapUp,
)
from conversations.threads.state import Visit, WrittenPart


@dataclass(frozen=True, slots=True)
class Open:
    """Post the opening: purpose, number of questions, minutes, leader."""

    questions: int


@dataclass(frozen=True, slots=True)
class ShowPreparation:
    """Show the leader the current checklist."""

    asking: int


@dataclass(frozen=True, slots=True)
class AskFollowUp:
    """Ask a follow-up under the current question."""

    asking: int
    visit: Visit
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class SaySkipped:
    """Several questions were skipped at once: say which, so that nobody misses them and Back can be pressed."""

    count: int
    about: str
    """What they were about; empty if they were about several things."""


@dataclass(frozen=True, slots=True)
class ShowTip:
    """Show a tip to the leader only."""

    person: str
    tip: SourcedText


@dataclass(frozen=True, slots=True)
class SaveTogether:
    """Show several parts as saved in the message that proposed them. None of them belongs to the plan."""

    parts: tuple[WrittenPart, ...]


@dataclass(frozen=True, slots=True)
class Propose:
    """Draft the wording of a part from the answers to this question, for the leader to edit and confirm."""

    asking: int
    visit: Visit
    kind: PartKind


@dataclass(frozen=True, slots=True)
class AskAboutNames:
    """A sensitive question is left: ask whether the record names who answered. The group decides."""

    asking: int


@dataclass(frozen=True, slots=True)
class SayAboutNames:
    """Say in the thread what the group decided about the names of an asking's answers."""

    asking: int


Effect = (
    Rejection
    | Open
    | ShowPreparation
    | AskQuestion
    | WrapUp
    | AskFollowUp
    | SaySkipped
    | ShowTip
    | AskPrivately
    | SaveReply
    | MarkHeard
    | BringIn
    | Propose
    | AskAboutNames
    | SayAboutNames
    | SaveTogether
    | QuestionWeakness
    | Save
    | TakeBack
    | SayWhereWeAre
    | Refresh
    | SayPaused
    | SayParked
    | FindLeader
    | PostRecord
)
Effects = tuple[Effect, ...]
