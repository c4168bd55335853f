"""throughline privacy retention: how long records are kept."""

import getpass
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Annotated, Any, NoReturn

import typer

from bot.cli.common import team_of, turns
from bot.cli.console import BAD_INPUT, AsJson, echo, print_json
from bot.clock import Clock
from bot.retention import removing
from bot.retention.removing import Removed
from bot.turns import Turns
from plans.retention import ANNOUNCED_BEFORE
from prompts import formats, plain
from storage import scrubbing
from storage.audit import records as audit
from storage.audit.kinds import AuditKind
from storage.database import Database
from storage.privacy import retention_rules, retention_survey
from storage.privacy.retention_classes import RetentionClass
from storage.privacy.retention_rules import RetentionRule
from storage.privacy.retention_survey import PlanRecords

NOUN = "retention"
FOREVER = "forever"
MOST_YEARS = 100
INDENT = "  "

app = typer.Typer(invoke_without_command=True, help="How many years records are kept, and removing older ones.")


@app.callback()
def show(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the rules, what each class of records holds, and how much is older. Nothing changes."""
    if context.invoked_subcommand is not None:
        return
    with turns() as opened, opened.read() as turn:
        team = team_of(turn.session)
        rules = retention_rules.of_workspace(turn.session, team)
        expired = retention_survey.expired(turn.session, team, turn.now)
        audit_records = removing.count_audit_records(turn)
    lines = [_rule(kind, rules.get(kind), expired, audit_records) for kind in RetentionClass]
    if as_json:
        print_json(lines)
        return
    for line in lines:
        _print_rule(line)
    if not any(rule.years for rule in rules.values()):
        echo(plain(NOUN, "all_kept"))


def _print_rule(line: Mapping[str, Any]) -> None:
    holds = plain(NOUN, "class_holds", kind=line["kind"])
    echo(plain(NOUN, "rule", **line))
    echo(INDENT + plain(NOUN, "rule_holds", name=_name(line["kind"]), holds=holds))
    if line["older"]:
        echo(INDENT + plain(NOUN, "rule_older", **line))


@app.command("set")
def set_rule(
    kind: Annotated[str, typer.Argument(metavar="CLASS", help=", ".join(RetentionClass))],
    years: Annotated[str, typer.Argument(help="Years after the end of the school year, or `forever`.")],
) -> None:
    """Set how many years a class of records is kept. The newest rule of a class counts."""
    if kind not in list(RetentionClass):
        _fail("unknown_class", kind=kind, kinds=list(RetentionClass))
    number = None if years == FOREVER else _years(years)
    with turns() as opened, opened.write() as turn:
        team, login, stamp = team_of(turn.session), getpass.getuser(), turn.stamp("UTC")
        retention_rules.save(turn.session, team, RetentionClass(kind), number, stamp, login=login)
        details = {} if number is None else {"years": number}
        audit.add(
            turn.session,
            AuditKind.CHANGED,
            "privacy retention set",
            at=turn.now,
            workspace_id=team,
            login=login,
            records=RetentionClass(kind),
            **details,
        )
    if number is None:
        echo(plain(NOUN, "saved_forever", name=_name(kind)))
        return
    with formats.for_a_file():
        first = stamp.on + ANNOUNCED_BEFORE + timedelta(days=1)
        echo(plain(NOUN, "saved", name=_name(kind), years=number, first=first))


@app.command()
def run(
    *,
    confirm: Annotated[bool, typer.Option("--confirm", help="Remove them for good.")] = False,
    as_json: AsJson = False,
) -> None:
    """List what is older than its rule says, by class, school year and plan; with --confirm, remove it."""
    with turns() as opened:
        with opened.read() as turn:
            team = team_of(turn.session)
            if not retention_rules.in_force(turn.session, team):
                _fail("no_rules")
            expired = retention_survey.expired(turn.session, team, turn.now)
            loose = retention_survey.loose(turn.session, team, turn.now)
            coming = retention_survey.coming(turn.session, team, turn.now)
            left = Removed(files=loose.files, messages=loose.messages, audit_records=removing.count_audit_records(turn))
        removed = _remove(opened, team, expired) if confirm else None
    if as_json:
        print_json({"older": [_facts(each) for each in expired], "next": [_facts(each) for each in coming]})
        return
    with formats.for_a_file():
        _print(expired, left, removed)
        for each in coming:
            echo(plain(NOUN, "next", name=_name(each.rule.kind), records=each))


def remove_again(opened: Database) -> None:
    """After a restoration: remove what had been removed since the backup was made, and say what else is old."""
    restored = Turns(opened, Clock())
    with restored.read() as turn:
        teams = retention_rules.workspaces(turn.session)
        returned = [each for team in teams for each in retention_survey.came_back(turn.session, team, turn.now)]
        is_old = any(retention_survey.expired(turn.session, team, turn.now) for team in teams)
    rows = removing.remove_plan_records(restored, returned, getpass.getuser())
    if rows:
        scrubbing.scrub(opened)
        echo(plain(NOUN, "removed_again", rows=rows))
    elif is_old:
        echo(plain(NOUN, "restored"))


def _remove(opened: Turns, team: str, expired: Sequence[PlanRecords]) -> Removed:
    login = getpass.getuser()
    rows = removing.remove_plan_records(opened, [each for each in expired if not each.is_held], login)
    loose = removing.remove_loose_records(opened, team, login)
    audit_records = removing.drop_audit_records(opened, login)
    if not scrubbing.scrub(opened.database):
        echo(plain(NOUN, "remains_in_file"), err=True)
    return Removed(rows=rows, files=loose.files, messages=loose.messages, audit_records=audit_records)


def _print(expired: Sequence[PlanRecords], left: Removed, removed: Removed | None) -> None:
    for kind, listed in groupby(expired, key=lambda each: each.rule.kind):
        of_class = list(listed)
        echo(plain(NOUN, "run_class", name=_name(kind), years=of_class[0].rule.years))
        for each in of_class:
            echo(INDENT + plain(NOUN, "run_line", records=each))
    counts = {"files": left.files, "messages": left.messages, "audit_records": left.audit_records}
    for name, count in counts.items():
        if count:
            echo(plain(NOUN, f"run_{name}", count=count))
    if removed is not None:
        done = {"files": removed.files, "messages": removed.messages, "audit_records": removed.audit_records}
        echo(plain(NOUN, "ran", rows=removed.rows, **done))
    else:
        echo(plain(NOUN, "dry_run" if expired or any(counts.values()) else "nothing_old"))


def _rule(
    kind: RetentionClass, rule: RetentionRule | None, expired: Sequence[PlanRecords], audit_records: int
) -> dict[str, Any]:
    of_class = [each for each in expired if each.rule.kind is kind]
    older = audit_records if kind is RetentionClass.AUDIT else sum(each.rows for each in of_class)
    return {"kind": kind, "years": rule.years if rule else None, "older": older, "plans": len(of_class)}


def _facts(each: PlanRecords) -> dict[str, Any]:
    return {
        "class": each.rule.kind,
        "years": each.rule.years,
        "organization": each.plan.organization,
        "school_year": each.plan.school_year,
        "records": each.rows,
        "older_from": each.goes_on,
        "legal_hold": each.is_held,
    }


def _name(kind: str) -> str:
    return plain(NOUN, "class_name", kind=kind)


def _years(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_YEARS:
        _fail("bad_years", years=text)
    return int(text)


def _fail(part: str, **values: object) -> NoReturn:
    echo(plain(NOUN, part, **values), err=True)
    raise typer.Exit(BAD_INPUT)
