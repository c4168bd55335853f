"""The entry point: reads any plan file into a plan, or into the findings that prevent it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plans.dates import PlanYear
from plans.files import delimited, own_format, sheets, word_file
from plans.files.findings import Findings, Unreadable
from plans.files.grid import Sheet
from plans.files.opening import FileKind, OpenedFile, content_of, opened
from plans.findings import Finding, FindingCode
from plans.plan import Plan

ANY_YEAR = PlanYear.of(date(2026, 9, 1))
"""For a sheet that is read only to see whose it is."""


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
    """Read our own YAML, or .xlsx, .csv or .docx in the shape of an AIP activity table or a Tool A action table."""
    findings = Findings()
    try:
        plan = _read(opened(name, content), _hint(school_year_hint), findings)
    except Unreadable as unreadable:
        return Reading(None, (*findings.collected, unreadable.finding))
    return Reading(None if findings.any_errors else plan, tuple(findings.collected))


def read_all(path: Path, *, school_year_hint: str | None = None) -> tuple[Reading, ...]:
    """Read the plans of a file on this computer."""
    try:
        content = content_of(path)
    except Unreadable as unreadable:
        return (Reading(None, (unreadable.finding,)),)
    return read_plans(path.name, content, school_year_hint=school_year_hint)


def read_plans(name: str, content: bytes, *, school_year_hint: str | None = None) -> tuple[Reading, ...]:
    """Read the plans of a file: several where each sheet of a workbook names a school of its own, else one."""
    try:
        schools = _sheets_by_school(opened(name, content), _hint(school_year_hint))
    except Unreadable:
        schools = {}  # whatever is wrong with it, reading it as one plan says so
    if len(schools) <= 1:
        return (read_content(name, content, school_year_hint=school_year_hint),)
    return tuple(_read_school(name, sheets_of_one, school_year_hint) for sheets_of_one in schools.values())


def _sheets_by_school(file: OpenedFile, hint: PlanYear | None) -> dict[str, list[Sheet]]:
    """Sheets with action items by the school they name. Empty if one of them names none: then they are one plan's."""
    if file.kind is not FileKind.WORKBOOK:
        return {}
    by_school: dict[str, list[Sheet]] = {}
    for sheet in _workbook_sheets(file, Findings()):
        findings = Findings()
        try:
            plan = sheets.read_plan(file.name, [sheet], hint or ANY_YEAR, findings)
        except Unreadable:
            continue  # a sheet without action items
        if any(finding.code is FindingCode.ORGANIZATION_FROM_FILE for finding in findings.collected):
            return {}
        by_school.setdefault(plan.organization, []).append(sheet)
    return by_school


def _read_school(name: str, sheets_of_one: list[Sheet], hint: str | None) -> Reading:
    findings = Findings()
    try:
        plan = sheets.read_plan(name, sheets_of_one, _hint(hint), findings)
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
            return sheets.read_plan(file.name, _workbook_sheets(file, findings), hint, findings)
        case FileKind.WORD:
            document = word_file.read_sheet(file.name, file.content, findings)
            return sheets.read_plan(file.name, [document], hint, findings)


def _workbook_sheets(file: OpenedFile, findings: Findings) -> list[Sheet]:
    from plans.files import workbook  # noqa: PLC0415 (with openpyxl a tenth of the bot's memory, seldom needed)

    return workbook.read_sheets(file.name, file.content, findings)
