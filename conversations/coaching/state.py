"""Where a conversation stands. Replies are kept apart, so that a turn costs the same in any thread."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pydantic import TypeAdapter

from conversations.coaching.replies import moment
from conversations.parts import Item, PartKind
from conversations.script import END, PREPARATION, Audience, Condition
from conversations.weakness import Weakness


class Phase(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Visit:
    """One question as it is asked: a step, and in a `for_each` pass the thing it is about."""

    step: str
    item: str = ""

    def __str__(self) -> str:
        return f"{self.step}@{self.item}" if self.item else self.step

    @classmethod
    def parse(cls, text: str) -> "Visit":
        step, _, item = text.partition("@")
        return cls(step, item)


AT_PREPARATION = Visit(PREPARATION)
AT_END = Visit(END)


@dataclass(frozen=True, slots=True)
class Asking:
    """One time a question was put. A question asked again after Back is a second asking."""

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
class Part:
    """What was written down, with the doubts that were raised and overruled."""

    key: str
    kind: PartKind
    values: dict[str, str]
    visit: Visit
    by: str
    doubts: tuple[Weakness, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    leader: str
    co_leader: str | None = None
    audience: Audience
    conditions: tuple[Condition, ...] = ()
    """What held for the plan when the conversation began; it does not shift under people's feet."""
    phase: Phase = Phase.OPEN
    askings: tuple[Asking, ...]
    trail: tuple[Visit, ...] = ()
    """The questions one comes back to with Back, the nearest last."""
    ticked: tuple[int, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    probed: tuple[Visit, ...] = ()
    """One entry for each follow-up that was asked."""
    skipped: tuple[Visit, ...] = ()
    proposed: tuple[Visit, ...] = ()
    parked: tuple[Parked, ...] = ()
    items: tuple[Item, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def visit(self) -> Visit:
        return self.askings[-1].visit

    @property
    def asking(self) -> int:
        """The number a button carries, so that a late click is known for what it is."""
        return len(self.askings) - 1

    def visited(self) -> tuple[Visit, ...]:
        """Every question put so far, once, in the order of its first time."""
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


@cache
def _adapter() -> TypeAdapter[State]:
    return TypeAdapter(State)


def to_json(state: State) -> str:
    return _adapter().dump_json(state, exclude_defaults=True).decode()


def from_json(text: str) -> State:
    return _adapter().validate_json(text)
