"""Tool A's Performance Data, and implementation beside results, strategy by strategy."""

from collections.abc import Iterable, Sequence

from bot.documents.document import Block, Cell, DocumentTable, Paragraph
from bot.documents.tool_a import outcomes
from bot.messages.items import support_table
from conversations.documents.implementation import ImplementationData, StrategySemester, StrategyTables
from plans.item_progress import Day
from plans.outcomes import OutcomeKind
from prompts import plain
from storage.items.support_values import Support

NOUN = "documents.year"
_COLUMNS = ("head_strategy", "head_indicator", "head_target", "head_annual_progress", "head_explanation")
_BESIDE = ("head_strategy", "head_implementation", "head_results", "head_supports")


def performance_data(tables: ImplementationData) -> DocumentTable:
    """A row for each measure of a strategy; one that says so for a strategy without any."""
    rows: list[list[Cell]] = []
    for strategy in tables.strategies:
        name = (plain(NOUN, "strategy_title", strategy=strategy),)
        measures = [each for each in strategy.outcomes if each.kind is OutcomeKind.STRATEGY_MEASURE]
        rows += [[name, *outcomes.year_cells(measure, tables.day)] for measure in measures]
        if not measures:
            rows.append([name, (plain(NOUN, "no_measure"),), *[(plain(NOUN, "no_cell"),)] * 3])
    heading = plain(NOUN, "performance")
    return DocumentTable(name=heading, columns=[plain(NOUN, column) for column in _COLUMNS], rows=rows)


def beside_results(name: str, strategies: Sequence[StrategyTables], listed: Iterable[Support], day: Day) -> list[Block]:
    """`name` is the table's, by which a screen reader and a workbook tell it from those of other priorities."""
    if not strategies:
        return [Paragraph(plain(NOUN, "no_strategies"))]
    supports = [support for support in listed if support.state in support_table.GIVEN]
    rows = [_beside(strategy, supports, day) for strategy in strategies]
    return [DocumentTable(name=name, columns=[plain(NOUN, column) for column in _BESIDE], rows=rows)]


def _beside(strategy: StrategyTables, supports: Iterable[Support], day: Day) -> list[Cell]:
    of_strategy = [each for each in supports if each.code == strategy.code or _is_below(each.code, strategy.code)]
    return [
        (plain(NOUN, "strategy_title", strategy=strategy),),
        tuple(plain(NOUN, "standing", semester=_standing(strategy)).splitlines()),
        tuple(outcomes.line(outcome, day) for outcome in strategy.outcomes) or (plain(NOUN, "no_outcomes"),),
        tuple(plain(NOUN, "support_effect", cells=support_table.used_cells(each)) for each in of_strategy)
        or (plain(NOUN, "no_support"),),
    ]


def standings(tables: ImplementationData) -> list[str]:
    """How far each strategy is, a line each."""
    return [plain(NOUN, "standing_line", strategy=each, semester=_standing(each)) for each in tables.strategies]


def _standing(strategy: StrategyTables) -> StrategySemester:
    """Its newest semester."""
    return next(each for each in reversed(strategy.semesters) if each is not None)


def _is_below(code: str, strategy: str) -> bool:
    return code.startswith(f"{strategy}.")
