"""The checkboxes of the form that publishes minutes: what the discussion addressed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.messages.minutes import NOUN
from bot.slack import blocks
from bot.slack.blocks import Block
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId, FieldId
from plans.coverage import Aspect, StrategyCoverage
from prompts import plain, say

GROUPS = 80
"""The most groups of checkboxes: a form has room for a hundred blocks, and other inputs need some."""
TOGETHER = 3
"""Strategies in one group where there are too many for one each: a group has ten options at most."""


@dataclass(frozen=True, slots=True)
class AspectChoice(ButtonValue):
    strategy_id: int
    aspect: Aspect


def discussed_inputs(strategies: Sequence[StrategyCoverage], expected: Collection[tuple[int, Aspect]]) -> list[Block]:
    """A group of checkboxes for each strategy, or for three where there are many. `expected` are ticked."""
    if not strategies:
        return []
    size = 1 if len(strategies) <= GROUPS else TOGETHER
    room = strategies[: GROUPS * size]
    content = [blocks.divider(), blocks.section(say(NOUN, "discussed_intro"))]
    content += [_group(first, room[first : first + size], expected) for first in range(0, len(room), size)]
    if len(room) < len(strategies):
        content.append(blocks.context(say(NOUN, "discussed_left", count=len(strategies) - len(room))))
    return content


def _group(first: int, strategies: Sequence[StrategyCoverage], expected: Collection[tuple[int, Aspect]]) -> Block:
    options = {
        (strategy.strategy_id, aspect): blocks.option(
            str(AspectChoice(strategy.strategy_id, aspect)), _text(strategy, aspect, is_alone=len(strategies) == 1)
        )
        for strategy in strategies
        for aspect in strategy.discussed
    }
    element: Block = {"type": "checkboxes", "action_id": ActionId.INPUT, "options": list(options.values())}
    if initial := [option for key, option in options.items() if key in expected]:
        element["initial_options"] = initial
    if len(strategies) == 1:
        label = plain(NOUN, "discussed_label", strategy=strategies[0])
    else:
        label = plain(NOUN, "discussed_several", codes=[strategy.code for strategy in strategies])
    return blocks.input_block(f"{FieldId.DISCUSSED}:{first}", label, element, optional=True)


def _text(strategy: StrategyCoverage, aspect: Aspect, *, is_alone: bool) -> str:
    name = plain(NOUN, "discussed_aspect", aspect=aspect)
    return name if is_alone else plain(NOUN, "discussed_option", code=strategy.code, aspect=name)
