"""What a milestone and a strategy brought by the end of each term, worked out from their histories."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from conversations.documents.implementation import (
    Addition,
    Adjustment,
    Cancellation,
    CauseGiven,
    CompletedOutput,
    DateChange,
    ItemAdjustments,
    ItemRecord,
    ItemRecovery,
    LateItem,
    LateWithoutCause,
    MilestoneCause,
    MilestoneQuarter,
    StrategySemester,
    TermNote,
    TermSpan,
)
from plans import progress
from plans.item_events import Added, Cancelled, Completed, DueMoved, StatusReported
from plans.item_progress import Day, ItemProgress
from plans.milestones import MilestoneProgress, MilestoneState, count_milestones
from plans.school_calendar import Term


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
    records = (item for milestone in milestones for item in items_of.get(milestone.code, ()))
    stands = (now for item in records if (now := item.at(span.day.on)) is not None)
    return StrategySemester(
        span=span,
        progress=progress.count((progress.group_of(now, span.day) for now in stands), span.day),
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
    return now if now.completed_on is None or now.completed_on <= span.day.on else replace(now, completed_on=None)


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
class TermOfDay:
    """A semester, with the quarters in it."""

    number: int
    after: date | None
    """The last day of the semester before; None for the first, which begins with the plan."""
    quarters: Sequence[int]
    """Their numbers."""


def term_of(semesters: Sequence[Term], quarters: Sequence[Term], day: Day) -> TermOfDay:
    """The semester that contains the day, or the last one that has begun by then; before the year, the first."""
    begun = [semester for semester in semesters if semester.first <= day.on] or semesters[:1]
    semester, before = begun[-1], begun[:-1]
    numbers = [quarter.number for quarter in quarters if semester.first <= quarter.last <= semester.last]
    return TermOfDay(number=semester.number, after=before[-1].last if before else None, quarters=numbers)


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
