"""throughline status and throughline minutes: what a leader reads, at the command line."""

from datetime import datetime
from typing import Annotated, Any

import typer

from bot import documents, statuses
from bot.cli.common import AsJson, PlanName, echo, fail, plan_named, print_json, print_message, turns
from bot.messages import status as messages
from bot.messages.status import PlanStatus
from plans.progress import Fraction, Progress
from storage.rounds import minutes as store

AsOf = Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="A past day, 2026-10-31.")]


def status(plan: PlanName = "", as_of: AsOf = None, as_json: AsJson = False) -> None:
    """How a plan stands: completed, on time, behind, by strategy."""
    with turns() as opened, opened.read() as turn:
        found = plan_named(turn.session, plan)
        day = as_of.date() if as_of else turn.today(found.time_zone)
        known = statuses.load(turn.session, found, day)
    if as_json:
        print_json(_status(known))
    else:
        print_message(messages.message(known, all_behind=True))


def _status(known: PlanStatus) -> dict[str, Any]:
    return {
        "organization": known.plan.organization,
        "plan": known.plan.title,
        "as_of": known.as_of,
        **_progress(known.progress),
        "strategies": [
            {"code": code, "title": known.titles.get(code, ""), **_progress(progress)}
            for code, progress in known.by_strategy.items()
        ],
        "behind_items": [
            {"code": item.code, "text": item.text, "owner": item.owner, "due": item.due, "cause": item.cause}
            for item in known.progress.behind_items
        ],
    }


def _progress(progress: Progress) -> dict[str, Any]:
    fractions: dict[str, Fraction] = {
        "completed": progress.completed,
        "on_time": progress.on_time,
        "completed_late": progress.completed_late,
        "behind": progress.behind,
    }
    shown: dict[str, Any] = {
        name: {"part": known.part, "whole": known.whole, "percent": known.percent} for name, known in fractions.items()
    }
    return {**shown, "not_yet_due": progress.not_yet_due, "ongoing": progress.ongoing}


def minutes(
    plan: PlanName = "",
    period: Annotated[str, typer.Option(help="Month, 2026-11; without it the newest.")] = "",
    as_json: AsJson = False,
) -> None:
    """Published minutes as Markdown."""
    with turns() as opened, opened.read() as turn:
        found = plan_named(turn.session, plan)
        kept = [one for one in store.published(turn.session, found.id) if period in ("", one.period)]
    if not kept:
        fail("no_minutes", organization=found.organization)
    if as_json:
        print_json(store.to_json(kept[-1].minutes))
    else:
        echo(documents.minutes_markdown(kept[-1].minutes))
