"""Measures and benchmarks with their newest readings, and whether they were reached. Numbers decide over words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from plans.dated_targets import DatedTarget
from plans.figures import Target, reaches, target_in, target_of_measure
from plans.item_events import Status
from plans.readings import OutcomeReading, ReportedReading


class OutcomeKind(StrEnum):
    """The three kinds of benchmark, then measures. In this order they are listed."""

    EARLY_EVIDENCE = "early_evidence"
    SHORT_TERM = "short_term"
    FINAL = "final"
    STRATEGY_MEASURE = "strategy_measure"
    GOAL_MEASURE = "goal_measure"

    @property
    def is_measure(self) -> bool:
        return self in (OutcomeKind.STRATEGY_MEASURE, OutcomeKind.GOAL_MEASURE)


class TargetVerdict(StrEnum):
    """How a value compares with its target, or, where the two cannot be compared, whether a date was missed."""

    REACHED = "reached"
    REACHED_LATE = "reached_late"
    """It reaches its target by a reading taken after its date."""
    NOT_YET = "not_yet"
    MISSED = "missed"
    """It does not reach its target, and its date has passed."""
    DATE_PASSED = "date_passed"
    """Its date has passed, nothing can be compared, and nobody says that it was reached."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedTarget:
    """One of several dated targets, judged by its own day."""

    target: Target
    day: date
    verdict: TargetVerdict
    reading: OutcomeReading | None = None
    """What it was judged by: the newest by its day, or a later one that reaches it; None without one."""
    is_withheld: bool = False
    """Whether the reading that decides is of too few students. Then nothing is said of it."""

    @property
    def is_missed(self) -> bool:
        return self.verdict in (TargetVerdict.MISSED, TargetVerdict.DATE_PASSED)

    @property
    def is_reached(self) -> bool:
        return self.verdict in (TargetVerdict.REACHED, TargetVerdict.REACHED_LATE)


def judge(dated: DatedTarget, readings: Sequence[OutcomeReading], today: date) -> JudgedTarget:
    """`readings` are those of the outcome that are known today, the earliest first."""
    compared = [reading for reading in readings if reaches(reading.figure, dated.target) is not None]
    newest = next((reading for reading in reversed(compared) if reading.taken_on <= dated.day), None)
    later = [reading for reading in compared if reading.taken_on > dated.day]
    late = next((reading for reading in later if reaches(reading.figure, dated.target)), None)
    if newest is not None and reaches(newest.figure, dated.target):
        return _judged(dated, TargetVerdict.REACHED, newest)
    if late is not None:
        return _judged(dated, TargetVerdict.REACHED_LATE, late)
    if _is_withheld(dated, readings, newest):
        return replace(_judged(dated, TargetVerdict.NONE), is_withheld=True)
    if dated.day >= today:
        return _judged(dated, TargetVerdict.NOT_YET if newest else TargetVerdict.NONE, newest)
    return _judged(dated, TargetVerdict.MISSED, compared[-1]) if compared else _judged(dated, TargetVerdict.DATE_PASSED)


def _is_withheld(dated: DatedTarget, readings: Iterable[OutcomeReading], newest: OutcomeReading | None) -> bool:
    """Whether the newest reading by the target's day is one that is not shown."""
    days = [reading.taken_on for reading in readings if reading.withheld and reading.taken_on <= dated.day]
    return bool(days) and (newest is None or max(days) > newest.taken_on)


def _judged(dated: DatedTarget, verdict: TargetVerdict, reading: OutcomeReading | None = None) -> JudgedTarget:
    return JudgedTarget(target=dated.target, day=dated.day, verdict=verdict, reading=reading)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOutcome:
    """A benchmark or measure, with its newest reading."""

    key: str
    """As the key of a topic about it."""
    kind: OutcomeKind
    code: str
    """Of its goal or strategy."""
    text: str
    due: date | None = None
    baseline: str = ""
    targets: Sequence[str] = ()
    """Of a measure: one a year."""
    leads: Sequence[str] = ()
    """Who leads its strategy, as the plan names them; empty until they are looked up."""
    newest: ReportedReading | None = None
    """Of all students; where only student groups were read, of the group that was read last."""
    groups: Sequence[ReportedReading] = ()
    """The newest of each other student group."""
    judged: Sequence[JudgedTarget] = ()
    """Where it has several dated targets: all of them, the earliest first."""

    @property
    def target(self) -> Target | None:
        """Of several, the last."""
        if self.judged:
            return self.judged[-1].target
        return target_of_measure(self.baseline, self.targets) if self.kind.is_measure else target_in(self.text)

    @property
    def report(self) -> ReportedReading | None:
        """The newest reading, unless it says that nobody has looked yet."""
        return self.newest if self.newest is not None and self.newest.is_looked_at else None

    @property
    def is_reached(self) -> bool:
        """By its number, or, where that cannot be compared, by the word of whoever reported it."""
        reached = self._reached
        return reached if reached is not None else self.report is not None and self.report.status is Status.DONE

    @property
    def is_as_planned(self) -> bool:
        """Whether it is reached, or none of several targets was missed so far."""
        return self.is_reached or (any(judged.is_reached for judged in self.judged) and self.newest_missed is None)

    @property
    def _reached(self) -> bool | None:
        return reaches(self.report.reading.figure, self.target) if self.report else None

    def verdict(self, today: date) -> TargetVerdict:
        report, is_over = self.report, self.due is not None and self.due < today
        if report is not None and report.reading.withheld:
            return TargetVerdict.NONE
        if self.judged:
            return self._verdict_of_all
        if report is None or self._reached is None:
            return TargetVerdict.DATE_PASSED if is_over and not self.is_reached else TargetVerdict.NONE
        if self._reached:
            is_late = self.due is not None and report.reading.taken_on > self.due
            return TargetVerdict.REACHED_LATE if is_late else TargetVerdict.REACHED
        return TargetVerdict.MISSED if is_over else TargetVerdict.NOT_YET

    @property
    def _verdict_of_all(self) -> TargetVerdict:
        """Of several targets: the newest one missed counts, else the last."""
        missed = self.newest_missed
        if missed is not None or all(judged.is_reached for judged in self.judged):
            return missed.verdict if missed else self.judged[-1].verdict
        return TargetVerdict.NOT_YET if any(judged.reading for judged in self.judged) else TargetVerdict.NONE

    @property
    def newest_missed(self) -> JudgedTarget | None:
        """Of several targets, the last of those missed."""
        return next((judged for judged in reversed(self.judged) if judged.is_missed), None)

    def is_missed(self, today: date) -> bool:
        """Past its date without being reached, or reported as not seen or not moving."""
        says_behind = self.report is not None and self.report.status is Status.BEHIND
        return says_behind or self.verdict(today) in (TargetVerdict.MISSED, TargetVerdict.DATE_PASSED)


def strategies_read(outcomes: Iterable[PlanOutcome]) -> set[str]:
    """The codes of the strategies about whose benchmarks or measures anybody has reported."""
    return {outcome.code for outcome in outcomes if outcome.report and outcome.kind is not OutcomeKind.GOAL_MEASURE}
