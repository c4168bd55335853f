"""What an action item or a milestone is for, in one short line."""

from bot.slack import limits
from plans.plan import Purpose
from prompts import Safe, say

PART_SHOWN = 70


def purpose_line(purpose: Purpose | None) -> list[Safe]:
    """Empty for an item that belongs to no strategy."""
    if purpose is None:
        return []
    strategy, aim = (limits.clamp(part, PART_SHOWN) for part in (purpose.strategy, purpose.aim))
    return [say("action_items", "purpose", strategy=strategy, aim=aim)]
