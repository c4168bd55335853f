"""throughline measures: the readings of a plan's measures and benchmarks, listed and imported."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.bounded import bounded
from bot.cli.common import PlanName, fail_without_author, plan_named, team_of, turns, whose
from bot.cli.console import BAD_INPUT, AsJson, echo, fail, print_json
from bot.cli.reports import AsOf, outcome_json, past_day
from bot.messages import outcomes as messages
from bot.modifications import reading_import
from conversations.highlight import DatedOutcome
from plans.dates import PlanYear
from plans.files import reading_sheet
from plans.findings import Finding, Severity
from plans.outcome_history import OutcomeHistory
from plans.outcomes import PlanOutcome
from plans.readings import OutcomeReading
from prompts import plain
from storage.people import organizations
from storage.rounds import outcomes

NOUN = "measures"
FEWEST_ALLOWED, MOST_ALLOWED = 3, 100
app = typer.Typer(no_args_is_help=True, help="Measures and benchmarks: their readings, listed and imported.")

Readings = Annotated[Path, typer.Argument(help="A .csv or .xlsx with a row for each value.")]


@app.command(name="list")
def list_(plan: PlanName = "", as_of: AsOf = None, as_json: AsJson = False) -> None:
    """List a plan's measures and benchmarks with their readings, targets and signals."""
    with turns() as opened, opened.read() as turn:
        summary = plan_named(turn.session, plan)
        day = past_day(as_of, turn.today(summary.time_zone))
        measured = outcomes.of_plan(turn.session, summary.id, day.on)
        read = outcomes.histories(turn.session, summary.id, day.on)
    if as_json:
        print_json([{**outcome_json(outcome, day.on), "readings": _histories(outcome, read)} for outcome in measured])
        return
    echo(plain(NOUN, "listed", organization=summary.organization, count=len(measured)))
    for outcome in measured:
        dated = DatedOutcome(outcome=outcome, verdict=outcome.verdict(day.on))
        echo(plain(NOUN, "line", outcome=outcome, sentence=messages.sentence(dated), name=messages.name(outcome)))


def _histories(outcome: PlanOutcome, read: Sequence[OutcomeHistory]) -> list[dict[str, Any]]:
    return [_history(history) for history in read if history.outcome.key == outcome.key]


def _history(history: OutcomeHistory) -> dict[str, Any]:
    """Of all students, or of one student group."""
    return {
        "student_group": history.student_group,
        "median": float(history.chart.median) if history.chart.median is not None else None,
        "signals": [
            {
                "kind": signal.kind,
                "readings": signal.points,
                "from": history.readings[signal.first].taken_on,
                "to": history.readings[signal.last].taken_on,
            }
            for signal in history.chart.signals
        ],
        "values": [_reading(each) for each in (*history.readings, *history.in_other_units, *history.withheld)],
    }


def _reading(reading: OutcomeReading) -> dict[str, Any]:
    return {
        "taken_on": reading.taken_on,
        "value": reading.text,
        "group_size": reading.group_size,
        "source": reading.source,
        "not_shown": messages.number(reading) if reading.withheld else "",
    }


# ---------------------------------------------------------------- import


@app.command(name="import")
def import_(
    file: Readings,
    plan: PlanName = "",
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be recorded, and change nothing.")] = False,
    by: Annotated[
        str, typer.Option("--by", help="@name of the person who reports them, if not the plan manager.")
    ] = "",
) -> None:
    """Import readings, all of them or none. Importing the same file again changes nothing."""
    with turns() as opened:
        with opened.read() as turn:
            summary = plan_named(turn.session, plan)
            today = turn.today(summary.time_zone)
            who = whose(turn.session, summary.organization_id, by)
            if who is None:
                fail_without_author(turn.session, summary.organization_id)
        with bounded(file.name):
            sheet = reading_sheet.read(file, year=PlanYear.parse(summary.school_year), today=today)
        with opened.read() as turn:
            matched, findings = reading_import.matched(turn.session, summary, today, sheet)
            _stop_at(findings)
            compared = reading_import.compared(turn.session, matched)
        for reading, recorded in compared if dry_run else ():
            echo(plain(NOUN, "would_record", outcome=reading.outcome, read=reading.read, recorded=recorded))
        if not dry_run:
            with opened.write(who) as turn:
                compared = reading_import.record(turn, summary, matched)
    counts = Counter(recorded for _reading, recorded in compared)
    echo(plain(NOUN, "dry_run" if dry_run else "imported", organization=summary.organization, counts=counts))


def _stop_at(findings: Sequence[Finding]) -> None:
    """Print what was found, and end if any of it is an error."""
    for finding in findings:
        echo(plain("setup", "finding", finding=finding), err=finding.severity is Severity.ERROR)
    if any(finding.severity is Severity.ERROR for finding in findings):
        fail("not_imported")


# ---------------------------------------------------------------- small groups


@app.command()
def fewest(
    students: Annotated[int | None, typer.Argument(help="Values of fewer students are never shown.")] = None,
) -> None:
    """Show or set how many students a value must be of to be shown, in the whole workspace."""
    with turns() as opened, opened.write() as turn:
        workspace = team_of(turn.session)
        if students is not None and not FEWEST_ALLOWED <= students <= MOST_ALLOWED:
            echo(plain(NOUN, "fewest_out_of_bounds", least=FEWEST_ALLOWED, most=MOST_ALLOWED), err=True)
            raise typer.Exit(BAD_INPUT)
        if students is not None:
            organizations.set_fewest_students(turn.session, workspace, students)
        shown_from = organizations.fewest_students(turn.session, workspace)
    echo(plain(NOUN, "fewest", students=shown_from))
