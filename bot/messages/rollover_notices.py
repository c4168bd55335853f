"""What owners and leads read when the next year's plan begins."""

from collections.abc import Sequence

from bot.messages.rollovers import NOUN
from bot.slack import blocks
from bot.slack.blocks import MessageContent
from prompts import Safe, say
from storage.plans.plans import PlanSummary
from storage.rollovers.notices import NextYearNotice

PARTS_LISTED = 15


def notice(old: PlanSummary, year: str, of: NextYearNotice) -> MessageContent:
    years = {"old_year": old.school_year, "year": year, "organization": old.organization}
    texts = [say(NOUN, "notice_title", **years)]
    texts += [_list("notice_led", "notice_milestone", of.led, old.school_year)] if of.led else []
    texts += [_list("notice_items", "notice_item", of.items, old.school_year)] if of.items else []
    texts += [_list("notice_left", "notice_left_item", of.left, old.school_year)] if of.left else []
    texts += [_list("notice_dropped", "notice_dropped_part", of.dropped, old.school_year)] if of.dropped else []
    texts.append(say(NOUN, "notice_end"))
    content = [part for text in texts for part in blocks.sections(text)]
    return MessageContent(text="\n".join(texts), blocks=content)


def _list(heading: str, line: str, parts: Sequence[object], old_year: str) -> Safe:
    lines = [say(NOUN, heading, old_year=old_year), *(say(NOUN, line, about=part) for part in parts[:PARTS_LISTED])]
    left = len(parts) - PARTS_LISTED
    return Safe("\n".join([*lines, *([say(NOUN, "lines_left", left=left)] if left > 0 else [])]))
