"""The plan's document by priority: planning, reporting and supports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.documents.document import Block, Cell, DocumentTable, Paragraph, SectionHeading, nested
from bot.documents.tool_a import term_tables
from bot.documents.tool_a.performance import performance_data
from bot.documents.tool_a.plan_cells import NOUN, capital, filled, measure_table, table, timeline
from bot.documents.tool_a.quarter import NOUN as REPORTING
from bot.documents.tool_a.quarter import opening
from bot.documents.tool_a.support_tables import support_tables
from conversations.documents.implementation import ImplementationData, StrategyTables
from plans.item_progress import Day
from plans.plan import ActionItem, Priority, Strategy
from prompts import plain
from storage.documents.plan_on_day import PlanOnDay
from storage.items.support_values import Support

STRATEGY_YEARS = 2
ACTIONS = ("head_actions", "head_outputs", "head_timeline", "head_resources", "head_responsible", "head_collaborators")
MEASURE = ("head_indicator", "head_source", "head_baseline")
SECTION = 4
"""The level of the headings below a strategy or a priority's reporting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityReports:
    """What was reported about the whole plan, to be told by priority."""

    tables: ImplementationData
    supports: Sequence[Support]


def priority_planning(on_day: PlanOnDay, reports: PriorityReports, day: Day) -> Iterator[Block]:
    yield SectionHeading(1, plain(NOUN, "planning"))
    priorities = on_day.plan.priorities or (Priority(code="1", title=""),)
    for priority in priorities:
        yield from _priority(priority, reports, day)
    codes = [priority.code for priority in priorities]
    left = [
        strategy for strategy in reports.tables.strategies if not any(_is_of(code, strategy.code) for code in codes)
    ]
    if left:
        yield SectionHeading(2, plain(NOUN, "taken_out_strategies"))
        yield from _implementation_data(left, 3)
    if on_day.without_milestone or reports.tables.without_milestone:
        yield from _outside_milestones(on_day, reports.tables)
    unplaced = [each for each in reports.supports if not any(_is_of(code, each.code) for code in codes)]
    if unplaced:
        yield SectionHeading(2, plain(NOUN, "other_supports"))
        yield from nested(support_tables(unplaced, day), 2)


def _is_of(priority: str, code: str) -> bool:
    return code == priority or code.startswith(f"{priority}.")


def _priority(priority: Priority, reports: PriorityReports, day: Day) -> Iterator[Block]:
    yield SectionHeading(2, plain(NOUN, "priority", code=priority.code, title=priority.title))
    for strategy in priority.strategies or (Strategy(code=f"{priority.code}.1", title=filled("")),):
        yield from _strategy(strategy)
    strategies = [each for each in reports.tables.strategies if _is_of(priority.code, each.code)]
    yield SectionHeading(3, plain(NOUN, "reporting"))
    if strategies:
        yield from _implementation_data(strategies, SECTION)
        performance = performance_data(replace(reports.tables, strategies=strategies))
        yield SectionHeading(SECTION, performance.name)
        yield performance
    else:
        yield Paragraph(filled(""))
    own_supports = [support for support in reports.supports if _is_of(priority.code, support.code)]
    yield from nested(support_tables(own_supports, day), 2)


def _implementation_data(strategies: Sequence[StrategyTables], level: int) -> Iterator[Block]:
    yield SectionHeading(level, plain(NOUN, "implementation_data"))
    for strategy in strategies:
        yield from nested(opening(strategy), level)
        for milestone in strategy.milestones:
            yield from nested(term_tables.milestone(milestone), level)


def _strategy(strategy: Strategy) -> Iterator[Block]:
    yield SectionHeading(3, plain(REPORTING, "strategy_title", strategy=strategy))
    for sentence in _theory(strategy):
        yield Paragraph(sentence)
    heading = plain(NOUN, "measures")
    yield SectionHeading(SECTION, heading)
    name = f"{plain(REPORTING, 'strategy', code=strategy.code)}: {heading}"
    yield measure_table(name, MEASURE, strategy.measures, years=STRATEGY_YEARS)
    for milestone in strategy.milestones:
        title = plain(REPORTING, "milestone_title", milestone=milestone)
        yield SectionHeading(SECTION, title)
        yield _actions(plain(NOUN, "actions_of", milestone=milestone), milestone.action_items)


def _theory(strategy: Strategy) -> list[str]:
    """The sentence; its parts one by one while one of them is missing."""
    parts = {"if_we": strategy.if_we, "then": strategy.then, "and_so": strategy.and_so}
    if all(parts.values()):
        return [plain(NOUN, "theory", strategy=strategy)]
    if not any(parts.values()):
        return [filled("")]
    return [plain(NOUN, "theory_part", name=name, text=filled(text)) for name, text in parts.items()]


def _actions(name: str, items: Sequence[ActionItem]) -> DocumentTable:
    return table(name, ACTIONS, [_action(item) for item in items])


def _action(item: ActionItem) -> list[Cell]:
    when = timeline(item.start, item.due, is_ongoing=item.ongoing)
    return [
        (plain(NOUN, "action", item=item),),
        (filled(capital(item.output)),),
        (filled(when),),
        (filled(capital(item.resources)),),
        (filled(item.owner or ""),),
        tuple(item.collaborators) or (plain(NOUN, "none_named"),),
    ]


def _outside_milestones(on_day: PlanOnDay, tables: ImplementationData) -> Iterator[Block]:
    heading = plain(REPORTING, "without_milestone")
    yield SectionHeading(2, heading)
    yield _actions(heading, on_day.without_milestone)
    if tables.without_milestone:
        yield SectionHeading(3, plain(NOUN, "reporting"))
        yield from nested(term_tables.without_milestone(tables.without_milestone), 3)
