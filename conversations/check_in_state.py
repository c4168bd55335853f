"""The state of a check-in: topics, answers, and the phase that decides where a new answer goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from plans.item_events import Status

PAGE_SIZE = 5
MOST_RISKS = 5
"""Risks that one request can name. Each takes a block of its message."""


class Subject(StrEnum):
    ITEM = "item"
    MILESTONE = "milestone"
    BENCHMARK = "benchmark"
    MEASURE = "measure"


class AnswerPhase(StrEnum):
    """What happens to an answer given now."""

    OPEN = "open"
    LATE = "late"
    """The round has closed and its minutes are not published: the answer goes into them, marked late."""
    CORRECTION = "correction"
    """The minutes are published: the answer goes into the next ones."""
    OVER = "over"
    """A newer round has opened: no answers are accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One thing a request asks about. `key` is the value of its buttons."""

    subject: Subject
    id: int
    code: str
    text: str
    due: date | None = None
    ongoing: bool = False
    detail: str = ""
    """The target or the data source, if there is one."""
    completed_on: date | None = None
    """Of a milestone: the day since which it is complete, whichever round recorded that."""
    items: tuple["ItemReport", ...] = ()
    """Of a milestone: this month's answers about its action items."""

    @property
    def is_completable(self) -> bool:
        """Whether it has a due date and is complete some day, as benchmarks and measures are not."""
        return self.subject in (Subject.ITEM, Subject.MILESTONE)

    @property
    def key(self) -> str:
        return f"{self.subject}:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReport:
    """The month's newest answer about an action item, for the lead of its milestone."""

    code: str
    status: Status | None
    """None if it was asked about and nobody has answered."""
    cause: str = ""


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
    support_from: str = ""
    """Whom the answer asks for it, and by when: the request carries both on, so they are in no answer that is read."""
    support_by: date | None = None
    evidence: str = ""
    completed_on: date | None = None
    on_behalf_of: str = ""
    """The name of the person who was asked, where someone else answered."""
    late: bool = False
    revision: int = 1
    """Counts the answers about the topic in this round, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """What could get in the way next month, what would make that less likely, and who sees to it by when."""

    risk: str
    mitigation: str
    owner_id: int
    """The person who sees to the mitigation."""
    owner: str
    named_by: int
    due: date | None = None
    id: int = 0
    """0 until it is saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    topics: tuple[Topic, ...]
    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    risks: tuple[Risk, ...] = ()
    """Named in this round, in the order in which they were named."""
    page: int = 0
    phase: AnswerPhase = AnswerPhase.OPEN
    by_team: bool = False
    """Whether a team answers together: an answer can be changed only by someone who has seen it."""

    @property
    def is_open(self) -> bool:
        """Whether answers are accepted."""
        return self.phase is not AnswerPhase.OVER

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.topics) // PAGE_SIZE))

    def on_page(self) -> tuple[Topic, ...]:
        return self.topics[self.page * PAGE_SIZE : (self.page + 1) * PAGE_SIZE]

    def topic(self, key: str) -> Topic | None:
        return next((topic for topic in self.topics if topic.key == key), None)

    def risk(self, risk_id: int) -> Risk | None:
        return next((risk for risk in self.risks if risk.id == risk_id), None)

    def unanswered(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics if topic.key not in self.answers)
