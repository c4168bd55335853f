"""throughline privacy hold, release and holds."""

import getpass
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, NoReturn

import typer
from sqlalchemy.orm import Session

from bot.backups import hold_list
from bot.backups.hold_list import NotedHold
from bot.cli.common import plan_named, team_of, turns
from bot.cli.console import BAD_INPUT, AsJson, echo, print_json
from bot.cli.console import settings as read_settings
from bot.turns import Turn
from prompts import formats, plain
from storage.audit import records
from storage.audit.kinds import AuditKind
from storage.people.role_changes import Author
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.privacy import holds
from storage.privacy.holds import LegalHold

NOUN = "legal_holds"
Plan = Annotated[
    str, typer.Argument(metavar="PLAN", help='Name of the school, district or plan, with a year: "Bethel 2025-26".')
]


def hold(
    plan: Plan,
    reason: Annotated[str, typer.Option(help="Which matter it is for. The plan's managers read it in Slack.")],
) -> None:
    """Place a legal hold on a plan: nothing of it is removed, erased or destroyed until it is released."""
    if not reason.strip():
        _fail("needs_reason")
    with turns() as opened, opened.write() as turn:
        summary, author = plan_named(turn.session, plan), Author(at=turn.now, login=getpass.getuser())
        number = holds.place(turn.session, summary.id, reason.strip(), author)
        _note(summary, author.at, reason)
        _audit(turn, summary, "privacy hold", number)
        others = _other_years(turn.session, summary)
    echo(plain(NOUN, "placed", plan=summary, number=number))
    if others:
        echo(plain(NOUN, "other_years", organization=summary.organization, years=others))


def release(
    plan: Plan,
    number: Annotated[int | None, typer.Option("--hold", help="Which one, of a plan under several.")] = None,
    reason: Annotated[str, typer.Option(help="Why it is released.")] = "",
) -> None:
    """Release a legal hold. That it was in place stays on record."""
    with turns() as opened, opened.write() as turn:
        summary = plan_named(turn.session, plan)
        standing = holds.standing(turn.session, summary.id)
        chosen = [each for each in standing if number in (None, each.id)]
        if not chosen:
            _fail("no_such_hold", plan=summary, numbers=[each.id for each in standing])
        if len(chosen) > 1:
            _fail("which_hold", plan=summary, numbers=[each.id for each in chosen])
        holds.release(turn.session, chosen[0].id, reason.strip(), Author(at=turn.now, login=getpass.getuser()))
        _note(summary, chosen[0].placed_at, reason, released_at=turn.now.isoformat())
        _audit(turn, summary, "privacy release", chosen[0].id)
    echo(plain(NOUN, "released", plan=summary, number=chosen[0].id, others=len(standing) - 1))


def list_holds(as_json: AsJson = False) -> None:
    """List all legal holds, also those that were released, oldest first."""
    with turns() as opened, opened.read() as turn:
        listed = holds.in_workspace(turn.session, team_of(turn.session))
    if as_json:
        print_json([asdict(each) for each in listed])
        return
    if not listed:
        echo(plain(NOUN, "none"))
    with formats.for_a_file():
        _print(listed)


def _print(listed: Sequence[LegalHold]) -> None:
    for each in listed:
        echo(plain(NOUN, "line", hold=each))


def _other_years(session: Session, plan: PlanSummary) -> list[str]:
    """The school years of the organization's plans that are under no hold."""
    summaries = [
        each for each in plans.summaries(session, plan.workspace_id) if each.organization_id == plan.organization_id
    ]
    under_hold = holds.held_among(session, [each.id for each in summaries])
    return [each.school_year for each in summaries if each.id not in under_hold]


def _note(plan: PlanSummary, placed_at: datetime, reason: str, *, released_at: str = "") -> None:
    """Beside the backups, before the turn ends: a hold that isn't noted isn't placed."""
    folder = read_settings().backups_dir
    if folder is not None:
        moment, login = placed_at.astimezone(UTC).isoformat(), getpass.getuser()
        noted = NotedHold(
            plan_id=plan.id, placed_at=moment, reason=reason.strip(), login=login, released_at=released_at
        )
        hold_list.note(folder, noted)


def _audit(turn: Turn, plan: PlanSummary, action: str, number: int) -> None:
    records.add(
        turn.session,
        AuditKind.CHANGED,
        action,
        at=turn.now,
        workspace_id=plan.workspace_id,
        login=getpass.getuser(),
        plan_id=plan.id,
        organization_id=plan.organization_id,
        hold=number,
    )


def _fail(part: str, **values: object) -> NoReturn:
    echo(plain(NOUN, part, **values), err=True)
    raise typer.Exit(BAD_INPUT)
