"""Effects of moves in any dialog: values and names of steps. Their words are in prompts/."""

from dataclasses import dataclass

from conversations.parts import PartKind
from conversations.threads.replies import Reply
from conversations.threads.state import Visit, WrittenPart
from conversations.weakness import Weakness


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """Put a question in the thread; report back with Posted."""

    asking: int
    visit: Visit


@dataclass(frozen=True, slots=True)
class WrapUp:
    """Say that this was the last question, and offer Finish and Back."""

    asking: int


@dataclass(frozen=True, slots=True)
class AskPrivately:
    person: str
    visit: Visit


@dataclass(frozen=True, slots=True)
class SaveReply:
    """Store a message by its ts, by the rule of replies.merge."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class MarkHeard:
    """Add a reaction to a message."""

    ts: str


@dataclass(frozen=True, slots=True)
class BringIn:
    """Show a private answer in the thread, or change or take away what was shown for this ts."""

    ts: str
    visit: Visit
    person: str | None
    """None where it is brought in without a name."""
    text: str
    evidence: tuple[str, ...]
    deleted: bool


@dataclass(frozen=True, slots=True)
class QuestionWeakness:
    """Ask the leader about what looks weak before it is saved."""

    by: str
    kind: PartKind
    values: dict[str, str]
    weaknesses: tuple[Weakness, ...]


@dataclass(frozen=True, slots=True)
class Save:
    """Write a part to the plan with a link back to the thread; a part with a known key replaces itself."""

    part: WrittenPart


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Take a part back out of the plan, as it was before the dialog wrote it."""

    part: WrittenPart
    by: str


@dataclass(frozen=True, slots=True)
class SayWhereWeAre:
    """Send one person a short summary."""

    person: str


@dataclass(frozen=True, slots=True)
class Refresh:
    """Leader, co-leader, audience or parked points changed: update the opening message."""


@dataclass(frozen=True, slots=True)
class SayPaused:
    by: str


@dataclass(frozen=True, slots=True)
class SayParked:
    """Say in the thread that a point was parked. `number` counts the parked points."""

    by: str
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class FindLeader:
    """The dialog has no leader: ask the plan managers to name one."""


@dataclass(frozen=True, slots=True)
class PostRecord:
    """Post the record and store it."""
