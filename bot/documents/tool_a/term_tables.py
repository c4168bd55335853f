"""Tool A's tables of Implementation Data: a strategy by semester, and a milestone by quarter."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from bot.documents.document import Block, Cell, DocumentTable, SectionHeading
from conversations.documents.implementation import (
    Addition,
    Adjustment,
    Cancellation,
    CauseGiven,
    DateChange,
    LateWithoutCause,
    MilestoneQuarter,
    MilestoneTable,
    RecoveryStep,
    StrategySemester,
    StrategyTables,
)
from plans.progress import Fraction
from plans.school_calendar import QUARTERS
from prompts import formats, plain

NOUN = "documents.quarter"
Term = TypeVar("Term")
ALL_QUARTERS = range(1, QUARTERS + 1)


def semesters(name: str, strategy: StrategyTables) -> DocumentTable:
    columns = dict(enumerate(strategy.semesters, start=1))
    return DocumentTable(
        name=name,
        columns=[plain(NOUN, "strategy", code=strategy.code), *headings("semester", columns)],
        rows=_rows(SEMESTER_ROWS, strategy.semesters),
    )


def milestone(table: MilestoneTable, numbers: Collection[int] = ALL_QUARTERS) -> list[Block]:
    """With the quarters of these numbers."""
    heading = plain(NOUN, "milestone_title", milestone=table)
    corner = plain(NOUN, "milestone", code=table.code)
    return [SectionHeading(2, heading), _quarters(heading, corner, table, numbers)]


def without_milestone(table: MilestoneTable | None, numbers: Collection[int] = ALL_QUARTERS) -> list[Block]:
    """The action items that belong to none; nothing if there are none."""
    if table is None:
        return []
    heading = plain(NOUN, "without_milestone")
    return [SectionHeading(1, heading), _quarters(heading, heading, table, numbers)]


def _quarters(name: str, corner: str, table: MilestoneTable, numbers: Collection[int]) -> DocumentTable:
    columns = {number: term for number, term in enumerate(table.quarters, start=1) if number in numbers}
    return DocumentTable(
        name=name, columns=[corner, *headings("quarter", columns)], rows=_rows(QUARTER_ROWS, [*columns.values()])
    )


def headings(kind: str, terms: Mapping[int, StrategySemester | MilestoneQuarter | None]) -> list[str]:
    """A running term says through which day it counts."""
    spans = {number: term.span if term else None for number, term in terms.items()}
    return [
        plain(NOUN, kind, number=number, through=span.day.on if span and span.is_running else None)
        for number, span in spans.items()
    ]


def _rows(rows: Mapping[str, Callable[[Term], Cell]], terms: Sequence[Term | None]) -> list[list[Cell]]:
    not_yet = (plain(NOUN, "not_yet"),)
    return [
        [(plain(NOUN, label),), *(cell(term) if term is not None else not_yet for term in terms)]
        for label, cell in rows.items()
    ]


def _or_none(lines: Iterable[str]) -> Cell:
    return tuple(lines) or (plain(NOUN, "none_reported"),)


def _milestones_completed(term: StrategySemester) -> Cell:
    if not term.milestones.total:
        return (plain(NOUN, "no_milestones"),)
    return (formats.share(Fraction(term.milestones.complete, term.milestones.total)),)


def _milestones_behind(term: StrategySemester) -> Cell:
    if not term.milestones.total:
        return (plain(NOUN, "no_milestones"),)
    return (plain(NOUN, "milestones_behind_cell", behind=term.behind, total=term.milestones.total),)


def _milestone_causes(term: StrategySemester) -> Cell:
    return _or_none(plain(NOUN, "milestone_cause", milestone=milestone) for milestone in term.behind)


SEMESTER_ROWS: Mapping[str, Callable[[StrategySemester], Cell]] = {
    "milestones_completed": _milestones_completed,
    "milestones_behind": _milestones_behind,
    "cause_and_adjustments": _milestone_causes,
}


def _completed(term: MilestoneQuarter) -> Cell:
    if not term.progress.completed.whole:
        return (plain(NOUN, "no_actions"),)
    return (plain(NOUN, "completed_cell", progress=term.progress),)


def _outputs(term: MilestoneQuarter) -> Cell:
    return _or_none(plain(NOUN, "output", output=output) for output in term.outputs)


def _on_time(term: MilestoneQuarter) -> Cell:
    if not term.progress.on_time.whole:
        return (plain(NOUN, "none_due"),)
    return (plain(NOUN, "on_time_cell", progress=term.progress),)


def _behind(term: MilestoneQuarter) -> Cell:
    if not term.progress.behind.whole and not term.progress.at_risk:
        return (plain(NOUN, "none_due"),)
    return (plain(NOUN, "behind_cell", progress=term.progress, behind=term.behind),)


def _adjustments(term: MilestoneQuarter) -> Cell:
    return _or_none(
        plain(NOUN, "adjustments", code=item.code, lines=[_adjustment(each) for each in item.adjustments])
        for item in term.adjustments
    )


def _adjustment(adjustment: Adjustment) -> str:
    return plain(NOUN, _ADJUSTMENTS[type(adjustment)], adjustment=adjustment)


_ADJUSTMENTS: Mapping[type[Adjustment], str] = {
    CauseGiven: "cause_given",
    DateChange: "date_change",
    RecoveryStep: "recovery_step",
    Cancellation: "cancellation",
    Addition: "addition",
    LateWithoutCause: "late_without_cause",
}


def _resources(term: MilestoneQuarter) -> Cell:
    return _or_none(plain(NOUN, "resources", note=note) for note in term.notes if note.resources)


def _comments(term: MilestoneQuarter) -> Cell:
    comments = [plain(NOUN, "typed_sentence", text=note.comments) for note in term.notes if note.comments]
    beside = plain(NOUN, "counted_beside", progress=term.progress)
    return _or_none([*comments, beside] if beside else comments)


QUARTER_ROWS: Mapping[str, Callable[[MilestoneQuarter], Cell]] = {
    "actions_completed": _completed,
    "outputs_completed": _outputs,
    "actions_on_time": _on_time,
    "actions_behind": _behind,
    "cause_and_adjustments": _adjustments,
    "resources_used": _resources,
    "additional_comments": _comments,
}
