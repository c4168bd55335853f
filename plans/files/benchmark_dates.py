"""The dates of benchmarks in a sheet: "By December 18, 2026: …", "By January 2027, 80% …" or "… (by Dec 18)"."""

import re
from datetime import date

from plans.dates import DateColumn, PlanYear, UnreadableDate, read_when
from plans.files.milestone_dates import names_day, split_date
from plans.plan import Benchmark, BenchmarkKind

_LABEL = re.compile(r"By (?P<when>(?:[A-Z][a-z]{2}, )?[A-Z][a-z]{2,8} \d{1,2}, \d{4}): (?=\S)")
"""How this project itself writes the date of a benchmark. It is no part of the words."""
_FIRST = re.compile(r"by (?P<when>[^,:;]{3,40}(?:, (?:19|20)\d\d)?)[,:]", re.IGNORECASE)


def dated_benchmark(kind: BenchmarkKind, text: str, year: PlanYear | None) -> Benchmark:
    """A date within the words stays there too: a benchmark is known by its words."""
    if (label := _LABEL.match(text)) and (due := _due(label["when"], year)):
        return Benchmark(kind=kind, text=text[label.end() :], due=due)
    return Benchmark(kind=kind, text=text, due=date_in_words(text, year))


def date_in_words(text: str, year: PlanYear | None) -> date | None:
    """The one date that the words of a benchmark begin or end with."""
    first = _FIRST.match(text)
    if first and names_day(first["when"]):
        return _due(first["when"], year)
    return split_date(text, year).due


def _due(when: str, year: PlanYear | None) -> date | None:
    try:
        return read_when(when, role=DateColumn.COMPLETION, year=year).due
    except UnreadableDate:
        return None
