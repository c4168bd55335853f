"""Tool A's Implementation Data: what a strategy and its milestones brought by the end of each term.

Counts are those of the term's last day, over all action items known by then. Lists hold what was reported in the term.
An event belongs to the term in whose span it was recorded, so that a past term never changes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from conversations.check_in import Happened
from plans import progress
from plans.item_events import Added, Cancelled, Completed, DueMoved, Event, StatusReported
from plans.item_progress import Day, ItemProgress
from plans.milestones import MilestoneCounts, MilestoneProgress, MilestoneState, count_milestones
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
    """What a quarterly review said about a milestone beside its benchmarks."""

    recorded: date
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
    semesters: Sequence[StrategySemester | None]
    """As for quarters."""
    milestones: Sequence[MilestoneTable]
    outcomes: Sequence[PlanOutcome]
    """Its benchmarks and measures, each with its newest reading by the day of the document."""


def milestone_quarter(items: Sequence[ItemRecord], notes: Iterable[TermNote], span: TermSpan) -> MilestoneQuarter:
    stands = [(item, now) for item in items if (now := item.at(span.day.on)) is not None]
    behind = [
        LateItem(code=item.code, days=(span.day.on - now.due).days)
        for item, now in stands
        if now.due is not None and not now.cancelled and _as_of(now, span).is_behind(span.day)
    ]
    listed = [(item, tuple(_adjustments(item, span))) for item, _ in stands]
    return MilestoneQuarter(
        span=span,
        progress=progress.count((progress.group_of(now, span.day) for _, now in stands), span.day),
        outputs=sorted(_outputs(stands, span), key=lambda output: output.completed_on),
        behind=sorted(behind, key=lambda late: -late.days),
        adjustments=[ItemAdjustments(code=item.code, adjustments=each) for item, each in listed if each],
        notes=[note for note in notes if span.has(note.recorded)],
    )


def strategy_semester(
    milestones: Sequence[MilestoneProgress], items_of: Mapping[str, Sequence[ItemRecord]], span: TermSpan
) -> StrategySemester:
    """`milestones` are the strategy's, as of the semester's last day; the items are by their milestone's code."""
    behind = [milestone for milestone in milestones if milestone.state is MilestoneState.BEHIND]
    return StrategySemester(
        span=span,
        milestones=count_milestones(milestones),
        behind=[
            MilestoneCause(
                code=milestone.code,
                cause=milestone.cause.cause if milestone.cause else "",
                recoveries=_open_recoveries(items_of.get(milestone.code, ()), span),
            )
            for milestone in behind
        ],
    )


def _as_of(now: ItemProgress, span: TermSpan) -> ItemProgress:
    """A completion announced for a later day does not count yet."""
    return now if now.completed_on is None or now.completed_on <= span.day.on else ItemProgress(due=now.due)


def _outputs(stands: Iterable[tuple[ItemRecord, ItemProgress]], span: TermSpan) -> Iterator[CompletedOutput]:
    """Of what was reported complete in the term and still is at its end."""
    for item, now in stands:
        reported = [each.event for each in item.events if isinstance(each.event, Completed)]
        newest = next((event for event in reversed(reported) if event.recorded <= span.day.on), None)
        if now.completed_on is None or now.cancelled or newest is None or not span.has(newest.recorded):
            continue
        yield CompletedOutput(code=item.code, output=item.output, evidence=item.evidence, completed_on=now.completed_on)


def _adjustments(item: ItemRecord, span: TermSpan) -> Iterator[Adjustment]:
    dated = [*_of_events(item, span), *((step.recorded, step) for step in item.recoveries if span.has(step.recorded))]
    reported = [adjustment for _, adjustment in sorted(dated, key=lambda each: each[0])]
    yield from reported
    now = item.at(span.day.on)
    if now is None or now.due is None or now.completed_on is None or now.completed_on <= now.due:
        return
    is_reported_now = any(isinstance(each.event, Completed) and span.has(each.event.recorded) for each in item.events)
    if is_reported_now and not any(isinstance(each, CauseGiven) for each in reported):
        yield LateWithoutCause((now.completed_on - now.due).days)


def _of_events(item: ItemRecord, span: TermSpan) -> Iterator[tuple[date, Adjustment]]:
    before: ItemProgress | None = None
    causes = _causes(item)
    for each in item.events:
        event = each.event
        if span.has(event.recorded):
            match event:
                case StatusReported() if event in causes:
                    yield event.recorded, CauseGiven(event.cause)
                case DueMoved() if before is not None and before.due != event.due:
                    moved = DateChange(old=before.due, new=event.due, reason=event.reason, cause=event.cause)
                    yield event.recorded, moved
                case Cancelled(reason=reason):
                    yield event.recorded, Cancellation(event.recorded, reason)
                case Added(reason=reason) if not item.is_original:
                    yield event.recorded, Addition(event.recorded, reason)
        before = each.after


def _causes(item: ItemRecord) -> list[StatusReported]:
    """Each cause once; of several reports of one day, the last counts."""
    by_day = {each.event.recorded: each.event for each in item.events if isinstance(each.event, StatusReported)}
    by_cause = {report.cause: report for report in reversed(by_day.values()) if report.cause}
    return list(by_cause.values())


def _open_recoveries(items: Iterable[ItemRecord], span: TermSpan) -> list[ItemRecovery]:
    steps = []
    for item in items:
        now = item.at(span.day.on)
        of_term = [step for step in item.recoveries if step.recorded <= span.day.on]
        if now is not None and not now.cancelled and _as_of(now, span).is_behind(span.day) and of_term:
            steps.append(ItemRecovery(item.code, of_term[-1]))
    return steps


@dataclass(frozen=True, slots=True, kw_only=True)
class ImplementationData:
    """A plan's tables, as of a day."""

    day: Day
    strategies: Sequence[StrategyTables]
    without_milestone: MilestoneTable | None
    """The action items that belong to no milestone; None if there are none."""


def spans(lasts: Sequence[tuple[date, date]], day: Day) -> list[TermSpan | None]:
    """One span for each term, given as its first and last day; None for a term that begins after the day."""
    columns: list[TermSpan | None] = []
    before: date | None = None
    for number, (first, last) in enumerate(lasts, start=1):
        has_begun = number == 1 or first <= day.on
        end = Day(last) if last < day.on else day
        columns.append(TermSpan(number=number, after=before, day=end, is_running=day.on < last) if has_begun else None)
        before = last
    return columns
