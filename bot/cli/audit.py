"""throughline audit: who read, changed, exported or was refused what, and whether anybody edited the list."""

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from bot.audit.sealing import seal_all
from bot.cli.common import account, plan_named, team_of, turns
from bot.cli.console import BAD_INPUT, AsJson, echo, print_json
from bot.messages.audit import NOUN, sentence
from plans.time_zones import zone_named
from prompts import formats, plain
from storage.audit import checks, lines
from storage.audit.chain import ChainLink
from storage.audit.checks import Break, ChainCheck
from storage.audit.kinds import AuditKind
from storage.audit.lines import AuditFilter
from storage.people import organizations

BROKEN = 1
MOST_LINES = 10_000

app = typer.Typer(help="The audit: who did what, and whether anybody edited it.", invoke_without_command=True)


@app.callback()
def audit(
    context: typer.Context,
    *,
    plan: Annotated[str, typer.Option(help='Name of the school, district or plan, such as "Bethel 2025-26".')] = "",
    person: Annotated[str, typer.Option(help="@handle, Slack id or full name.")] = "",
    first: Annotated[datetime | None, typer.Option("--from", metavar="DAY", formats=["%Y-%m-%d"])] = None,
    last: Annotated[datetime | None, typer.Option("--to", metavar="DAY", formats=["%Y-%m-%d"])] = None,
    kind: Annotated[AuditKind | None, typer.Option(help="Only records of this kind.")] = None,
    as_json: AsJson = False,
) -> None:
    """List who read, changed, exported, published, signed, erased or was refused what, newest first."""
    if context.invoked_subcommand is not None:
        return
    with turns() as opened:
        seal_all(opened)
        with opened.read() as turn:
            team = team_of(turn.session)
            zone = zone_named(organizations.usual_zone(turn.session, team))
            chosen = AuditFilter(
                workspace_id=team,
                plan_id=plan_named(turn.session, plan).id if plan else None,
                person_id=account(turn.session, person).id if person else None,
                kind=kind,
                begins=first.replace(tzinfo=zone) if first else None,
                ends=(last + timedelta(days=1)).replace(tzinfo=zone) if last else None,
            )
            newest = lines.newest(turn.session, chosen, MOST_LINES)
            count = lines.count(turn.session, chosen)
    if as_json:
        print_json([asdict(line) for line in newest])
        return
    with formats.for_a_file():
        for line in newest:
            echo(sentence(replace(line, at=line.at.astimezone(zone)), with_plan=True))
    echo(plain(NOUN, "listed", count=count, listed=len(newest)))


@app.command()
def check(
    expect: Annotated[
        str, typer.Option(metavar="LINK", help='A link kept elsewhere, such as "812:3f9a…" from the log.')
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Check the chain of hashes and print its newest link, to be kept elsewhere. Exits with 1 where it breaks."""
    expected = _link(expect) if expect else None
    with turns() as opened:
        seal_all(opened)
        with opened.read() as turn:
            checked = checks.check(turn.session, expected=expected)
    if as_json:
        print_json({**asdict(checked), "link": str(checked.last)})
    else:
        _print_check(checked, expected)
    if checked.first_break is not None:
        raise typer.Exit(BROKEN)


def _link(text: str) -> ChainLink:
    position, _, digest = text.partition(":")
    if not position.isdecimal() or not digest:
        echo(plain(NOUN, "no_link", text=text), err=True)
        raise typer.Exit(BAD_INPUT)
    return ChainLink(int(position), digest.strip())


def _print_check(checked: ChainCheck, expected: ChainLink | None) -> None:
    if checked.first_break is not None:
        broken = checked.first_break
        values = {
            "at": broken.at and broken.at.astimezone(UTC),
            "record": broken.record_id,
            "position": broken.position,
        }
        with formats.for_a_file():
            echo(plain(NOUN, "broken", code=broken.code, **values))
        return
    echo(plain(NOUN, "unbroken", count=checked.checked, link=str(checked.last)))
    if expected is not None:
        is_older = expected.position < checked.first
        echo(plain(NOUN, "link_too_old" if is_older else "link_fits", link=str(expected)))


def _break_sentence(first: Break) -> str:
    at = first.at and first.at.astimezone(UTC)
    return plain(NOUN, "broken", code=first.code, at=at, record=first.record_id, position=first.position)
