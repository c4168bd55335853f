"""Which measure or benchmark each row of a sheet of readings means."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from plans.figures import Figure
from plans.files.findings import Findings
from plans.files.reading_sheet import SheetReading
from plans.findings import Finding, FindingCode


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedOutcome:
    """A measure or benchmark that a row may mean."""

    key: str
    code: str
    """Of its goal or strategy."""
    text: str
    target: Figure | None = None
    target_text: str = ""


@dataclass(frozen=True, slots=True)
class MatchedReading:
    outcome: NamedOutcome
    read: SheetReading


def match(
    readings: Sequence[SheetReading], outcomes: Sequence[NamedOutcome]
) -> tuple[list[MatchedReading], tuple[Finding, ...]]:
    """Each reading with the measure or benchmark it means, and what keeps any from being recorded."""
    findings = Findings()
    matched: list[MatchedReading] = []
    places: dict[tuple[str, str, date], str] = {}
    for reading in readings:
        outcome = _meant(reading, outcomes, findings)
        if outcome is None:
            continue
        _check_unit(reading, outcome, findings)
        key = (outcome.key, reading.reading.student_group.casefold(), reading.reading.taken_on)
        if (earlier := places.setdefault(key, reading.where)) != reading.where:
            findings.error(reading.where, FindingCode.READING_TWICE, first=earlier)
        matched.append(MatchedReading(outcome, reading))
    return matched, tuple(findings.collected)


def _meant(reading: SheetReading, outcomes: Sequence[NamedOutcome], findings: Findings) -> NamedOutcome | None:
    written = reading.measure or reading.code
    candidates = list(_candidates(reading, outcomes))
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        names = [outcome.text for outcome in candidates]
        findings.error(reading.where, FindingCode.READING_MEASURE_AMBIGUOUS, written=written, names=names)
    else:
        nearest = _nearest(reading.measure, outcomes)
        findings.error(reading.where, FindingCode.READING_MEASURE_UNKNOWN, written=written, nearest=nearest)
    return None


def _candidates(reading: SheetReading, outcomes: Sequence[NamedOutcome]) -> Iterator[NamedOutcome]:
    """By name, by the code of goal or strategy, or by both; a code may stand in the column of names."""
    code, name = _key(reading.code), _key(reading.measure)
    for outcome in outcomes:
        by_name = name in (_key(outcome.text), _key(outcome.code), _key(f"{outcome.code} {outcome.text}"))
        if (not code or code == _key(outcome.code)) and (not name or by_name):
            yield outcome


def _key(text: str) -> str:
    return " ".join(re.sub(r"[^\w%]+", " ", text.casefold()).split())


def _nearest(written: str, outcomes: Sequence[NamedOutcome]) -> str:
    """The name with the most words of what was written; empty if it has none of them."""
    words = set(_key(written).split())
    shared = {outcome.text: len(words & set(_key(outcome.text).split())) for outcome in outcomes}
    nearest = max(shared, key=lambda text: shared[text], default="")
    return nearest if nearest and shared[nearest] else ""


def _check_unit(reading: SheetReading, outcome: NamedOutcome, findings: Findings) -> None:
    figure, target = reading.reading.figure, outcome.target
    if figure is None or target is None or (figure.percent is None) == (target.percent is None):
        return
    code = FindingCode.READING_NOT_A_SHARE if figure.percent is None else FindingCode.READING_IS_A_SHARE
    findings.error(reading.value_where, code, written=reading.reading.text, target=outcome.target_text)
