"""The year's rounds, and what a calendar file was understood to say."""

from collections.abc import Sequence

from bot import blocks
from bot.blocks import Said
from bot.check_ins.previews import Expected
from bot.messages.rounds import name_of
from prompts import plain, say
from storage.plans import PlanSummary

NOUN = "calendar"


def preview(plan: PlanSummary, expected: Sequence[Expected]) -> Said:
    title = plain(NOUN, "title", organization=plan.organization)
    lines: list[str] = [say(NOUN, "intro" if expected else "nothing", organization=plan.organization)]
    lines += [_line(one) for one in expected]
    text = "\n".join(lines)
    return Said(text=f"{title}\n{text}", blocks=[blocks.header(title), *blocks.sections(text)])


def _line(one: Expected) -> str:
    return say(
        NOUN,
        "line",
        name=name_of(one.occasion.cadence, one.occasion.period),
        occasion=one.occasion,
        people=len(one.people),
        topics=one.topics,
        is_certain=one.is_certain,
    )
