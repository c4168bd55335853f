"""The fields of a district's own template. The classes are the list: their names are what a template may write.

Every field is a text as our own documents print it, or a list of such rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, get_args, get_type_hints

RowType = type[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterFields:
    quarter: str
    actions_completed: str
    outputs_completed: str
    actions_on_time: str
    actions_behind: str
    cause_and_adjustments: str
    resources_used: str
    additional_comments: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SemesterFields:
    semester: str
    milestones_completed: str
    milestones_behind: str
    cause_and_adjustments: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFields:
    code: str
    title: str
    quarters: Sequence[QuarterFields]


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkFields:
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyFields:
    code: str
    title: str
    semesters: Sequence[SemesterFields]
    milestones: Sequence[MilestoneFields]
    benchmarks: Sequence[BenchmarkFields]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportUsedFields:
    supports: str
    provider: str
    used: str
    effective: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportNeededFields:
    needed: str
    provided: str
    source: str
    effectiveness: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFields:
    school: str
    district: str
    plan: str
    school_year: str
    as_of: str
    completed: str
    on_time: str
    completed_late: str
    behind: str
    at_risk: str
    strategies: Sequence[StrategyFields]
    supports_used: Sequence[SupportUsedFields]
    supports_needed: Sequence[SupportNeededFields]


def fields_of(row: RowType) -> Mapping[str, RowType | None]:
    """The fields of a row: the type of its rows for a list, None for a text."""
    hints = get_type_hints(row)
    return {field.name: next(iter(get_args(hints[field.name])), None) for field in fields(row)}


def paths(row: RowType = PlanFields, inside: str = "") -> Iterator[str]:
    """Every field, lists before what their rows hold: `strategies`, `strategies.code`, …"""
    for name, rows in fields_of(row).items():
        yield f"{inside}{name}"
        if rows is not None:
            yield from paths(rows, f"{inside}{name}.")
