"""The state of a check-in: topics, answers, and the phase that decides where a new answer goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from plans.cause_categories import CauseCategory
from plans.item_events import Status
from plans.plan import Purpose
from plans.readings import OutcomeReading

PAGE_SIZE = 5
EARLIER_SHOWN = 2
"""Next steps and risks of last month on one page. A risk takes four blocks."""
MOST_RISKS = 5
"""Risks that one request can name. Each takes a block of its message."""


class Subject(StrEnum):
    ITEM = "item"
    MILESTONE = "milestone"
    BENCHMARK = "benchmark"
    MEASURE = "measure"


class Happened(StrEnum):
    """What people report about a recovery step or a mitigation."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class RiskOutcome(StrEnum):
    """What became of a risk."""

    HAPPENED = "happened"
    AVOIDED = "avoided"
    OPEN = "open"


class NoNewsKind(StrEnum):
    """What a person reports who has nothing to report."""

    NO_UPDATE = "no_update"
    AWAY = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoNews:
    """Said once for everything that is not answered."""

    kind: NoNewsKind
    by: str
    on: date


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
class LastAnswer:
    """The newest answer about a topic in an earlier round, and what is reported about its recovery step."""

    id: int
    period: str
    status: Status
    cause: str = ""
    recovery: str = ""
    recovery_by: date | None = None
    happened: Happened | None = None
    """Reported in this round."""
    is_settled: bool = False
    """Whether an earlier round has its report, so that this one does not ask again."""

    @property
    def asks(self) -> bool:
        """Whether this round asks if the recovery step happened."""
        return bool(self.recovery) and not self.is_settled


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRisk:
    """A risk that was open last month. This round asks what became of it and of its mitigation."""

    id: int
    period: str
    """The month in which it was named."""
    risk: str
    mitigation: str = ""
    due: date | None = None
    outcome: RiskOutcome | None = None
    mitigated: Happened | None = None
    is_mitigation_settled: bool = False

    @property
    def asks_mitigation(self) -> bool:
        return bool(self.mitigation) and not self.is_mitigation_settled

    @property
    def is_mitigated(self) -> bool:
        return self.is_mitigation_settled or self.mitigated is Happened.YES

    @property
    def is_reported(self) -> bool:
        return self.outcome is not None and (self.mitigated is not None or not self.asks_mitigation)


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
    purpose: Purpose | None = None
    """What it is for; None for an item of no strategy."""
    last: LastAnswer | None = None
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
    is_ours: bool | None = None
    """Whether the cause is the school's to act on; None if nobody said."""
    cause_category: CauseCategory | None = None
    recovery: str = ""
    recovery_by: date | None = None
    new_due: date | None = None
    old_due: date | None = None
    """The date that `new_due` replaced."""
    new_due_reason: str = ""
    support: str = ""
    support_from: str = ""
    """Whom the answer asks for it, and by when: the request carries both on, so they are in no answer that is read."""
    support_by: date | None = None
    evidence: str = ""
    completed_on: date | None = None
    reading: OutcomeReading | None = None
    """Of a benchmark or measure: its value, where it is from, and its day."""
    on_behalf_of: str = ""
    """The name of the person who was asked, where someone else answered."""
    late: bool = False
    keeps_due: bool = False
    """Whether the date that an earlier answer of the round moved stays, by this person's word."""
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
class EarlierStep:
    """A next step that somebody typed into the last minutes. This round asks whether it happened."""

    id: int
    period: str
    """The month of the minutes."""
    text: str
    happened: Happened | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    topics: tuple[Topic, ...]
    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    typed: Mapping[tuple[str, Status], Answer] = field(default_factory=lambda: MappingProxyType({}))
    """The newest answer about a topic with each status, so that a form shows again what was typed in it."""
    exhibits: Mapping[str, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))
    """Names of the files and links that were posted about each topic."""
    risks: tuple[Risk, ...] = ()
    """Named in this round, in the order in which they were named."""
    earlier_risks: tuple[EarlierRisk, ...] = ()
    earlier_steps: tuple[EarlierStep, ...] = ()
    no_news: NoNews | None = None
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
        return self._topic_pages + max(0, -(-len(self._earlier) // EARLIER_SHOWN) - 1)

    @property
    def _earlier(self) -> tuple[EarlierStep | EarlierRisk, ...]:
        return (*self.earlier_steps, *self.earlier_risks)

    @property
    def _topic_pages(self) -> int:
        return max(1, -(-len(self.topics) // PAGE_SIZE))

    def on_page(self) -> tuple[Topic, ...]:
        return self.topics[self.page * PAGE_SIZE : (self.page + 1) * PAGE_SIZE]

    def earlier_on_page(self) -> tuple[EarlierStep | EarlierRisk, ...]:
        """Last month's next steps and risks begin on the topics' last page."""
        place = self.page - (self._topic_pages - 1)
        return self._earlier[place * EARLIER_SHOWN :][:EARLIER_SHOWN] if place >= 0 else ()

    def topic(self, key: str) -> Topic | None:
        return next((topic for topic in self.topics if topic.key == key), None)

    def old_due_in_question(self, topic: Topic) -> date | None:
        """The date that may stand again: "behind" moved it, and then the answer changed."""
        answer, behind = self.answers.get(topic.key), self.typed.get((topic.key, Status.BEHIND))
        if answer is None or behind is None or behind.new_due is None or behind.new_due != topic.due:
            return None
        is_asked = answer.status in (Status.ON_TRACK, Status.NOT_STARTED) and not answer.keeps_due
        return behind.old_due if is_asked else None

    def risk(self, risk_id: int) -> Risk | None:
        return next((risk for risk in self.risks if risk.id == risk_id), None)

    def earlier_risk(self, risk_id: int) -> EarlierRisk | None:
        return next((risk for risk in self.earlier_risks if risk.id == risk_id), None)

    def earlier_step(self, step_id: int) -> EarlierStep | None:
        return next((step for step in self.earlier_steps if step.id == step_id), None)

    def promises_without_report(self) -> int:
        """Recovery steps, next steps and risks of last month that nobody has reported on yet."""
        steps = [topic.last for topic in self.topics if topic.last is not None and topic.last.asks]
        risks = [risk for risk in self.earlier_risks if not risk.is_reported]
        typed = [step for step in self.earlier_steps if step.happened is None]
        return len([step for step in steps if step.happened is None]) + len(typed) + len(risks)

    def unanswered(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics if topic.key not in self.answers)
