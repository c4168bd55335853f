"""What a check-in is made of: what is asked, what was answered, and what becomes of an answer given now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from plans.progress import Status

PAGE_SIZE = 5


class Subject(StrEnum):
    ITEM = "item"
    MILESTONE = "milestone"
    BENCHMARK = "benchmark"
    MEASURE = "measure"


class AnswerPhase(StrEnum):
    """What becomes of an answer given now."""

    OPEN = "open"
    LATE = "late"
    """The round has closed, its minutes are not published: into the same month, marked."""
    CORRECTION = "correction"
    """Its minutes are published: into the next ones."""
    OVER = "over"
    """A newer round asks; nothing is taken here any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One thing somebody is asked about. `key` is what a button carries."""

    subject: Subject
    id: int
    code: str
    text: str
    due: date | None = None
    ongoing: bool = False
    detail: str = ""
    """What a target or a source says more, where there is one."""

    @property
    def key(self) -> str:
        return f"{self.subject}:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: Status
    by: str
    on: date
    cause: str = ""
    recovery: str = ""
    new_due: date | None = None
    new_due_reason: str = ""
    support: str = ""
    evidence: str = ""
    completed_on: date | None = None
    on_behalf_of: str = ""
    """Whose answer it was to give, where somebody else gave it."""
    late: bool = False
    revision: int = 1
    """Which answer about its subject this is: the first, the second, …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """What could get in the way next month, and what would make that less likely."""

    risk: str
    mitigation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    topics: tuple[Topic, ...]
    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    risk: Risk | None = None
    page: int = 0
    phase: AnswerPhase = AnswerPhase.OPEN
    by_team: bool = False
    """Whether a team answers as one: the first answer stands until somebody who has seen it changes it."""

    @property
    def is_open(self) -> bool:
        """Whether answers are still taken."""
        return self.phase is not AnswerPhase.OVER

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.topics) // PAGE_SIZE))

    def on_page(self) -> tuple[Topic, ...]:
        return self.topics[self.page * PAGE_SIZE : (self.page + 1) * PAGE_SIZE]

    def topic(self, key: str) -> Topic | None:
        return next((topic for topic in self.topics if topic.key == key), None)

    def unanswered(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics if topic.key not in self.answers)
