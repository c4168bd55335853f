"""The readings of a measure or benchmark by their days, beside its baseline and targets: what a run chart shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction as Ratio
from functools import cached_property

from plans.figures import Figure, Target, are_comparable, level, read_figure
from plans.outcomes import PlanOutcome
from plans.readings import OutcomeReading
from plans.run_charts import RunChart, run_chart


@dataclass(frozen=True, kw_only=True)
class OutcomeHistory:
    """A measure or benchmark of all students or of one student group."""

    outcome: PlanOutcome
    student_group: str = ""
    """Empty for all students."""
    target: Target | None
    baseline: Figure | None
    readings: tuple[OutcomeReading, ...]
    """Those with comparable figures, the earliest first."""
    withheld: tuple[OutcomeReading, ...] = ()
    """Those of too few students to be shown."""
    in_other_units: tuple[OutcomeReading, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The baseline, then the readings."""
        return (*([self.baseline] if self.baseline else []), *self._read)

    @property
    def _read(self) -> Sequence[Figure]:
        return [reading.figure for reading in self.readings if reading.figure is not None]

    @property
    def levels(self) -> Sequence[Ratio]:
        """Of the readings."""
        return [level(figure) for figure in self._read]

    @property
    def is_share(self) -> bool:
        """Whether its values are percentages or parts of a whole."""
        return any(figure.percent is not None for figure in self.figures)

    @property
    def has_moved(self) -> bool:
        """Whether there is a way to see: two values."""
        return len(self.figures) > 1

    @cached_property
    def chart(self) -> RunChart:
        """Of the readings; the baseline has no day and is none of them."""
        return run_chart(self.levels)

    @property
    def dated_targets(self) -> Sequence[tuple[Target, date | None]]:
        """Every target with its day, or the outcome's one target with the outcome's date."""
        if self.outcome.judged:
            return [(judged.target, judged.day) for judged in self.outcome.judged]
        return [(self.target, self.outcome.due)] if self.target else []


def histories(outcome: PlanOutcome, readings: Iterable[OutcomeReading]) -> Iterator[OutcomeHistory]:
    """Of all students, then of each student group, in the order in which they were first read.

    None of a group without a figure to show, unless one is withheld: that is said.
    """
    by_group: dict[str, list[OutcomeReading]] = {"": []}
    for reading in readings:
        by_group.setdefault(reading.student_group.casefold(), []).append(reading)
    for of_group in by_group.values():
        if of_group:
            yield _history(outcome, of_group)


def _history(outcome: PlanOutcome, readings: Sequence[OutcomeReading]) -> OutcomeHistory:
    numbered = [reading for reading in readings if reading.figure is not None]
    measured_as = outcome.target.figure if outcome.target else numbered[-1].figure if numbered else None
    compared = [reading for reading in numbered if are_comparable(reading.figure, measured_as)]
    baseline, group = read_figure(outcome.baseline), readings[0].student_group
    return OutcomeHistory(
        outcome=outcome,
        student_group=group,
        target=outcome.target,
        baseline=baseline if not group and are_comparable(baseline, measured_as) else None,
        readings=tuple(compared),
        withheld=tuple(reading for reading in readings if reading.withheld),
        in_other_units=tuple(reading for reading in numbered if reading not in compared),
    )
