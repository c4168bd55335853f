"""throughline network-digest: the newest monthly digest of a district or state, without sending it."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from bot.cli.common import organization_named, turns
from bot.cli.console import AsJson, fail, print_json, print_message
from bot.cli.reports import fraction_json
from bot.network import digest_schedule, digests
from plans.digests import Digest, Moving, UnitMonth
from plans.item_progress import Day
from prompts import formats
from storage.network import scope

Organization = Annotated[str, typer.Option("--organization", help="Name of the district or state.")]


def network_digest(organization: Organization, as_json: AsJson = False) -> None:
    """Print the newest monthly digest of a district or state, and when the next one goes out. Nothing is sent."""
    with turns() as opened, opened.read() as turn:
        row = organization_named(turn.session, organization)
        today = Day(turn.today(row.time_zone), is_over=False)
        counted = scope.read(turn.session, row.workspace_id, row.id, today)
        if counted is None or not counted.schools:
            fail("no_network", organization=row.name, on=today.on)
        if not as_json:
            with formats.for_a_file():
                print_message(digests.content(turn, row.id))
            return
        chosen = digest_schedule.latest(turn, row)
        digest = digest_schedule.read(turn.session, chosen) if chosen else None
        period, deadline = digest_schedule.next_after(turn, row, chosen.month if chosen else None)
    following = {"month": period, "by": deadline}
    print_json({"organization": row.name, "digest": _digest(digest) if digest else None, "next": following})


def _digest(digest: Digest) -> dict[str, Any]:
    month, before = digest.month, digest.before
    return {
        "month": month.period,
        "as_of": month.on,
        "since": month.since,
        "on_time": fraction_json(digest.shares.on_time),
        "on_time_before": fraction_json(before.on_time) if before else None,
        "practices_moved": [_moving(practice) for practice in digest.moved_practices],
        "milestones_completed": {unit.name: unit.milestones_completed for unit in digest.completing},
        "improved": [_moving(unit) for unit in digest.improved],
        "calls": [_call(unit) for unit in digest.calls],
        "support_unanswered": {name: asdict(supports) for name, supports in digest.unanswered},
        "not_closed": list(digest.not_closed),
    }


def _moving(moving: Moving) -> dict[str, Any]:
    before = fraction_json(moving.before.on_time) if moving.before else None
    return {"name": moving.name, "on_time": fraction_json(moving.shares.on_time), "on_time_before": before}


def _call(unit: UnitMonth) -> dict[str, Any]:
    return {**_moving(unit), "behind": fraction_json(unit.shares.behind), "reasons": list(unit.reasons)}
