"""Effects of moves that only root cause dialogs have."""

from dataclasses import dataclass

from conversations.rejections import Rejection
from conversations.root_cause.rules import Cover, SymptomDoubt
from conversations.root_cause.state import Pick, Request
from conversations.root_cause.tree import Symptom
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


@dataclass(frozen=True, slots=True)
class DoubtSymptom:
    """Ask the leader to reword the symptom, or to continue with it as it is."""

    by: str
    symptom: Symptom
    doubts: tuple[SymptomDoubt, ...]


@dataclass(frozen=True, slots=True)
class ShowCauses:
    """The tree or its answers changed: update the question, with its causes and their buttons."""


@dataclass(frozen=True, slots=True)
class Draw:
    """A turning point: post the picture."""


@dataclass(frozen=True, slots=True)
class PointOutLever:
    """Say in the thread that several branches meet at this cause."""

    cause: str
    branches: int


@dataclass(frozen=True, slots=True)
class DoubtRoot:
    """Ask the leader in the form whether this is the root all the same. Nothing was saved."""

    depth: int
    """The number of whys from the symptom, if that is few; otherwise 0."""
    cover: Cover | None
    """What the cause is about, if something deeper usually lies beneath that."""


@dataclass(frozen=True, slots=True)
class RequestSupport:
    """Ask the named person, and follow it up."""

    request: Request


@dataclass(frozen=True, slots=True)
class TellSourceChanged:
    """Notify the leader that the reply behind a cause or its evidence was edited or deleted. The cause stays."""

    person: str
    cause: str
    deleted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a vote came to. With `secret` false nothing but the number of answers may be shown."""

    asked: int
    agree: int
    not_sure: int
    differently: int
    reasons: tuple[str, ...]
    secret: bool

    @property
    def answered(self) -> int:
        return self.agree + self.not_sure + self.differently

    @property
    def majority(self) -> bool:
        """More than half of those who were asked agree; silence is not agreement."""
        return self.agree * 2 > self.asked

    @property
    def decides(self) -> bool:
        """Whether the dialog can continue from this outcome."""
        return self.secret and self.majority


@dataclass(frozen=True, slots=True)
class ShowTally:
    """Show the outcome of a vote; without a majority offer another round, unless the dialog has ended."""

    tally: Tally
    round: int


@dataclass(frozen=True, slots=True)
class Ranked:
    root: str
    points: int


@dataclass(frozen=True, slots=True)
class ShowRanking:
    ranked: tuple[Ranked, ...]
    round: int


@dataclass(frozen=True, slots=True)
class DraftStrategy:
    """Offer the leader a form with a first wording."""

    asking: int
    root: str
    practice: str | None


@dataclass(frozen=True, slots=True)
class WarnManyPriorities:
    by: str
    picks: tuple[Pick, ...]


Effect = (
    Rejection
    | DoubtSymptom
    | AskQuestion
    | WrapUp
    | AskPrivately
    | SaveReply
    | MarkHeard
    | BringIn
    | QuestionWeakness
    | Save
    | TakeBack
    | SayWhereWeAre
    | Refresh
    | SayPaused
    | SayParked
    | PostRecord
    | ShowCauses
    | Draw
    | PointOutLever
    | DoubtRoot
    | RequestSupport
    | TellSourceChanged
    | ShowTally
    | ShowRanking
    | DraftStrategy
    | WarnManyPriorities
    | FindLeader
)
Effects = tuple[Effect, ...]
