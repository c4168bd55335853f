"""The state every dialog in a thread shares: the questions asked so far, and who leads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from conversations.parts import PartKind
from conversations.script import END
from conversations.weakness import Weakness


def moment(ts: str) -> Decimal:
    """A Slack ts as a number that can be compared without rounding."""
    return Decimal(ts or "0")


class DialogPhase(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Visit:
    """A step as it is asked, with its item if the step repeats."""

    step: str
    item: str = ""

    def __str__(self) -> str:
        return f"{self.step}@{self.item}" if self.item else self.step

    @classmethod
    def parse(cls, text: str) -> "Visit":
        step, _, item = text.partition("@")
        return cls(step, item)


AT_END = Visit(END)


@dataclass(frozen=True, slots=True)
class Asking:
    """One time a question was asked. Asked again after Back, it is a second asking."""

    visit: Visit
    since: str
    """From this ts on, replies belong to it."""
    arrived: bool = False
    """Whether the time is that of the posted question, which no later report changes."""


@dataclass(frozen=True, slots=True)
class Parked:
    text: str
    by: str
    visit: Visit


@dataclass(frozen=True, slots=True)
class Chosen:
    visit: Visit
    label: str
    by: str


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """A written part, with the doubts that were raised and overruled."""

    key: str
    kind: PartKind
    values: dict[str, str]
    visit: Visit
    by: str
    doubts: tuple[Weakness, ...] = ()
    source: str = ""
    """The first wording it came from: a reply's ts, `all` of them, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The state of a dialog. Replies are stored separately, so that a turn costs the same in any thread."""

    leader: str
    co_leader: str | None = None
    phase: DialogPhase = DialogPhase.OPEN
    askings: tuple[Asking, ...]
    trail: tuple[Visit, ...] = ()
    """The questions one comes back to with Back, the nearest last."""
    chosen: tuple[Chosen, ...] = ()
    parked: tuple[Parked, ...] = ()
    parts: tuple[WrittenPart, ...] = ()
    undone: tuple[str, ...] = ()
    """Keys of the parts that were taken back. No later part gets one of them."""

    @property
    def visit(self) -> Visit:
        return self.askings[-1].visit

    @property
    def asking(self) -> int:
        """The number a button carries, so that a late click is recognized."""
        return len(self.askings) - 1

    def leads(self, person: str) -> bool:
        return person in (self.leader, self.co_leader)

    def visited(self) -> tuple[Visit, ...]:
        """Every question asked so far, once, in the order of its first asking."""
        return tuple(dict.fromkeys(asking.visit for asking in self.askings))

    def visit_at(self, ts: str) -> Visit:
        """The question that was on the table at that time."""
        time = moment(ts)
        for asking in reversed(self.askings):
            if moment(asking.since) <= time:
                return asking.visit
        return self.askings[0].visit

    def choice(self, visit: Visit) -> str | None:
        return next((chosen.label for chosen in self.chosen if chosen.visit == visit), None)


AnyThread = TypeVar("AnyThread", bound=Thread)


def posted(state: AnyThread, number: int, ts: str) -> AnyThread:
    """Record when the question appeared: earlier replies are about the one before."""
    asking = state.askings[number] if 0 <= number <= state.asking else None
    if asking is None or asking.arrived:
        return state
    arrived = Asking(asking.visit, max(asking.since, ts, key=moment), arrived=True)
    return replace(state, askings=(*state.askings[:number], arrived, *state.askings[number + 1 :]))


def closed(state: AnyThread, at: str) -> AnyThread:
    """Replies after the end are kept apart from the answers to the last question."""
    if state.visit != AT_END:
        state = replace(state, askings=(*state.askings, Asking(AT_END, at)))
    return replace(state, phase=DialogPhase.FINISHED)


def with_choice(state: AnyThread, choice: Chosen) -> AnyThread:
    """A later choice at the same question replaces the earlier one."""
    others = tuple(chosen for chosen in state.chosen if chosen.visit != choice.visit)
    return replace(state, chosen=(*others, choice))


def once(visits: Sequence[Visit], visit: Visit) -> tuple[Visit, ...]:
    return tuple(visits) if visit in visits else (*visits, visit)


def with_part(parts: tuple[WrittenPart, ...], new: WrittenPart) -> tuple[WrittenPart, ...]:
    """A part with a known key replaces the earlier one."""
    if any(old.key == new.key for old in parts):
        return tuple(new if old.key == new.key else old for old in parts)
    return (*parts, new)
