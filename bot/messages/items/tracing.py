"""The path from a cause through the plan to its action items, and where it is broken."""

from bot.messages.root_cause.buttons import NOUN
from bot.slack import blocks
from bot.slack.blocks import MessageContent
from conversations.root_cause.trace import Gaps, Trace
from prompts import say


def item(code: str, traced: Trace | None) -> MessageContent:
    if traced is None:
        return MessageContent(text=say(NOUN, "trace_unknown", code=code))
    lines = [say(NOUN, "trace_item", trace=traced)]
    none = say(NOUN, "trace_private" if traced.hides else "trace_none")
    lines += [say(NOUN, "trace_root", root=root) for root in traced.roots] or [none]
    text = "\n\n".join(lines)
    return MessageContent(text=text, blocks=blocks.sections(text))


def gaps(organization: str, missing: Gaps) -> MessageContent:
    lists = {
        "strategies": missing.strategies_without_cause,
        "roots": missing.roots_without_item,
        "items": missing.items_without_strategy,
    }
    lines = [say(NOUN, f"gaps_{name}", items=items) for name, items in lists.items() if items]
    title = say(NOUN, "gaps_title", organization=organization)
    text = "\n\n".join([title, *(lines or [say(NOUN, "gaps_whole")])])
    return MessageContent(text=text, blocks=blocks.sections(text))
