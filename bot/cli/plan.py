"""throughline plan: check a file, import it, list what is there."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot import importing
from bot.cli import item_sheets
from bot.cli.bounded import bounded
from bot.cli.common import PlanName, Reason, ask_reason, fail_without_author, team_of, turns, whose
from bot.cli.console import BAD_INPUT, AsJson, echo, fail, on_terminal, print_json, print_sentence
from bot.importing import SourceFile
from bot.turns import Turn, Turns
from plans import files
from plans.calendar import SchoolYear
from plans.files import Reading
from plans.plan import Plan
from prompts import finding_text, plain
from storage.models import OrganizationRow
from storage.people import organizations
from storage.plans import plans
from storage.plans.files import Imported

app = typer.Typer(no_args_is_help=True, help="Plans: check and import a file, start an empty plan, list them.")

LEVELS = ("state", "district", "school")

File = Annotated[Path, typer.Argument(help="A plan: .yml, .xlsx, .csv or .docx.")]
Year = Annotated[str, typer.Option("--year", help='School year, if the sheet has none: "2026-27".')]
Level = Annotated[str, typer.Option(help="state, district or school.")]
Parent = Annotated[str, typer.Option(help="The organization above it, if Throughline already has it.")]


@app.command()
def check(file: File, year: Year = "", as_json: AsJson = False) -> None:
    """Check a plan file: show its content and its problems, and change nothing."""
    with bounded(file.name):
        reading = files.read(file, school_year_hint=year or None)
    if as_json:
        print_json(files.to_json(reading, finding_text))
    else:
        _describe(reading)
        if reading.plan is not None:
            print_sentence("plan_tree", plan=reading.plan)
    if reading.plan is None:
        raise typer.Exit(BAD_INPUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanImport:
    """What was typed: the plan of a file, and how it is to be imported."""

    file: Path
    plan: Plan
    level: str
    parent: str
    by: str
    overwrite: bool

    def run(self, taken: Turn, reason: str) -> importing.Outcome:
        organization = _organization(taken, self.plan.organization, self.level, self.parent)
        turn = taken.as_of(whose(taken.session, organization.id, self.by))
        team = team_of(turn.session)
        source = SourceFile.at(self.file)
        try:
            return importing.bring_in(
                turn, team, self.plan, source, level=self.level, reason=reason, overwrite=self.overwrite
            )
        except importing.NobodysChangesError:
            fail_without_author(turn.session, organization.id)

    def changes_something(self, opened: Turns) -> bool:
        """Whether a plan that has parts would change. The trial is rolled back."""
        trial: list[Imported] = []
        with suppress(_TrialOverError), opened.write() as turn:
            trial.append(self.run(turn, "").imported)
            raise _TrialOverError
        return any((imported.changed or imported.added) and not imported.is_first for imported in trial)


class _TrialOverError(Exception):
    """Ends the turn of a trial."""


@app.command(name="import")
def import_(
    file: File,
    *,
    year: Year = "",
    level: Level = "school",
    parent: Parent = "",
    yes: Annotated[bool, typer.Option("--yes", help="Apply the changes of an exported sheet without asking.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Let the plan file win where Slack changed the same thing.")
    ] = False,
    by: Annotated[
        str, typer.Option("--by", help="@name of the person whose changes these are, if not the plan manager.")
    ] = "",
    reason: Reason = "",
) -> None:
    """Import a plan file, all of it or nothing. Importing the same file again changes nothing."""
    if item_sheets.bring_in(file, by=by, yes=yes, reason=reason):
        return
    with bounded(file.name):
        readings = files.read_all(file, school_year_hint=year or None)
    for reading in readings:
        _describe(reading)
    read_plans = [reading.plan for reading in readings if reading.plan is not None]
    if len(read_plans) < len(readings):
        fail("not_imported")
    typed = [
        PlanImport(file=file, plan=plan, level=level, parent=parent, by=by, overwrite=overwrite) for plan in read_plans
    ]
    with turns() as opened:
        if not reason and on_terminal() and any(each.changes_something(opened) for each in typed):
            reason = ask_reason()
        with opened.write() as taken:
            outcomes = [each.run(taken, reason) for each in typed]
    for outcome in outcomes:
        _report(outcome)


@app.command()
def begin(
    organization: Annotated[str, typer.Argument(help="Whose plan: a school, district or state.")],
    title: Annotated[str, typer.Option(help="Title of the plan.")] = "",
    year: Annotated[
        str, typer.Option("--year", help='School year, such as "2026-27"; the current one by default.')
    ] = "",
    level: Level = "school",
    parent: Parent = "",
) -> None:
    """Start an empty plan, to be written in coaching conversations in Slack."""
    with turns() as opened, opened.write() as turn:
        whose = _organization(turn, organization, level, parent)
        try:
            when = SchoolYear.named(year) if year else SchoolYear.of(turn.today(whose.time_zone))
        except ValueError:
            fail("bad_year", year=year)
        if not importing.begin(turn, whose, title or plain("setup", "empty_plan"), when):
            fail("year_has_plan", organization=organization, year=when.name)
    print_sentence("begun", organization=organization, year=when.name)


@app.command()
def export(file: File, plan: PlanName = "") -> None:
    """Export the open action items to a workbook. Edit it, then import it with `plan import`."""
    item_sheets.export(file, plan)


def _organization(turn: Turn, name: str, level: str, parent: str) -> OrganizationRow:
    """The organization, created if it is new."""
    if level not in LEVELS:
        fail("bad_value", name="--level")
    team = team_of(turn.session)
    try:
        return importing.save_organization(turn, team, name, level, parent=parent or None)
    except LookupError as error:
        names = [place.name for place in organizations.in_workspace(turn.session, team)]
        fail("unknown_organization", name=str(error).strip("'"), names=names)


def _describe(reading: "Reading") -> None:
    for finding in reading.findings:
        echo(plain("setup", "finding", finding=finding), err=True)
    if reading.plan is None:
        return
    plan = reading.plan
    print_sentence(
        "plan_ok",
        title=plan.title,
        organization=plan.organization,
        year=plan.school_year,
        items=len(list(plan.action_items())),
        strategies=len(list(plan.strategies())),
        milestones=len(list(plan.milestones())),
    )


def _report(outcome: importing.Outcome) -> None:
    imported = outcome.imported
    for finding in outcome.findings:
        echo(plain("setup", "finding", finding=finding), err=True)
    if not (imported.added or imported.changed or imported.absent or imported.conflicts):
        print_sentence("nothing_changed", organization=outcome.organization)
    else:
        changed = len(imported.changed)
        print_sentence("imported", organization=outcome.organization, added=len(imported.added), changed=changed)
    for change in imported.changed:
        print_sentence("change", change=change)
    for conflict in imported.conflicts:
        print_sentence("conflict", conflict=conflict)
    if imported.conflicts:
        print_sentence("how_to_overwrite")
    if imported.absent:
        print_sentence("absent", codes=imported.absent)
    if outcome.nobody_behind:
        print_sentence("nobody_behind", leads=outcome.nobody_behind)


@app.command(name="list")
def list_(as_json: AsJson = False) -> None:
    """List the imported plans."""
    with turns() as opened, opened.read() as turn:
        summaries = plans.summaries(turn.session, team_of(turn.session))
    if as_json:
        print_json(
            [
                {"organization": plan.organization, "title": plan.title, "school_year": plan.school_year}
                for plan in summaries
            ]
        )
    for plan in summaries if not as_json else ():
        echo(f"{plan.organization}  {plan.school_year}  {plan.title}")
