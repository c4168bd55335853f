"""Where a milestone stands at the end of a day: by its date, and by what its lead reported until then.

What counts for an action item counts here, too: dates decide, reports only explain, and an event counts from the day
on which it was recorded.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from plans.dates import DateColumn, PlanYear, Span, UnreadableDate, read_when
from plans.item_events import Added, DueMoved, Event, Reopened, Status, StatusReported
from plans.item_progress import Day, ItemProgress, after
from plans.lagging import LaggingItem, LaggingItems
from plans.school_calendar import SchoolCalendar


class MilestoneState(StrEnum):
    COMPLETE = "complete"
    ON_COURSE = "on_course"
    AT_RISK = "at_risk"
    """Its lead said behind, and its date has not passed."""
    BEHIND = "behind"
    """Past its date and not known to be complete, whatever its lead said."""
    NO_REPORT = "no_report"


@dataclass(frozen=True, slots=True)
class MilestoneHistory:
    """A milestone has the events of an action item, but is never canceled."""

    code: str
    title: str
    strategy: str
    lead: str | None
    events: tuple[Event, ...]
    """In the order in which they were recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneProgress:
    """One milestone as of a day."""

    code: str
    title: str
    strategy: str
    lead: str | None
    state: MilestoneState
    due: date | None
    first_due: date | None
    times_moved: int
    completed_on: date | None
    days_late: int
    """Of a milestone behind or completed after its date; 0 for all others."""
    cause: StatusReported | None
    """The report that gave the cause of missing the current date."""
    on_course_on: date | None
    """The day of the lead's last report, if it says "on course" although the date had passed by then."""
    report: StatusReported | None
    """The lead's last report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneCounts:
    """How many milestones stand where."""

    complete: int = 0
    on_course: int = 0
    at_risk: int = 0
    behind: int = 0
    no_report: int = 0

    @property
    def total(self) -> int:
        return self.complete + self.on_course + self.at_risk + self.behind + self.no_report


def milestone_progress(history: MilestoneHistory, day: Day) -> MilestoneProgress | None:
    """None if the milestone did not exist yet."""
    at_end = _at_end_of(day.on, history.events)
    if at_end is None:
        return None
    now, report = at_end.progress, at_end.report
    return MilestoneProgress(
        code=history.code,
        title=history.title,
        strategy=history.strategy,
        lead=history.lead,
        state=_state(now, report, day),
        due=now.due,
        first_due=now.first_due,
        times_moved=now.times_moved,
        completed_on=now.completed_on,
        days_late=_days_late(now, day),
        cause=at_end.cause,
        on_course_on=report.recorded if report is not None and _denies_its_date(report, now.due) else None,
        report=report,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _AtEndOfDay:
    progress: ItemProgress
    report: StatusReported | None = None
    cause: StatusReported | None = None


def _at_end_of(day: date, events: Iterable[Event]) -> _AtEndOfDay | None:
    history: list[tuple[Event, _AtEndOfDay]] = []
    """Each event with where the milestone stood after it."""
    for event in events:
        if event.recorded > day:
            continue
        if isinstance(event, Added):
            history.append((event, _AtEndOfDay(progress=after(None, event))))
        elif history:
            history.append((event, _before_moves(history, event) or _after(history[-1][1], event)))
    stands = history[-1][1] if history else None
    if stands is not None and stands.progress.completed_on is not None and stands.progress.completed_on > day:
        # Announced ahead: it counts when its day comes.
        return replace(stands, progress=replace(stands.progress, completed_on=None))
    return stands


def _before_moves(history: Sequence[tuple[Event, _AtEndOfDay]], event: Event) -> _AtEndOfDay | None:
    """For an undone move: where the milestone stood with that date, if only moves followed."""
    if not isinstance(event, DueMoved) or not event.is_undo:
        return None
    for (later, _), (_, stood) in pairwise(reversed(history)):
        if not isinstance(later, DueMoved):
            return None
        if stood.progress.due == event.due:
            return stood
    return None


def _after(before: _AtEndOfDay, event: Event) -> _AtEndOfDay:
    now = replace(before, progress=after(before.progress, event))
    match event:
        case StatusReported():
            return replace(now, report=event, cause=event if event.cause else before.cause)
        case Reopened():
            return replace(now, report=None, cause=None)
        case DueMoved() if now.progress.due != before.progress.due:
            return replace(now, cause=None)
        case _:
            return now


def lagging_milestones(milestones: Iterable[MilestoneProgress]) -> LaggingItems:
    """Those behind or at risk, with their leads as owners."""
    lagging = [(milestone.state, _lagging(milestone)) for milestone in milestones]
    behind = [item for state, item in lagging if state is MilestoneState.BEHIND]
    at_risk = [item for state, item in lagging if state is MilestoneState.AT_RISK]
    return LaggingItems(
        behind=sorted(behind, key=lambda item: -item.days_late),
        at_risk=sorted(at_risk, key=lambda item: item.due or date.max),
    )


def _lagging(milestone: MilestoneProgress) -> LaggingItem:
    return LaggingItem(
        code=milestone.code,
        text=milestone.title,
        strategy=milestone.strategy,
        owner=milestone.lead,
        due=milestone.due,
        first_due=milestone.first_due,
        times_moved=milestone.times_moved,
        days_late=milestone.days_late,
        cause=milestone.cause,
        cause_by="",
        on_track_on=milestone.on_course_on,
    )


def count_milestones(milestones: Iterable[MilestoneProgress]) -> MilestoneCounts:
    states = Counter(milestone.state.value for milestone in milestones)
    return MilestoneCounts(**states)


def counts_by_strategy(milestones: Iterable[MilestoneProgress]) -> Mapping[str, MilestoneCounts]:
    grouped: dict[str, list[MilestoneProgress]] = {}
    for milestone in milestones:
        grouped.setdefault(milestone.strategy, []).append(milestone)
    return {strategy: count_milestones(group) for strategy, group in grouped.items()}


def _state(now: ItemProgress, report: StatusReported | None, day: Day) -> MilestoneState:
    """A report of "not started" says nothing about the course."""
    if not now.is_open:
        return MilestoneState.COMPLETE
    if now.is_behind(day):
        return MilestoneState.BEHIND
    if now.said_behind:
        return MilestoneState.AT_RISK
    if report is None or report.status is Status.NOT_STARTED:
        return MilestoneState.NO_REPORT
    return MilestoneState.ON_COURSE


def _days_late(now: ItemProgress, day: Day) -> int:
    if now.due is None or not now.is_due(day):
        return 0
    return max(0, ((now.completed_on or day.on) - now.due).days)


def _denies_its_date(report: StatusReported, due: date | None) -> bool:
    return report.status is Status.ON_TRACK and due is not None and report.recorded > due


# ---------------------------------------------------------------- dates by quarter


def year_with_quarters(calendar: SchoolCalendar, year: PlanYear) -> PlanYear:
    """The year with the quarters of the school's calendar, which are three months each without one."""
    quarters = calendar.quarters(year.school_year)
    return PlanYear(year.school_year, tuple(Span(quarter.first, quarter.last) for quarter in quarters))


def quarter_end(quarter: str, year: PlanYear) -> date | None:
    """The due date of a milestone that has none: its quarter's last day. None for words that name no time."""
    number = _NUMBER.fullmatch(quarter.strip())
    words = f"Q{number[1]}" if number else quarter
    if not words.strip():
        return None
    try:
        return read_when(words, role=DateColumn.COMPLETION, year=year).due
    except UnreadableDate:
        return None


_NUMBER = re.compile(r"([1-4])(?:st|nd|rd|th)?", re.IGNORECASE)
"""A quarter in a column of its own: "2", "2nd"."""
