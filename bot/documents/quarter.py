"""Tool A's Implementation Data and its tables of supports as a document."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.documents import implementation
from bot.documents.document import Block, Bullets, Cell, Document, DocumentTable, Paragraph, SectionHeading
from bot.messages.items import support_table
from bot.messages.outcomes import sentence
from conversations.documents.implementation import (
    Addition,
    Adjustment,
    Cancellation,
    CauseGiven,
    DateChange,
    ImplementationData,
    LateWithoutCause,
    MilestoneQuarter,
    MilestoneTable,
    RecoveryStep,
    StrategySemester,
    StrategyTables,
)
from conversations.highlight import DatedOutcome
from plans.item_progress import Day
from plans.outcomes import OutcomeKind, PlanOutcome
from plans.progress import Fraction
from prompts import formats, plain
from storage.documents import supports
from storage.items.support_values import Support
from storage.plans import wordings
from storage.plans.plans import PlanSummary

NOUN = "documents.quarter"
Term = TypeVar("Term")
_OUTCOMES = {
    OutcomeKind.SHORT_TERM: "short_term_outcomes",
    OutcomeKind.EARLY_EVIDENCE: "early_evidence",
    OutcomeKind.FINAL: "final_outcomes",
    OutcomeKind.STRATEGY_MEASURE: "measures",
}
"""The headings of a strategy's benchmarks and measures, in this order."""


def quarter(session: Session, plan: PlanSummary, day: Day) -> Document:
    """As of the day: the same facts whenever it is made."""
    return _document(
        plan,
        wordings.district_on(session, plan, day.on),
        implementation.load(session, plan, day),
        supports.as_of(session, plan, day.on),
    )


def _document(plan: PlanSummary, district: str, tables: ImplementationData, listed: Sequence[Support]) -> Document:
    about = [plain(NOUN, "about_plan", plan=plan), plain(NOUN, "as_of", day=tables.day), plain(NOUN, "how_counted")]
    if district:
        about.insert(0, plain(NOUN, "about_district", district=district))
    return Document(
        title=plain(NOUN, "title", plan=plan),
        organization=plan.organization,
        about=about,
        made_on=tables.day.on,
        blocks=[
            *(block for strategy in tables.strategies for block in _strategy(strategy, tables.day)),
            *(_outside(tables.without_milestone) if tables.without_milestone else ()),
            *_supports(listed, tables.day),
        ],
    )


def _strategy(strategy: StrategyTables, day: Day) -> Iterator[Block]:
    title = plain(NOUN, "strategy_title", strategy=strategy)
    yield SectionHeading(1, title)
    if strategy.taken_out_on:
        yield Paragraph(plain(NOUN, "taken_out", strategy=strategy))
    yield DocumentTable(
        name=title,
        columns=[plain(NOUN, "strategy", code=strategy.code), *_columns("semester", strategy.semesters)],
        rows=_rows(_SEMESTER_ROWS, strategy.semesters),
    )
    for milestone in strategy.milestones:
        heading = plain(NOUN, "milestone_title", milestone=milestone)
        yield SectionHeading(2, heading)
        yield _quarters(heading, plain(NOUN, "milestone", code=milestone.code), milestone)
    for kind, heading in _OUTCOMES.items():
        lines = [_outcome(outcome, day) for outcome in strategy.outcomes if outcome.kind is kind]
        if lines:
            yield SectionHeading(2, plain(NOUN, heading))
            yield Bullets(lines)


def _outside(table: MilestoneTable) -> Iterator[Block]:
    heading = plain(NOUN, "without_milestone")
    yield SectionHeading(1, heading)
    yield _quarters(heading, heading, table)


def _quarters(name: str, corner: str, milestone: MilestoneTable) -> DocumentTable:
    return DocumentTable(
        name=name,
        columns=[corner, *_columns("quarter", milestone.quarters)],
        rows=_rows(_QUARTER_ROWS, milestone.quarters),
    )


def _outcome(outcome: PlanOutcome, day: Day) -> str:
    dated = DatedOutcome(outcome=outcome, verdict=outcome.verdict(day.on))
    return plain(NOUN, "benchmark_line", outcome=outcome, sentence=sentence(dated))


# ---------------------------------------------------------------- tables of terms


def _columns(kind: str, terms: Sequence[StrategySemester | MilestoneQuarter | None]) -> list[str]:
    """A running term says through which day it counts."""
    spans = [term.span if term else None for term in terms]
    return [
        plain(NOUN, kind, number=number, through=span.day.on if span and span.is_running else None)
        for number, span in enumerate(spans, start=1)
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


_SEMESTER_ROWS: Mapping[str, Callable[[StrategySemester], Cell]] = {
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
    return _or_none(plain(NOUN, "typed_clause", text=note.resources) for note in term.notes if note.resources)


def _comments(term: MilestoneQuarter) -> Cell:
    comments = [plain(NOUN, "typed_sentence", text=note.comments) for note in term.notes if note.comments]
    beside = plain(NOUN, "counted_beside", progress=term.progress)
    return _or_none([*comments, beside] if beside else comments)


_QUARTER_ROWS: Mapping[str, Callable[[MilestoneQuarter], Cell]] = {
    "actions_completed": _completed,
    "outputs_completed": _outputs,
    "actions_on_time": _on_time,
    "actions_behind": _behind,
    "cause_and_adjustments": _adjustments,
    "resources_used": _resources,
    "additional_comments": _comments,
}


# ---------------------------------------------------------------- supports


def _supports(listed: Sequence[Support], day: Day) -> Iterator[Block]:
    """Tool A's two forms: what was provided and how it was used, then all that was needed."""
    yield SectionHeading(1, plain(NOUN, "supports"))
    if not listed:
        yield Paragraph(plain(NOUN, "no_supports"))
        return
    provided = [support for support in listed if support.state in support_table.GIVEN]
    if provided:
        yield from _form("supports_used", support_table.USED, [support_table.used_cells(each) for each in provided])
    needed = [support_table.needed_cells(support, day.on) for support in listed]
    yield from _form("supports_needed", support_table.NEEDED, needed)


def _form(name: str, form: Iterable[str], rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    heading = plain(NOUN, name)
    yield SectionHeading(2, heading)
    yield DocumentTable(
        name=heading,
        columns=[plain(support_table.NOUN, label) for label in form],
        rows=[[(cell,) for cell in row] for row in rows],
    )
