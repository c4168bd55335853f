"""The year's rounds, and what the bot read in a calendar file."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages.check_ins.rounds import name_of
from bot.slack import blocks
from bot.slack.blocks import MessageContent
from plans.cadences import Occasion
from prompts import Safe, plain, say
from storage.plans.plans import PlanSummary

NOUN = "calendar"
NAMES_SHOWN = 7


@dataclass(frozen=True, slots=True)
class ExpectedRound:
    """A round that has not opened yet."""

    occasion: Occasion
    people: tuple[str, ...]
    teams: tuple[str, ...]
    """Codes of the milestones whose team answers together."""
    topics: int
    is_certain: bool = True
    """False for a round that opens only if an activity is completed on its due date."""
    holiday: str = ""
    """The holiday most schools have on the opening day, where the plan's own calendar does not list it."""


def preview(plan: PlanSummary, expected: Sequence[ExpectedRound], *, most: int = NAMES_SHOWN) -> MessageContent:
    """List the rounds, with at most `most` names in a line."""
    title = plain(NOUN, "title", organization=plan.organization)
    text = text_of_rounds(plan, expected, most=most)
    return MessageContent(text=f"{title}\n{text}", blocks=[blocks.header(title), *blocks.sections(text)])


def text_of_rounds(plan: PlanSummary, expected: Sequence[ExpectedRound], *, most: int = NAMES_SHOWN) -> Safe:
    lines = [say(NOUN, "intro" if expected else "nothing", organization=plan.organization)]
    return Safe("\n".join([*lines, *(_line(round_ahead, most) for round_ahead in expected)]))


def _line(round_ahead: ExpectedRound, most: int) -> Safe:
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
