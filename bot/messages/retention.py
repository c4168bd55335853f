"""The message that announces what will be removed under a retention rule."""

from collections.abc import Sequence
from datetime import date

from bot.slack import blocks
from bot.slack.blocks import MessageContent
from plans.retention import ANNOUNCED_BEFORE
from prompts import say
from storage.privacy.retention_survey import PlanRecords

NOUN = "retention"
MOST_LINES = 20


def announcement(listed: Sequence[PlanRecords], today: date) -> MessageContent:
    """Nothing of it goes within the time that it has to be announced before."""
    first = today + ANNOUNCED_BEFORE
    lines = [say(NOUN, "announced", records=records, on=max(first, records.goes_on)) for records in listed[:MOST_LINES]]
    if len(listed) > MOST_LINES:
        lines.append(say(NOUN, "announced_more", count=len(listed) - MOST_LINES))
    texts = [say(NOUN, "announcement"), "\n".join(lines), say(NOUN, "announcement_end")]
    return MessageContent(text="\n".join(texts), blocks=[part for text in texts for part in blocks.sections(text)])
