"""What is written into the plan in a root cause dialog, as the thread shows it."""

from bot import blocks
from bot.blocks import Said
from bot.messages.coaching_buttons import kind_name
from bot.messages.coaching_parts import fields
from conversations.thread import Part
from prompts import say


def saved(part: Part, *, code: str, organization: str) -> Said:
    words = say("coaching", "saved", by=part.by, kind=kind_name(part.kind), code=code)
    lines = [say("coaching", "field", label=label, value=value) for label, value in fields(part.kind, part.values)]
    where = say("coaching", "saved_in_plan", organization=organization)
    text = "\n".join([words, *lines])
    return Said(text=f"{text}\n{where}", blocks=[*blocks.sections(text), blocks.context(where)])
