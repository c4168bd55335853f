"""What people can do in a root cause dialog. What every dialog knows is in conversations/threads/."""

from dataclasses import dataclass

from conversations.root_cause.state import Opinion, Pick, RootCauseStep, RootVerdict
from conversations.root_cause.tree import CauseNature, Evidence, Reach, Symptom
from conversations.threads.moves import (
    AskPeople,
    Back,
    Choose,
    Confirm,
    Control,
    Finish,
    HandOver,
    Join,
    Leave,
    NameCoLeader,
    Next,
    Park,
    Pause,
    Posted,
    ReceiveReply,
    Resume,
    Undo,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restate(Control):
    """The symptom in other words, or, with `anyway`, in the words that were doubted."""

    symptom: Symptom
    anyway: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide(Choose):
    """A button of a question with fixed answers. `anyway` confirms a root that lies near the symptom."""

    reason: str = ""
    anyway: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOn(Control):
    """Ask someone for support with a cause that only they can act on."""

    to: str
    owner: str
    need: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoTo(Control):
    """To a question of one cause, out of turn."""

    step: RootCauseStep
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Control):
    """The causes of a fishbone from which to ask why."""

    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline(Control):
    """State the decision not to act on the root the question is about."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPriorities(Control):
    picks: tuple[Pick, ...]
    anyway: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept:
    """A reply (or, with an empty ts, the leader's own words) becomes a cause under another."""

    by: str
    under: str
    text: str
    person: str
    """Who said it."""
    ts: str = ""
    reason: str = ""
    """Why it is worth going beyond the guide's length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptAll:
    """Several replies become causes at once. One that cannot stays where it is."""

    by: str
    replies: tuple[Accept, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assess:
    """What a leader says of one cause in one form: everything that is otherwise asked one by one."""

    by: str
    asking: int
    at: str
    cause: str = ""
    accept: Accept | None = None
    """The reply that becomes the cause first; otherwise `cause` is in the tree already."""
    nature: CauseNature | None = None
    reach: Reach | None = None
    evidence: tuple[Evidence, ...] = ()
    verdict: RootVerdict | None = None
    reason: str = ""
    anyway: bool = False
    """Mark a doubted root all the same."""
    more_wait: bool = False
    """Whether other replies to the question wait, so that the dialog stays at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reword:
    by: str
    cause: str
    version: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A cause says the same as another and goes into it."""

    by: str
    cause: str
    version: int
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A cause that is in the tree already is also an answer to another why."""

    by: str
    under: str
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """Park a cause, or unpark it."""

    by: str
    cause: str
    version: int
    aside: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkReply:
    """Keep a reply for later instead of accepting it."""

    by: str
    ts: str
    person: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BringEvidence:
    by: str
    cause: str
    person: str
    """Who brought it."""
    text: str
    links: tuple[str, ...] = ()
    ts: str = ""
    for_room: bool = False
    """Whether this person wrote it down for everyone in the room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BringAll:
    """Several replies become evidence at once. One that cannot stays where it is."""

    by: str
    evidence: tuple[BringEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One person's view of the roots, in private. The last one counts."""

    by: str
    round: int
    view: Opinion
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """One person's order of the roots, in private."""

    by: str
    round: int
    roots: tuple[str, ...]


Walk = Next | Back | GoTo | Decide | HandOn | Restate | Mark
Stop = Pause | Resume | Finish
Grow = Accept | AcceptAll | Reword | Merge | Link | SetAside | BringEvidence | BringAll | Park | ParkReply
Work = Confirm | Undo | Decline | SetPriorities
Private = Vote | Rank
Listen = ReceiveReply | Posted | Join | Leave
Arrange = HandOver | NameCoLeader
Move = Walk | Stop | Grow | Assess | Work | AskPeople | Private | Listen | Arrange
