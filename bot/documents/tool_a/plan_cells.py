"""Cells and tables of the plan's document. What is empty says so."""

from collections.abc import Sequence
from datetime import date

from bot.documents.document import Cell, DocumentTable
from plans.plan import Measure
from prompts import plain

NOUN = "documents.plan"


def filled(text: str) -> str:
    return text or plain(NOUN, "not_filled_in")


def capital(text: str) -> str:
    """What somebody typed, as a cell begins."""
    return plain(NOUN, "typed_clause", text=text)


def table(name: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> DocumentTable:
    """`columns` are blocks of the words. Without rows, one row says that nothing is filled in."""
    blank: list[Cell] = [(filled(""),)] * len(columns)
    return DocumentTable(name=name, columns=[plain(NOUN, column) for column in columns], rows=rows or [blank])


def pair_table(name: str, columns: tuple[str, str], pairs: Sequence[tuple[str, str]]) -> DocumentTable:
    return table(name, columns, [[(first,), (filled(second),)] for first, second in pairs])


def measure_table(
    name: str, columns: Sequence[str], measures: Sequence[Measure], *, years: int, is_numbered: bool = False
) -> DocumentTable:
    """`columns` are those before the targets, the first of them for the number if the measures are numbered."""
    rows = [_measure(measure, years) for measure in measures] or [[(filled(""),)] * (3 + years)]
    if is_numbered:
        rows = [[(plain(NOUN, "measure_number", number=number),), *row] for number, row in enumerate(rows, start=1)]
    targets = [plain(NOUN, "head_target", number=year) for year in range(1, years + 1)]
    return DocumentTable(name=name, columns=[*(plain(NOUN, column) for column in columns), *targets], rows=rows)


def _measure(measure: Measure, years: int) -> list[Cell]:
    """A target for each year; those of later years stand with the last."""
    targets: list[Cell] = [(filled(text),) for text in measure.targets[: years - 1]]
    last = measure.targets[years - 1 :]
    targets += [(filled(""),)] * (years - 1 - len(targets))
    return [
        (capital(measure.indicator),),
        (filled(capital(measure.source)),),
        (filled(measure.baseline),),
        *targets,
        last or (filled(""),),
    ]


def timeline(start: date | None, due: date | None, *, is_ongoing: bool = False) -> str:
    return plain(NOUN, "timeline", start=start, due=due, is_ongoing=is_ongoing)
