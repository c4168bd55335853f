"""Measures and benchmarks with their newest readings, and whether they were reached. Numbers decide over words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from plans.figures import Figure, Target, reaches, read_figure, target_in, target_of_measure
from plans.item_events import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeReading:
    """What was seen of a measure or a benchmark on a day."""

    taken_on: date
    text: str = ""
    """The value as typed."""
    figure: Figure | None = None
    """None without a value, or with one that is not plainly a figure."""
    group_size: int | None = None
    source: str = ""
    """A file, a link or words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedReading:
    """A reading with the word of the person who reported it."""

    reading: OutcomeReading
    status: Status
    who: str
    recorded_on: date
    cause: str = ""
    is_ours: bool | None = None
    """Whether the cause is the school's to act on; None if nobody said."""
    recovery: str = ""
    """The step that could change it."""

    @property
    def is_looked_at(self) -> bool:
        return self.status is not Status.NOT_STARTED or bool(self.reading.text)


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

    @property
    def target(self) -> Target | None:
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
    def _reached(self) -> bool | None:
        return reaches(self.report.reading.figure, self.target) if self.report else None

    def verdict(self, today: date) -> TargetVerdict:
        report, is_over = self.report, self.due is not None and self.due < today
        if report is None or self._reached is None:
            return TargetVerdict.DATE_PASSED if is_over and not self.is_reached else TargetVerdict.NONE
        if self._reached:
            is_late = self.due is not None and report.reading.taken_on > self.due
            return TargetVerdict.REACHED_LATE if is_late else TargetVerdict.REACHED
        return TargetVerdict.MISSED if is_over else TargetVerdict.NOT_YET

    def is_missed(self, today: date) -> bool:
        """Past its date without being reached, or reported as not seen or not moving."""
        says_behind = self.report is not None and self.report.status is Status.BEHIND
        return says_behind or self.verdict(today) in (TargetVerdict.MISSED, TargetVerdict.DATE_PASSED)


def strategies_read(outcomes: Iterable[PlanOutcome]) -> set[str]:
    """The codes of the strategies about whose benchmarks or measures anybody has reported."""
    return {outcome.code for outcome in outcomes if outcome.report and outcome.kind is not OutcomeKind.GOAL_MEASURE}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeHistory:
    """A measure or benchmark beside its target: every value that can be compared with it."""

    outcome: PlanOutcome
    target: Target
    baseline: Figure | None
    readings: tuple[OutcomeReading, ...]
    """The earliest first."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The baseline, then the readings."""
        read = [reading.figure for reading in self.readings if reading.figure is not None]
        return (*([self.baseline] if self.baseline else []), *read)

    @property
    def has_moved(self) -> bool:
        """Whether there is a way to see: two values beside the target."""
        return len(self.figures) > 1


def history(outcome: PlanOutcome, readings: Iterable[OutcomeReading]) -> OutcomeHistory | None:
    """None without a target or without a reading that can be compared with it."""
    target, baseline = outcome.target, read_figure(outcome.baseline)
    compared = tuple(reading for reading in readings if reaches(reading.figure, target) is not None)
    if target is None or not compared:
        return None
    if reaches(baseline, target) is None:
        baseline = None
    return OutcomeHistory(outcome=outcome, target=target, baseline=baseline, readings=compared)
