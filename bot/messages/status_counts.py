"""A plan's progress for those who look at the school from above: its counts, without names and words."""

from collections.abc import Sequence

from bot.messages import status as whole
from bot.messages.status import NOUN, PlanStatus
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from plans.lagging import LaggingItem
from plans.milestones import lagging_milestones
from prompts import Safe, plain, say


def message(status: PlanStatus) -> MessageContent:
    milestones = lagging_milestones(status.milestones)
    content = [
        blocks.header(plain(NOUN, "title", plan=status.plan, as_of=status.as_of)),
        *whole.counts(status),
        *whole.strategy_counts(status),
        *_lagging("behind", status.lagging.behind, of=status.progress.behind.part),
        *_lagging("at_risk", status.lagging.at_risk, of=status.progress.at_risk),
        *_lagging("milestones_behind", milestones.behind, of=len(milestones.behind)),
        *_lagging("milestones_at_risk", milestones.at_risk, of=len(milestones.at_risk)),
    ]
    if status.supports:
        oldest = max(support.days_open for support in status.supports)
        content.append(blocks.section(say(NOUN, "supports_count", count=len(status.supports), days=oldest)))
    content.append(blocks.context(say(NOUN, "left_out", plan=status.plan), say(NOUN, "how")))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _lagging(kind: str, items: Sequence[LaggingItem], *, of: int) -> list[Block]:
    """Codes and dates; of causes, only the categories."""
    if not items:
        return []
    lines = [say(NOUN, f"{kind}_title"), *(_item(kind, item) for item in items)]
    if of > len(items):
        lines.append(say(NOUN, "more", count=of - len(items)))
    return [blocks.divider(), *blocks.sections("\n".join(lines))]


def _item(kind: str, item: LaggingItem) -> Safe:
    line = say(NOUN, "lagging_counted", item=item, is_milestone=kind.startswith("milestones_"))
    return Safe(limits.clamp(line, limits.SECTION // 4))
