"""throughline status and throughline minutes: a leader's reports on the command line."""

from datetime import datetime
from typing import Annotated, Any

import typer

from bot import documents, statuses
from bot.cli.common import AsJson, PlanName, echo, fail, plan_named, print_json, print_message, turns
from bot.messages import status as messages
from bot.messages.status import PlanStatus
from plans.progress import Fraction, Progress
from storage.rounds import minutes as store

AsOf = Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="A past day, such as 2026-10-31.")]


def status(plan: PlanName = "", as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Show a plan's progress: completed, on time and behind, by strategy."""
    with turns() as opened, opened.read() as turn:
        summary = plan_named(turn.session, plan)
        day = as_of.date() if as_of else turn.today(summary.time_zone)
        plan_status = statuses.load(turn.session, summary, day)
    if as_json:
        print_json(_status(plan_status))
    else:
        print_message(messages.message(plan_status, all_behind=True))


def _status(status: PlanStatus) -> dict[str, Any]:
    return {
        "organization": status.plan.organization,
        "plan": status.plan.title,
        "as_of": status.as_of,
        **_progress(status.progress),
        "strategies": [
            {"code": code, "title": status.titles.get(code, ""), **_progress(progress)}
            for code, progress in status.by_strategy.items()
        ],
        "behind_items": [
            {"code": item.code, "text": item.text, "owner": item.owner, "due": item.due, "cause": item.cause}
            for item in status.progress.behind_items
        ],
    }


def _progress(progress: Progress) -> dict[str, Any]:
    fractions: dict[str, Fraction] = {
        "completed": progress.completed,
        "on_time": progress.on_time,
        "completed_late": progress.completed_late,
        "behind": progress.behind,
    }
    figures: dict[str, Any] = {
        name: {"part": fraction.part, "whole": fraction.whole, "percent": fraction.percent}
        for name, fraction in fractions.items()
    }
    return {**figures, "not_yet_due": progress.not_yet_due, "ongoing": progress.ongoing}


def minutes(
    plan: PlanName = "",
    period: Annotated[str, typer.Option(help="Month, such as 2026-11; the latest by default.")] = "",
    as_json: AsJson = False,
) -> None:
    """Print published minutes as Markdown."""
    with turns() as opened, opened.read() as turn:
        summary = plan_named(turn.session, plan)
        published = [stored for stored in store.published(turn.session, summary.id) if period in ("", stored.period)]
    if not published:
        fail("no_minutes", organization=summary.organization)
    if as_json:
        print_json(store.to_json(published[-1].minutes))
    else:
        echo(documents.minutes_markdown(published[-1].minutes))
