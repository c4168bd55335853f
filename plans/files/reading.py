"""The entry point: reads any plan file into a plan, or into the problems that prevent it."""

from dataclasses import dataclass
from pathlib import Path

from plans.dates import PlanYear
from plans.files import delimited, own_format, sheets, workbook
from plans.files.opening import FileKind, opened
from plans.files.problems import Problems, Unreadable
from plans.findings import Finding
from plans.plan import Plan
from plans.problems import Problem


@dataclass(frozen=True, slots=True)
class Reading:
    plan: Plan | None
    """None if any problem is an error: nothing is half imported."""
    problems: tuple[Problem, ...] = ()


def read(path: Path, *, school_year_hint: str | None = None) -> Reading:
    """Read our own YAML, or .xlsx or .csv in the shape of an AIP activity table or a Tool A action table."""
    problems = Problems()
    try:
        plan = _read(path, _hint(school_year_hint), problems)
    except Unreadable as unreadable:
        return Reading(None, (*problems.collected, unreadable.problem))
    return Reading(None if problems.any_errors else plan, tuple(problems.collected))


def _hint(text: str | None) -> PlanYear | None:
    if text is None:
        return None
    if year := PlanYear.parse(text):
        return year
    raise Unreadable(f"School year {text!r}", Finding.NOT_A_SCHOOL_YEAR, written=text)


def _read(path: Path, hint: PlanYear | None, problems: Problems) -> Plan | None:
    file = opened(path)
    match file.kind:
        case FileKind.YAML:
            return own_format.read_plan(file.name, file.content, problems)
        case FileKind.CSV:
            grid = delimited.read_sheet(file.name, file.content)
            return sheets.read_plan(file.name, [grid], hint, problems)
        case FileKind.WORKBOOK:
            grids = workbook.read_sheets(file.name, file.content, problems)
            return sheets.read_plan(file.name, grids, hint, problems)
