"""The messages about changes in one plan that touch a part of another: at once, and with a month's digest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages.modifications import FieldChange, change_line
from bot.slack import blocks, limits
from bot.slack.blocks import MessageContent
from plans.linked_parts import ChangedMilestone, PlanStep, StrategyChanges
from prompts import formats, plain, say
from storage.plans.objective_changes import AffectedPart, ChangedCell, LinkedChange
from storage.plans.plan_changes import printed

NOUN = "linked_changes"
_NAMING = frozenset({"lead"})
"""Fields that may name a person."""
TEXT_SHOWN = 600
"""Of one field, before and after."""
MOST_STRATEGIES, MOST_MILESTONES = 5, 3
"""In a month's list, and of a strategy in it. How many more there are is said behind them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedStrategy:
    """A strategy at one end of a link, with what changed below it in a month."""

    link: AffectedPart
    changes: StrategyChanges
    with_titles: bool
    """Whether the reader may read names and words in its plan."""


def message(
    change: LinkedChange, link: AffectedPart, on: date, objectives: Mapping[str, str], *, with_words: bool
) -> MessageContent:
    """`objectives` are the names of those that a strategy served before and serves now, by their keys.

    `with_words`: whether the reader may read names and reasons in the changed plan.
    """
    cells = [cell for cell in change.cells if with_words or cell.field not in _NAMING]
    part = "changed_below" if link.other.is_objective else "changed_above"
    lines = [
        say(NOUN, part, change=change, link=link, is_unlinked=_is_unlinked(change, link)),
        *(limits.clamp(change_line(_field(cell, objectives)), TEXT_SHOWN) for cell in cells),
        say(NOUN, "by" if with_words else "kept", change=change, on=on),
    ]
    text = "\n".join(lines)
    return MessageContent(text=text, blocks=blocks.sections(text))


def _is_unlinked(change: LinkedChange, link: AffectedPart) -> bool:
    return any(cell.before == str(link.other.place) for cell in change.cells if cell.field == "serves")


def _field(cell: ChangedCell, objectives: Mapping[str, str]) -> FieldChange:
    name = plain("modifications", "field_name", name=cell.field)
    before, after = (_readable(cell.field, text, objectives) for text in (cell.before, cell.after))
    return FieldChange(name=name, before=before, after=after)


def _readable(field: str, text: str, objectives: Mapping[str, str]) -> str:
    if field == "serves":
        return objectives.get(text, text)
    readable = printed(field, text)
    return formats.day(readable) if isinstance(readable, date) else readable


# ---------------------------------------------------------------- with a month's digest


def month(organization: str, since: date, strategies: Sequence[LinkedStrategy]) -> MessageContent:
    """For those who lead a part at the other end of a link and don't get the digest."""
    text = "\n".join(month_lines(since, strategies))
    content = [*blocks.sections(text), blocks.context(say(NOUN, "month_sent", organization=organization))]
    return MessageContent(text=blocks.text_of(content), blocks=content)


def month_lines(since: date, strategies: Sequence[LinkedStrategy]) -> list[str]:
    """The same as a part of the digest; nothing if nothing changed."""
    if not strategies:
        return []
    listed = [_strategy_line(strategy) for strategy in strategies[:MOST_STRATEGIES]]
    more = len(strategies[MOST_STRATEGIES:])
    return [say(NOUN, "month_title", since=since), *listed, *([say(NOUN, "month_more", count=more)] if more else [])]


def _strategy_line(strategy: LinkedStrategy) -> str:
    part = "month_below" if strategy.link.other.is_objective else "month_above"
    changes = strategy.changes
    milestones = [_milestone(each, with_title=strategy.with_titles) for each in changes.milestones[:MOST_MILESTONES]]
    more = len(changes.milestones[MOST_MILESTONES:])
    if more:
        milestones.append(plain(NOUN, "more_milestones", count=more))
    counts = {step: changes.items[step] for step in PlanStep if changes.items.get(step)}
    items = [plain(NOUN, f"items_{step.value}", count=count) for step, count in counts.items()]
    return say(NOUN, part, link=strategy.link, milestones=milestones, items=items)


def _milestone(milestone: ChangedMilestone, *, with_title: bool) -> str:
    return say(NOUN, f"milestone_{milestone.step.value}", milestone=milestone, with_title=with_title)
