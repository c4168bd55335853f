"""What a month brought: the facts that the minutes are drafted from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from conversations.parts import PartKind
from plans.item_events import Status
from plans.lagging import LaggingItem
from plans.milestones import MilestoneCounts
from plans.outcomes import PlanOutcome, TargetVerdict
from plans.readings import OutcomeReading


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletedWork:
    """An action item or a milestone completed since the last minutes."""

    code: str
    text: str
    who: str
    on: date
    """The day on which it was reported."""
    completed_on: date | None = None
    due: date | None = None
    evidence: str = ""
    posted: Sequence[str] = ()
    """Names of the files and links posted about it."""
    open_items: Sequence[str] = ()
    """Codes of a milestone's action items that stay open."""

    @property
    def days_late(self) -> int:
        """0 also without a due date."""
        return max(0, (self.completed_on - self.due).days) if self.completed_on and self.due else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthAnswer:
    """One person's answer in the month about an action item, milestone, benchmark or measure."""

    id: int = 0
    code: str
    text: str
    status: Status
    who: str
    on: date
    cause: str = ""
    is_ours: bool | None = None
    """Whether the cause is the school's to act on; None if nobody said."""
    recovery: str = ""
    recovery_by: date | None = None
    evidence: str = ""
    reading: OutcomeReading | None = None
    due: date | None = None
    on_behalf_of: str = ""
    late: bool = False
    is_milestone: bool = False
    corrects: str = ""
    """The earlier period that the answer corrects, if its minutes are published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lagging:
    """An action item or a milestone behind or at risk on the day of drafting."""

    item: LaggingItem
    reported: bool
    """Whether anybody answered about it in this month's check-in."""
    asked: bool = True
    is_milestone: bool = False
    posted: Sequence[str] = ()
    """Names of the files and links posted about it."""

    @property
    def code(self) -> str:
        return self.item.code


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedOutcome:
    """A benchmark or measure on the day of the minutes or the status."""

    outcome: PlanOutcome
    verdict: TargetVerdict
    is_news: bool = True
    """Whether its newest reading came after the last minutes."""
    names_text: bool = True
    """Whether its kind and date alone would not say which it is."""
    exhibits: tuple[str, ...] = ()
    """Names of the files and links that were shown of it at the discussion, beside the reading's own source."""
    posted: tuple[str, ...] = ()
    """Names of those posted in reply to a check-in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSupport:
    """Support asked for and not provided yet."""

    id: int
    code: str
    needed: str
    asked_on: date
    provider: str
    days_open: int
    passed_to: str = ""
    """The organization above the plan's that was asked; empty within the plan's own."""
    is_with_district: bool = False
    passed_on: date | None = None
    promised_for: date | None = None
    refusal: str = ""
    """Why the provider can't, where no one else has been asked since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRisk:
    id: int
    risk: str
    mitigation: str
    owner: str
    """Who sees to the mitigation."""
    who: str
    """Who named it."""
    on: date
    due: date | None = None
    """The day by which the mitigation is done."""
    is_mitigated: bool = False
    """Whether its mitigation is reported as done: it is no next step any more."""


class Change(StrEnum):
    """How a part of the plan, or the whole plan, was modified."""

    ADDED = "added"
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    DATE_MOVED = "date_moved"
    REGROUPED = "regrouped"
    """An action item was moved to another milestone."""
    REASSIGNED = "reassigned"
    REVISED = "revised"
    """The words of a part were changed."""
    DROPPED = "dropped"
    """A measure or benchmark was taken out of the plan."""
    SEVERAL_ADDED = "several_added"
    """Many parts were added at once, as by a file."""
    BACK_ON_TRACK = "back_on_track"
    """An item was completed by the date to which an earlier month moved it."""
    BEHIND_AGAIN = "behind_again"
    """That date has passed, and the item is open."""
    IMPORTED = "imported"
    """A file filled a plan that was empty."""


class ChangeSource(StrEnum):
    """The history that a modification is read from."""

    ITEM = "item"
    MILESTONE = "milestone"
    REGROUPING = "regrouping"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class ChangeReference:
    """A modification's event, by its id in that history."""

    source: ChangeSource
    id: int


@dataclass(frozen=True, slots=True)
class RevisedField:
    """One field before and after the change. Empty text stands for nothing; dates are days."""

    name: str
    before: str | date
    after: str | date


@dataclass(frozen=True, slots=True, kw_only=True)
class Modification:
    change: Change
    part: PartKind = PartKind.ACTION_ITEM
    code: str
    """Of a measure or benchmark, that of its goal or strategy."""
    text: str
    reason: str
    who: str
    on: date
    old_due: date | None = None
    new_due: date | None = None
    first_due: date | None = None
    times_moved: int = 0
    """How often its date had moved by then, this change included."""
    old_milestone: str = ""
    """Code of the milestone it was moved from; empty for none."""
    new_milestone: str = ""
    cause: str = ""
    """The cause that was given for missing the date before; without this line, no one would read it."""
    is_ours: bool | None = None
    """Whether the cause is the school's to act on, if somebody said."""
    completed_on: date | None = None
    """For a moved date that was told earlier: when the item was completed."""
    old_owner: str = ""
    """A role or a name; empty for no one."""
    new_owner: str = ""
    fields: Sequence[RevisedField] = ()
    codes: Sequence[str] = ()
    """Of the parts that were added at once."""
    at: datetime | None = None
    """The moment; all changes of one file have the same."""
    reference: ChangeReference | None = None
    """None for several changes in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingUp:
    """An open action item, or a milestone that is not complete, due before the next discussion."""

    id: int
    code: str
    text: str
    due: date
    owner: str
    not_started: bool = False
    is_milestone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    today: date
    since: date | None = None
    """The first day that the minutes cover."""
    until: date | None = None
    """The last day on which next steps are due."""
    completed: Sequence[CompletedWork] = ()
    on_track: Sequence[str] = ()
    """Codes of the action items that were reported on track."""
    recoveries: Sequence[MonthAnswer] = ()
    """The newest answers about action items and milestones that name a recovery step."""
    milestones: MilestoneCounts = field(default_factory=MilestoneCounts)
    completed_milestones: Sequence[CompletedWork] = ()
    corrections: Sequence[MonthAnswer] = ()
    """Of earlier months, whose minutes are published: they report nothing about this one."""
    outcomes: Sequence[PlanOutcome] = ()
    exhibits: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What the agenda's presenters showed, by the outcome's key."""
    posted: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Names of what was posted since the last minutes about benchmarks and measures, by key, and items, by code."""
    behind: Sequence[Lagging] = ()
    """The longest overdue first."""
    at_risk: Sequence[Lagging] = ()
    behind_milestones: Sequence[Lagging] = ()
    at_risk_milestones: Sequence[Lagging] = ()
    supports: Sequence[OpenSupport] = ()
    risks: Sequence[NamedRisk] = ()
    modifications: Sequence[Modification] = ()
    coming_up: Sequence[ComingUp] = ()
