"""throughline status and throughline minutes: a leader's reports on the command line."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any

import typer

from bot import statuses
from bot.cli.common import PlanName, plan_named, turns
from bot.cli.console import AsJson, echo, fail, print_json, print_message
from bot.messages import status as messages
from bot.messages.status import PlanStatus
from bot.minutes.files import minutes_markdown
from plans.item_progress import Day
from plans.lagging import LaggingItem
from plans.milestones import MilestoneCounts, MilestoneProgress, count_milestones, counts_by_strategy
from plans.outcomes import PlanOutcome
from plans.progress import DueShares, Fraction, Progress
from plans.readings import ReportedReading
from prompts import plain
from storage.rounds import minutes as store

AsOf = Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="A past day, such as 2026-10-31.")]


def past_day(as_of: datetime | None, today: date) -> Day:
    """The day that was asked for, or today. Exits if it hasn't come yet."""
    on = as_of.date() if as_of else today
    if on > today:
        fail("future_day", on=on)
    return Day.seen_from(today, on)


def status(plan: PlanName = "", as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Show a plan's progress: completed, on time and behind, by strategy."""
    with turns() as opened, opened.read() as turn:
        summary = plan_named(turn.session, plan)
        day = past_day(as_of, turn.today(summary.time_zone))
        plan_status = statuses.load(turn.session, summary, day, most=None)
    if as_json:
        print_json(_status(plan_status))
    else:
        print_message(messages.message(plan_status))


def _status(status: PlanStatus) -> dict[str, Any]:
    milestones = counts_by_strategy(status.milestones)
    return {
        "organization": status.plan.organization,
        "plan": status.plan.title,
        "as_of": status.as_of,
        **progress_json(status.progress),
        "milestones": _milestone_counts(count_milestones(status.milestones)),
        "strategies": [
            {
                "code": code,
                "title": status.titles.get(code, ""),
                **progress_json(progress),
                "milestones": _milestone_counts(milestones.get(code, MilestoneCounts())),
            }
            for code, progress in status.by_strategy.items()
        ],
        "milestone_list": [_milestone(milestone) for milestone in status.milestones],
        "outcomes": [outcome_json(outcome, status.as_of) for outcome in status.outcomes],
        "behind_items": [_lagging(item) for item in status.lagging.behind],
        "at_risk_items": [_lagging(item) for item in status.lagging.at_risk],
    }


def _milestone_counts(counts: MilestoneCounts) -> dict[str, int]:
    return {**asdict(counts), "total": counts.total}


def _milestone(milestone: MilestoneProgress) -> dict[str, Any]:
    return {
        "code": milestone.code,
        "title": milestone.title,
        "lead": milestone.lead,
        "state": milestone.state,
        "due": milestone.due,
        "first_due": milestone.first_due,
        "times_moved": milestone.times_moved,
        "completed_on": milestone.completed_on,
        "days_late": milestone.days_late,
        "cause": milestone.cause.cause if milestone.cause else "",
        "cause_category": milestone.cause.cause_category if milestone.cause else None,
        "cause_given_on": milestone.cause.recorded if milestone.cause else None,
    }


def outcome_json(outcome: PlanOutcome, today: date) -> dict[str, Any]:
    return {
        "kind": outcome.kind,
        "code": outcome.code,
        "text": outcome.text,
        "due": outcome.due,
        "baseline": outcome.baseline,
        "targets": list(outcome.targets),
        "dated_targets": [
            {"target": judged.target.text, "day": judged.day, "verdict": judged.verdict} for judged in outcome.judged
        ],
        "verdict": outcome.verdict(today),
        "newest": reading_json(outcome.report) if outcome.report else None,
        "student_groups": [reading_json(report) for report in outcome.groups if report.is_looked_at],
    }


def reading_json(report: ReportedReading) -> dict[str, Any]:
    reading = report.reading
    figure = reading.figure
    return {
        "status": None if reading.withheld else report.status,
        "student_group": reading.student_group,
        "not_shown": plain("outcomes", "number", reading=reading) if reading.withheld else "",
        "value": reading.text,
        "number": float(figure.number) if figure else None,
        "whole": figure.whole if figure else None,
        "unit": figure.unit if figure else "",
        "group_size": reading.group_size,
        "source": reading.source,
        "taken_on": reading.taken_on,
        "recorded_on": report.recorded_on,
        "who": report.who,
        "cause": report.cause,
    }


def _lagging(item: LaggingItem) -> dict[str, Any]:
    return {
        "code": item.code,
        "text": item.text,
        "owner": item.owner,
        "due": item.due,
        "first_due": item.first_due,
        "times_moved": item.times_moved,
        "days_late": item.days_late,
        "cause": item.cause.cause if item.cause else "",
        "cause_category": item.cause.cause_category if item.cause else None,
        "cause_given_on": item.cause.recorded if item.cause else None,
    }


def progress_json(progress: Progress) -> dict[str, Any]:
    return {
        "day_is_over": progress.day.is_over,
        "completed": fraction_json(progress.completed),
        **_shares(progress.shares),
        "by_first_dates": _shares(progress.first_shares),
        "dates_moved": progress.dates_moved,
        "items_moved": progress.items_moved,
        "due_today": progress.due_today,
        "not_yet_due": progress.not_yet_due,
        "at_risk": progress.at_risk,
        "ongoing": progress.ongoing,
        "canceled": progress.cancelled,
        "canceled_when_overdue": progress.cancelled_overdue,
    }


def _shares(shares: DueShares) -> dict[str, Any]:
    return {
        "on_time": fraction_json(shares.on_time),
        "completed_late": fraction_json(shares.completed_late),
        "behind": fraction_json(shares.behind),
    }


def fraction_json(fraction: Fraction) -> dict[str, Any]:
    return {"part": fraction.part, "whole": fraction.whole, "percent": fraction.percent}


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
        echo(minutes_markdown(published[-1]))
