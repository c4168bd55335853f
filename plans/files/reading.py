"""The entry point: reads any plan file into a plan, or into the findings that prevent it."""

from dataclasses import dataclass
from pathlib import Path

from plans.dates import PlanYear
from plans.files import delimited, own_format, sheets, workbook
from plans.files.findings import Findings, Unreadable
from plans.files.opening import FileKind, OpenedFile, content_of, opened
from plans.findings import Finding, FindingCode
from plans.plan import Plan


@dataclass(frozen=True, slots=True)
class Reading:
    plan: Plan | None
    """None if any finding is an error: nothing is half imported."""
    findings: tuple[Finding, ...] = ()


def read(path: Path, *, school_year_hint: str | None = None) -> Reading:
    """Read a plan from a file on this computer."""
    try:
        content = content_of(path)
    except Unreadable as unreadable:
        return Reading(None, (unreadable.finding,))
    return read_content(path.name, content, school_year_hint=school_year_hint)


def read_content(name: str, content: bytes, *, school_year_hint: str | None = None) -> Reading:
    """Read our own YAML, or .xlsx or .csv in the shape of an AIP activity table or a Tool A action table."""
    findings = Findings()
    try:
        plan = _read(opened(name, content), _hint(school_year_hint), findings)
    except Unreadable as unreadable:
        return Reading(None, (*findings.collected, unreadable.finding))
    return Reading(None if findings.any_errors else plan, tuple(findings.collected))


def _hint(text: str | None) -> PlanYear | None:
    if text is None:
        return None
    if year := PlanYear.parse(text):
        return year
    raise Unreadable(f"School year {text!r}", FindingCode.NOT_A_SCHOOL_YEAR, written=text)


def _read(file: OpenedFile, hint: PlanYear | None, findings: Findings) -> Plan | None:
    match file.kind:
        case FileKind.YAML:
            return own_format.read_plan(file.name, file.content, findings)
        case FileKind.CSV:
            grid = delimited.read_sheet(file.name, file.content)
            return sheets.read_plan(file.name, [grid], hint, findings)
        case FileKind.WORKBOOK:
            grids = workbook.read_sheets(file.name, file.content, findings)
            return sheets.read_plan(file.name, grids, hint, findings)
