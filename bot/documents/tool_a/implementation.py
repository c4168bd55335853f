"""Loads Tool A's Implementation Data of a plan."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from conversations.documents import terms
from conversations.documents.implementation import (
    ImplementationData,
    ItemRecord,
    MilestoneTable,
    StrategyTables,
    TermNote,
    TermSpan,
)
from plans.calendar import SchoolYear
from plans.item_progress import Day
from plans.milestones import MilestoneProgress
from plans.outcomes import OutcomeKind, PlanOutcome
from storage.documents import term_notes
from storage.documents.implementation import item_records
from storage.people import calendars
from storage.plans import milestones, wordings
from storage.plans.plans import PlanSummary
from storage.rounds import outcomes


def load(session: Session, plan: PlanSummary, day: Day) -> ImplementationData:
    calendar, year = calendars.of(session, plan.organization_id), SchoolYear.of(plan.starts_on)
    quarters = terms.spans([(term.first, term.last) for term in calendar.quarters(year)], day)
    semesters = terms.spans([(term.first, term.last) for term in calendar.semesters(year)], day)
    items, notes = item_records(session, plan, day.on), term_notes.of_plan(session, plan.id, day.on)
    standings = [_by_strategy(milestones.as_of(session, plan.id, span.day)) if span else {} for span in semesters]
    milestones_of = _by_strategy(milestones.as_of(session, plan.id, day))
    read = outcomes.of_plan(session, plan.id, day.on)
    outcomes_of = _outcomes(read)
    return ImplementationData(
        day=day,
        outcomes=read,
        goals=wordings.goals(session, plan.id, day.on),
        strategies=[
            StrategyTables(
                code=strategy.code,
                title=strategy.title,
                taken_out_on=strategy.taken_out_on,
                why_taken_out=strategy.why_taken_out,
                semesters=[
                    terms.strategy_semester(standing.get(strategy.code, ()), items, span) if span else None
                    for span, standing in zip(semesters, standings, strict=True)
                ],
                milestones=[
                    _table(milestone.code, milestone.title, items, notes, quarters)
                    for milestone in milestones_of.get(strategy.code, ())
                ],
                outcomes=outcomes_of.get(strategy.code, ()),
            )
            for strategy in wordings.strategies(session, plan.id, day.on)
        ],
        without_milestone=_table("", "", items, notes, quarters) if "" in items else None,
    )


def _table(
    code: str,
    title: str,
    items: Mapping[str, Sequence[ItemRecord]],
    notes: Mapping[str, Sequence[TermNote]],
    quarters: Sequence[TermSpan | None],
) -> MilestoneTable:
    of_milestone, notes_on = items.get(code, ()), notes.get(code, ())
    return MilestoneTable(
        code=code,
        title=title,
        quarters=[terms.milestone_quarter(of_milestone, notes_on, span) if span else None for span in quarters],
    )


def _by_strategy(milestones: Sequence[MilestoneProgress]) -> Mapping[str, list[MilestoneProgress]]:
    grouped: dict[str, list[MilestoneProgress]] = {}
    for milestone in milestones:
        grouped.setdefault(milestone.strategy, []).append(milestone)
    return grouped


def _outcomes(of_plan: Sequence[PlanOutcome]) -> Mapping[str, list[PlanOutcome]]:
    """By strategy."""
    grouped: dict[str, list[PlanOutcome]] = {}
    for outcome in (each for each in of_plan if each.kind is not OutcomeKind.GOAL_MEASURE):
        grouped.setdefault(outcome.code, []).append(outcome)
    return grouped
