"""throughline plan export, and the import of an edited export, which shows its differences first."""

from collections.abc import Iterable
from pathlib import Path

import typer

from bot import importing
from bot.action_items import sheets
from bot.cli.bounded import bounded
from bot.cli.common import ask_reason, fail_without_author, plan_named, turns, whose
from bot.cli.console import echo, fail, on_terminal, print_sentence
from bot.turns import Turn
from plans.files import item_sheet
from plans.files.item_sheet import ItemSheet
from plans.sheet_changes import Differences
from prompts import plain
from storage.plans.plans import PlanSummary


def export(file: Path, name: str) -> None:
    if file.suffix.casefold() != ".xlsx":
        fail("export_xlsx", name=file.name)
    with turns() as opened, opened.read() as turn:
        plan = plan_named(turn.session, name)
        rows = sheets.rows(turn.session, plan)
    file.write_bytes(item_sheet.write(plan.organization, plan.school_year, rows))
    print_sentence("exported", count=len(rows), organization=plan.organization, name=file.name)


def bring_in(file: Path, *, by: str, yes: bool, reason: str) -> bool:
    """Import an edited export. False for other files, which are read as plans.

    `by` names the author of the changes, `reason` says why they were made.
    """
    with bounded(file.name):
        sheet = item_sheet.read(file)
    if sheet is None:
        return False
    if sheet.findings:
        _print(plain("setup", "finding", finding=finding) for finding in sheet.findings)
        fail("not_imported")
    _change(file, sheet, by=by, yes=yes, reason=reason)
    return True


def _change(file: Path, sheet: ItemSheet, *, by: str, yes: bool, reason: str) -> None:
    """Show the differences, then compute them again in the turn that applies them."""
    with turns() as opened:
        with opened.read() as turn:
            plan = plan_named(turn.session, sheet.organization)
            difference = sheets.differences(turn, plan, sheet)
            who = whose(turn.session, plan.organization_id, by) if difference.any else None
            if difference.any and who is None:
                fail_without_author(turn.session, plan.organization_id)
        _show(difference, plan)
        if not difference.any or not (yes or typer.confirm(plain("setup", "apply"))):
            print_sentence("sheet_not_applied")
            return
        if not reason and on_terminal():
            reason = ask_reason()
        with opened.write(who) as turn:
            if sheets.differences(turn, plan, sheet) != difference:
                fail("sheet_moved")
            _apply(turn, plan, difference, file, reason)
            finding = importing.due_on_days_off(turn, plan, file.name)
        if finding is not None:
            echo(plain("setup", "finding", finding=finding), err=True)
        print_sentence("sheet_applied", organization=plan.organization)


def _apply(turn: Turn, plan: PlanSummary, difference: Differences, file: Path, reason: str) -> None:
    try:
        sheets.apply(turn, plan, difference, file.name, reason)
    except LookupError as error:
        fail("unknown_milestone", code=str(error.args[0]))


def _show(difference: Differences, plan: PlanSummary) -> None:
    lines = [plain("setup", "sheet_added", item=item) for item in difference.added]
    lines += [plain("setup", "sheet_changed", change=change) for change in difference.changed]
    lines += [plain("setup", "sheet_removed", item=item) for item in difference.removed]
    lines += [plain("setup", "sheet_conflict", conflict=conflict) for conflict in difference.conflicts]
    _print(lines or [plain("setup", "nothing_changed", organization=plan.organization)])


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        echo(line)
