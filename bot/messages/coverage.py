"""What was discussed when, in words."""

from bot.slack import blocks
from bot.slack.blocks import MessageContent
from plans.coverage import Aspect, Coverage, StrategyCoverage
from prompts import formats, plain, say

NOUN = "coverage"


def message(organization: str, covered: Coverage) -> MessageContent:
    content = [blocks.header(plain(NOUN, "title", organization=organization))]
    if not covered.months:
        content.append(blocks.section(say(NOUN, "none")))
        return MessageContent(text=blocks.text_of(content), blocks=content)
    if undiscussed := covered.undiscussed():
        codes = [strategy.code for strategy in undiscussed]
        content += [*blocks.sections(say(NOUN, "undiscussed", codes=codes)), blocks.divider()]
    lines = [line for strategy in covered.strategies for line in _lines(strategy)]
    content += [*blocks.sections("\n".join(lines)), blocks.context(say(NOUN, "how", since=covered.months[0]))]
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _lines(strategy: StrategyCoverage) -> list[str]:
    return [say(NOUN, "strategy", strategy=strategy), *(_aspect(strategy, aspect) for aspect in Aspect)]


def _aspect(strategy: StrategyCoverage, aspect: Aspect) -> str:
    name = plain("minutes", "discussed_aspect", aspect=aspect)
    if aspect not in strategy.discussed:
        return say(NOUN, "aspect_unset", name=name)
    months = [formats.month_name(period) for period in sorted(strategy.discussed[aspect])]
    return say(NOUN, "aspect", name=name, months=months)
