"""The year's rounds, and what a calendar file was understood to say."""

from collections.abc import Sequence

from bot import blocks
from bot.blocks import MessageContent
from bot.check_ins.previews import Expected
from bot.messages.check_ins.rounds import name_of
from prompts import plain, say
from storage.plans.plans import PlanSummary

NOUN = "calendar"
NAMES_SHOWN = 7


def preview(plan: PlanSummary, expected: Sequence[Expected], *, most: int = NAMES_SHOWN) -> MessageContent:
    """`most` is how many names a line may hold."""
    title = plain(NOUN, "title", organization=plan.organization)
    lines: list[str] = [say(NOUN, "intro" if expected else "nothing", organization=plan.organization)]
    lines += [_line(round_ahead, most) for round_ahead in expected]
    text = "\n".join(lines)
    return MessageContent(text=f"{title}\n{text}", blocks=[blocks.header(title), *blocks.sections(text)])


def _line(round_ahead: Expected, most: int) -> str:
    asked = [*round_ahead.people, *(plain(NOUN, "team", codes=codes) for codes in round_ahead.teams)]
    left = len(asked) - most if len(asked) > most else 0
    return say(
        NOUN,
        "line",
        name=name_of(round_ahead.occasion.cadence, round_ahead.occasion.period),
        occasion=round_ahead.occasion,
        asked=[*asked[:most], plain(NOUN, "others", left=left)] if left else asked,
        topics=round_ahead.topics,
        is_certain=round_ahead.is_certain,
        holiday=round_ahead.holiday,
    )
