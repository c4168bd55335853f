"""Participation by team and month."""

from collections.abc import Sequence
from itertools import groupby

from bot.slack import blocks
from bot.slack.blocks import MessageContent
from plans.participation import TeamPeriod
from prompts import plain, say
from storage.plans.plans import PlanSummary

NOUN = "participation"


def table(plan: PlanSummary, rows: Sequence[TeamPeriod]) -> MessageContent:
    title = plain(NOUN, "title", organization=plan.organization)
    lines = [say(NOUN, "intro" if rows else "nothing")]
    for period, teams in groupby(rows, key=lambda row: row.period):
        lines.append(say(NOUN, "period", period=period))
        lines += [say(NOUN, "row", row=row) for row in teams]
    text = "\n".join(lines)
    return MessageContent(text=f"{title}\n{text}", blocks=[blocks.header(title), *blocks.sections(text)])
