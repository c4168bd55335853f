"""A plan's supports under the headings of Tool A's table, in both of its forms, as records that fit a phone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages import outreach
from bot.messages.items import supports as support_messages
from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import PlanId
from bot.slack.identifiers import ActionId
from plans.support_effects import SupportEffect
from prompts import Safe, plain, say
from storage.items.support_values import Support, SupportState
from storage.plans.plans import PlanSummary

NOUN = "support_table"
PLANS_LISTED = 40
"""Of many plans, those whose requests have been open longest."""
GIVEN = (SupportState.PROVIDED, SupportState.RATED)


@dataclass(frozen=True, slots=True)
class PlanSupports:
    plan: PlanSummary
    today: date
    supports: Sequence[Support]
    effects: Mapping[int, SupportEffect]
    """Of support from an organization above the plan's, by its id."""
    is_partial: bool = False
    """Whether only what was passed on to the reader is listed."""


@dataclass(frozen=True, slots=True)
class OpenInPlan:
    """How many requests for support are open in a plan, and for how many days the oldest has been."""

    plan: PlanSummary
    open: int
    days: int


def of_many(waiting: Sequence[OpenInPlan], plans: int) -> MessageContent:
    """`waiting` are the plans with open requests, the oldest first; `plans` is how many there are in all."""
    counts = {"open": sum(of_plan.open for of_plan in waiting), "waiting": len(waiting), "plans": plans}
    content = [
        blocks.header(plain(NOUN, "title_of_many", plans=plans)),
        blocks.context(say(NOUN, "open_in_many", **counts)),
    ]
    lines = [
        say(NOUN, "open_in_plan", plan=of_plan.plan, open=of_plan.open, days=of_plan.days)
        for of_plan in waiting[:PLANS_LISTED]
    ]
    if len(waiting) > PLANS_LISTED:
        lines.append(say(NOUN, "more_plans", plans=len(waiting) - PLANS_LISTED))
    if waiting:
        content += [*blocks.sections("\n".join(lines)), blocks.context(say(NOUN, "see_one", plan=waiting[0].plan))]
    return MessageContent(text=blocks.text_of(content), blocks=content)


def message(listed: Sequence[PlanSupports], *, recordable: bool) -> MessageContent:
    """`recordable` adds the button that records support nobody had asked for; it needs a single plan."""
    content = [block for of_plan in listed for block in _of_plan(of_plan)]
    if recordable:
        label, target = plain(NOUN, "button_record"), PlanId(listed[0].plan.id)
        content.append(blocks.actions("supports", [blocks.button(label, ActionId.SUPPORT_RECORD, target)]))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _of_plan(of_plan: PlanSupports) -> list[Block]:
    """What is still open comes first; what was taken back is only counted."""
    listed = [support for support in of_plan.supports if support.state is not SupportState.WITHDRAWN]
    provided = [support for support in listed if support.state in GIVEN]
    listed.sort(key=lambda support: not support.is_open)
    content = [blocks.header(plain(NOUN, "title", plan=of_plan.plan))]
    withdrawn = len(of_plan.supports) - len(listed)
    counts = {"open": len(listed) - len(provided), "provided": len(provided), "withdrawn": withdrawn}
    if of_plan.is_partial:
        content.append(blocks.context(say(NOUN, "only_passed_on", plan=of_plan.plan, is_empty=not of_plan.supports)))
    else:
        content.append(blocks.context(say(NOUN, "counts", **counts)))
    content += _records("provided_title", provided, lambda support: used_record(support, of_plan.effects))
    content += _records("needed_title", listed, lambda support: needed_record(support, of_plan.today))
    return content


def _records(title: str, supports: Sequence[Support], record: Callable[[Support], Safe]) -> list[Block]:
    if not supports:
        return []
    content = [blocks.divider(), blocks.section(say(NOUN, title))]
    return content + [block for support in supports for block in blocks.sections(record(support))]


USED = {"head_supports": "supports", "head_provider": "provider", "head_used": "used", "head_effective": "effective"}
"""The first form's headings, each with its cell."""
NEEDED = {
    "head_needed": "needed",
    "head_provided": "provided",
    "head_source": "source",
    "head_effectiveness": "effectiveness",
}
"""The second form's."""


def used_record(support: Support, effects: Mapping[int, SupportEffect]) -> Safe:
    """With what was on time before and after, where that is counted."""
    effect = effects.get(support.id)
    return _record(USED, used_cells(support), [] if effect is None else [_effect_field(effect)])


def _effect_field(effect: SupportEffect) -> Mapping[str, str]:
    heading = plain(outreach.NOUN, "effect_field", codes=effect.codes)
    return {"heading": heading, "cell": plain(outreach.NOUN, "effect_cell", effect=effect)}


def needed_record(support: Support, today: date) -> Safe:
    return _record(NEEDED, needed_cells(support, today))


def _record(form: Mapping[str, str], cells: Sequence[str], more: Sequence[Mapping[str, str]] = ()) -> Safe:
    fields = [{"heading": plain(NOUN, heading), "cell": cell} for heading, cell in zip(form, cells, strict=True)]
    return say(NOUN, "record", fields=[*fields, *more])


def used_cells(support: Support) -> list[str]:
    effect = support_messages.effect(support)
    return [plain(NOUN, cell, support=support, effect=effect) for cell in USED.values()]


def needed_cells(support: Support, today: date) -> list[str]:
    values = {"support": support, "effect": support_messages.effect(support), "days": support.days_open(today)}
    return [plain(NOUN, cell, **values) for cell in NEEDED.values()]
