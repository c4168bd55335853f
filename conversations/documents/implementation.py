"""Tool A's Implementation Data: what a strategy and its milestones brought by the end of each term.

Counts are those of the term's last day, over all action items known by then. Lists hold what was reported in the term.
An event belongs to the term in whose span it was recorded, so that a past term never changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from conversations.check_in import Happened
from plans.item_events import Event
from plans.item_progress import Day, ItemProgress
from plans.milestones import MilestoneCounts
from plans.outcomes import PlanOutcome
from plans.progress import Progress


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    event: Event
    after: ItemProgress
    """Where the item stood from then on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryStep:
    text: str
    by: date | None
    recorded: date
    happened: Happened | None = None
    """What a later check-in reported about it; None if nothing did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRecord:
    """An action item with its history, as of the day of the document."""

    code: str
    output: str
    """What it was to bring about, as the plan says."""
    events: Sequence[RecordedEvent]
    """In the order in which they were recorded."""
    is_original: bool
    """Whether it was in the plan from the start, so that its being added is no adjustment."""
    recoveries: Sequence[RecoveryStep] = ()
    evidence: str = ""
    """The newest that was typed about its completion."""

    def at(self, day: date) -> ItemProgress | None:
        """Where it stood at the end of the day; None before it was added."""
        return next((each.after for each in reversed(self.events) if each.event.recorded <= day), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermSpan:
    """A term, with the days from which its lists are taken."""

    number: int
    after: date | None
    """The last day of the term before; None for the first, whose lists begin with the plan."""
    day: Day
    """Its last day, or the day of the document if that comes earlier."""
    is_running: bool
    """Whether it goes on after that day."""

    def has(self, recorded: date) -> bool:
        return recorded <= self.day.on and (self.after is None or recorded > self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermNote:
    """What a quarterly review said about a milestone beside its benchmarks, or what an action item used."""

    recorded: date
    item: str = ""
    """The code of the action item that used the resources; empty for the whole milestone."""
    resources: str = ""
    comments: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateItem:
    code: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletedOutput:
    code: str
    output: str
    evidence: str
    completed_on: date


@dataclass(frozen=True, slots=True)
class CauseGiven:
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateChange:
    old: date | None
    new: date | None
    reason: str
    cause: str


@dataclass(frozen=True, slots=True)
class Cancellation:
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Addition:
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class LateWithoutCause:
    """Completed after its date, and nobody said why."""

    days: int


Adjustment = CauseGiven | DateChange | RecoveryStep | Cancellation | Addition | LateWithoutCause


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAdjustments:
    code: str
    adjustments: Sequence[Adjustment]
    """In the order in which they were reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneQuarter:
    """A milestone's column for one quarter."""

    span: TermSpan
    progress: Progress
    outputs: Sequence[CompletedOutput]
    """By the day of completion."""
    behind: Sequence[LateItem]
    """The longest overdue first."""
    adjustments: Sequence[ItemAdjustments]
    notes: Sequence[TermNote]


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneCause:
    code: str
    cause: str
    """Empty if nobody gave one."""
    recoveries: Sequence["ItemRecovery"]
    """The newest step of each action item that is still behind."""


@dataclass(frozen=True, slots=True)
class ItemRecovery:
    code: str
    """The item's."""
    step: RecoveryStep


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategySemester:
    """A strategy's column for one semester."""

    span: TermSpan
    milestones: MilestoneCounts
    progress: Progress
    """Over the action items of its milestones."""
    behind: Sequence[MilestoneCause]


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneTable:
    code: str
    title: str
    quarters: Sequence[MilestoneQuarter | None]
    """None for a quarter that has not begun by the day of the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyTables:
    code: str
    title: str
    taken_out_on: date | None
    """The day on which it left the plan; None if it was in it."""
    why_taken_out: str
    semesters: Sequence[StrategySemester | None]
    """As for quarters."""
    milestones: Sequence[MilestoneTable]
    outcomes: Sequence[PlanOutcome]
    """Its benchmarks and measures, each with its newest reading by the day of the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImplementationData:
    """A plan's tables, as of a day."""

    day: Day
    outcomes: Sequence[PlanOutcome]
    """All benchmarks and measures, those of goals too."""
    goals: Mapping[str, str]
    """Their texts by code."""
    strategies: Sequence[StrategyTables]
    without_milestone: MilestoneTable | None
    """The action items that belong to no milestone; None if there are none."""
