"""Benchmarks, measures and final outcomes as parts of a document, each with its newest reading against its target."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.documents.document import Block, Bullets, Cell, DocumentTable, Paragraph, SectionHeading
from bot.messages.outcomes import sentence
from conversations.highlight import DatedOutcome
from plans.item_progress import Day
from plans.outcomes import OutcomeKind, PlanOutcome
from prompts import plain

NOUN = "documents"
FINAL = (OutcomeKind.GOAL_MEASURE, OutcomeKind.FINAL)
"""Those that are revisited quarterly and reported yearly, goals first."""
OF_STRATEGIES = {
    OutcomeKind.SHORT_TERM: "short_term_outcomes",
    OutcomeKind.EARLY_EVIDENCE: "early_evidence",
    OutcomeKind.STRATEGY_MEASURE: "measures",
}
"""The headings of a strategy's benchmarks and measures, in this order."""
_COLUMNS = ("head_of", "head_final_outcome", "head_target", "head_reading")
_COLUMNS_OF_YEAR = (*_COLUMNS[:-1], "head_annual_progress", "head_explanation")


def of_strategy(outcomes: Sequence[PlanOutcome], day: Day, *, with_causes: bool) -> Iterator[Block]:
    """What is to be seen on the way. `with_causes`: and what keeps it from moving, in the words of its last review."""
    for kind, heading in OF_STRATEGIES.items():
        lines = [line(outcome, day, with_causes=with_causes) for outcome in outcomes if outcome.kind is kind]
        if lines:
            yield SectionHeading(2, plain(NOUN, heading))
            yield Bullets(lines)


def line(outcome: PlanOutcome, day: Day, *, with_causes: bool = False) -> str:
    """An outcome, its baseline and targets, and its newest reading, with the day of it."""
    return plain(NOUN, "benchmark_line", outcome=outcome, sentence=_sentence(outcome, day), with_causes=with_causes)


def final_outcomes(outcomes: Iterable[PlanOutcome], goals: Mapping[str, str], day: Day) -> list[Block]:
    """Under their heading. `goals` are their texts by code."""
    heading = plain(NOUN, "final_outcomes")
    rows = [[_name(each, goals), *year_cells(each, day)[:-1]] for each in _final(outcomes)]
    return [SectionHeading(1, heading), *_table(heading, _COLUMNS, rows)]


def final_outcomes_of_year(outcomes: Iterable[PlanOutcome], goals: Mapping[str, str], day: Day) -> list[Block]:
    """The same with what explains each."""
    rows = [[_name(each, goals), *year_cells(each, day)] for each in _final(outcomes)]
    return _table(plain(NOUN, "final_outcomes"), _COLUMNS_OF_YEAR, rows)


def _final(outcomes: Iterable[PlanOutcome]) -> list[PlanOutcome]:
    final = [outcome for outcome in outcomes if outcome.kind in FINAL]
    return sorted(final, key=lambda outcome: FINAL.index(outcome.kind))


def _table(heading: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[Block]:
    if not rows:
        return [Paragraph(plain(NOUN, "no_final_outcomes"))]
    return [DocumentTable(name=heading, columns=[plain(NOUN, column) for column in columns], rows=rows)]


def _name(outcome: PlanOutcome, goals: Mapping[str, str]) -> Cell:
    of = "of_goal" if outcome.kind is OutcomeKind.GOAL_MEASURE else "of_strategy"
    return (plain(NOUN, of, code=outcome.code, text=goals.get(outcome.code, "")),)


def year_cells(outcome: PlanOutcome, day: Day) -> list[Cell]:
    """What it is, its target, its newest reading, and the words that explain the reading."""
    return [
        (plain(NOUN, "final_outcome", outcome=outcome),),
        (plain(NOUN, "target", outcome=outcome),),
        (plain(NOUN, "reading", outcome=outcome, sentence=_sentence(outcome, day)),),
        (plain(NOUN, "explanation", outcome=outcome),),
    ]


def _sentence(outcome: PlanOutcome, day: Day) -> str:
    return sentence(DatedOutcome(outcome=outcome, verdict=outcome.verdict(day.on)))
