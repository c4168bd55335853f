"""Readings from a sheet: which measures they are of, and all of them recorded or none."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.turns import Turn
from plans.files import reading_matches
from plans.files.reading_matches import MatchedReading, NamedOutcome
from plans.files.reading_sheet import ReadingSheet
from plans.findings import Finding
from plans.outcomes import PlanOutcome
from storage.plans.places import PlanRowReference
from storage.plans.plans import PlanSummary
from storage.rounds import outcomes, reading_records
from storage.rounds.reading_records import Recorded


def matched(
    session: Session, plan: PlanSummary, day: date, sheet: ReadingSheet
) -> tuple[Sequence[MatchedReading], Sequence[Finding]]:
    """The sheet's readings with their measures, and everything that is wrong with any row."""
    named = [_named(outcome) for outcome in outcomes.of_plan(session, plan.id, day)]
    readings_matched, findings = reading_matches.match(sheet.readings, named)
    return readings_matched, (*sheet.findings, *findings)


def _named(outcome: PlanOutcome) -> NamedOutcome:
    target = outcome.target
    return NamedOutcome(
        key=outcome.key,
        code=outcome.code,
        text=outcome.text,
        target=target.figure if target else None,
        target_text=target.text if target else "",
    )


def compared(session: Session, matches: Iterable[MatchedReading]) -> list[tuple[MatchedReading, Recorded]]:
    """What recording each would change."""
    return [(each, reading_records.compare(session, _place(each), each.read.reading)) for each in matches]


def record(turn: Turn, plan: PlanSummary, matches: Iterable[MatchedReading]) -> list[tuple[MatchedReading, Recorded]]:
    stamp = turn.stamp(plan.time_zone)
    return [(each, reading_records.record(turn.session, _place(each), each.read.reading, stamp)) for each in matches]


def _place(match: MatchedReading) -> PlanRowReference:
    table, _, row_id = match.outcome.key.partition(":")
    return PlanRowReference(table, int(row_id))
