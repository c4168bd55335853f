"""What people can do in any dialog, as values."""

from dataclasses import dataclass

from conversations.parts import PartKind
from conversations.threads.replies import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A button of the leader. It carries the asking it was shown with, so a late click cannot do harm."""

    by: str
    asking: int
    at: str
    """When it was pressed, as a Slack ts."""


class Next(Control):
    """On to the next question; at a question that produces a part of the plan, first to its wording."""


class Back(Control):
    """To the question before, keeping all that came after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(Control):
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPeople(Control):
    """Ask the present question of these people in private. What comes of their answers is each kind's own affair."""

    members: tuple[str, ...]
    spoken: tuple[str, ...] = ()
    """Those who have answered it already, where that counts."""

    @property
    def asked(self) -> tuple[str, ...]:
        """Each person once, without those who have answered."""
        return tuple(dict.fromkeys(person for person in self.members if person not in self.spoken))


class Pause(Control):
    """Stop until the leader resumes."""


class Resume(Control):
    """Resume: ask the current question again."""


class Finish(Control):
    """Close the conversation and post its record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Park:
    """Keep a point for later. Its form may be sent after the conversation has moved on."""

    by: str
    asking: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """Save a part as edited in the form: a new one, or in place of `part`. `anyway` overrules the doubts.

    A first wording (`source`) is written down once; what comes of it later is a change of that part.
    """

    by: str
    asking: int
    kind: PartKind
    values: dict[str, str]
    part: str | None = None
    source: str = ""
    anyway: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """Take back a part that was written down here, from the plan too."""

    by: str
    part: str


@dataclass(frozen=True, slots=True)
class ReceiveReply:
    """A message, its edit or its deletion."""

    reply: Reply
    asked: int = 0
    """How many people were asked its question in private; 0 for a reply in the thread."""


@dataclass(frozen=True, slots=True)
class Posted:
    """The question of an asking has arrived in the thread with this ts."""

    asking: int
    ts: str


@dataclass(frozen=True, slots=True)
class Join:
    """Someone joined late."""

    person: str


@dataclass(frozen=True, slots=True)
class Leave:
    """Someone has left the workspace."""

    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Another person leads. A plan manager may do it when the leader is gone."""

    by: str
    leader: str
    by_manager: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCoLeader:
    by: str
    person: str | None
