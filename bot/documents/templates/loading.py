"""Loads the fields of a district's template: the same values, in the same words, as our own documents print."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.documents.document import Cell
from bot.documents.templates.fields import (
    BenchmarkFields,
    MilestoneFields,
    PlanFields,
    QuarterFields,
    SemesterFields,
    StrategyFields,
    SupportNeededFields,
    SupportUsedFields,
)
from bot.documents.tool_a import implementation, outcomes, term_tables
from bot.documents.tool_a.term_tables import Term
from bot.messages.items import support_table
from conversations.documents.implementation import MilestoneQuarter, StrategySemester, StrategyTables
from plans.item_progress import Day
from prompts import formats, plain
from storage.documents import supports
from storage.items import progress
from storage.items.support_values import Support
from storage.plans import wordings
from storage.plans.plans import PlanSummary

NOUN = "documents"


def load(session: Session, plan: PlanSummary, day: Day) -> PlanFields:
    with formats.for_a_file(f"{plan.starts_on:%Y-%m}"):
        counts = progress.count(session, plan.id, day)
        listed = supports.as_of(session, plan, day.on)
        provided = [support for support in listed if support.state in support_table.GIVEN]
        return PlanFields(
            school=plan.organization,
            district=wordings.district_on(session, plan, day.on),
            plan=plan.title,
            school_year=plan.school_year,
            as_of=formats.day(day.on),
            completed=formats.share(counts.completed),
            on_time=formats.share(counts.on_time),
            completed_late=formats.share(counts.completed_late),
            behind=formats.share(counts.behind),
            at_risk=str(counts.at_risk),
            strategies=[_strategy(tables, day) for tables in implementation.load(session, plan, day).strategies],
            supports_used=[_used(support) for support in provided],
            supports_needed=[_needed(support, day.on) for support in listed],
        )


def _strategy(tables: StrategyTables, day: Day) -> StrategyFields:
    kinds = outcomes.OF_STRATEGIES
    return StrategyFields(
        code=tables.code,
        title=tables.title,
        semesters=[
            SemesterFields(semester=name, **_cells(term_tables.SEMESTER_ROWS, term))
            for name, term in zip(_names("semester", tables.semesters), tables.semesters, strict=True)
        ],
        milestones=[
            MilestoneFields(
                code=milestone.code,
                title=milestone.title,
                quarters=[
                    QuarterFields(quarter=name, **_cells(term_tables.QUARTER_ROWS, term))
                    for name, term in zip(_names("quarter", milestone.quarters), milestone.quarters, strict=True)
                ],
            )
            for milestone in tables.milestones
        ],
        benchmarks=[
            BenchmarkFields(kind=plain(NOUN, kinds[kind]), text=outcomes.line(outcome, day, with_causes=True))
            for kind in kinds
            for outcome in tables.outcomes
            if outcome.kind is kind
        ],
    )


def _names(kind: str, terms: Sequence[StrategySemester | MilestoneQuarter | None]) -> list[str]:
    return term_tables.headings(kind, dict(enumerate(terms, start=1)))


def _cells(rows: Mapping[str, Callable[[Term], Cell]], term: Term | None) -> Mapping[str, str]:
    """The cells of a term's column by the names of their rows, which are those of the fields."""
    if term is None:
        return dict.fromkeys(rows, plain(NOUN, "not_yet"))
    return {name: _lines(cell(term)) for name, cell in rows.items()}


def _lines(cell: Cell) -> str:
    return "\n".join(cell)


def _used(support: Support) -> SupportUsedFields:
    return SupportUsedFields(**_record(support_table.USED, support_table.used_cells(support)))


def _needed(support: Support, on: date) -> SupportNeededFields:
    return SupportNeededFields(**_record(support_table.NEEDED, support_table.needed_cells(support, on)))


def _record(form: Mapping[str, str], cells: Sequence[str]) -> Mapping[str, str]:
    return dict(zip(form.values(), cells, strict=True))
