"""What a school would tell another school: the questions, what leaders are asked, and what other schools find."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import ButtonValue, PlanId
from bot.slack.identifiers import ActionId, FieldId, ViewId
from plans.advice import FoundBy
from plans.network import NetworkCounts
from prompts import plain, say
from storage.plans.advice import Advice
from storage.plans.plans import PlanSummary

NOUN = "advice"
LISTED = 15
"""The most words of schools in an answer."""


@dataclass(frozen=True, slots=True)
class AdvicePointer(ButtonValue):
    advice_id: int


# ---------------------------------------------------------------- the questions


def inputs(before: Advice | None) -> list[Block]:
    """Optional. What was told before is filled in, unless it was taken back."""
    before = None if before is None or before.standing == "withdrawn" else before
    words = blocks.text_input(
        FieldId.ADVICE,
        plain(NOUN, "words"),
        value=before.words if before else "",
        hint=plain(NOUN, "words_hint"),
        optional=True,
    )
    found_by = blocks.choice_input(
        FieldId.FOUND_BY,
        plain(NOUN, "found_by"),
        [(each, plain(NOUN, "found_by_option", found_by=each)) for each in FoundBy],
        chosen=before.found_by if before else FoundBy.NOBODY,
        hint=plain(NOUN, "found_by_hint"),
        all_shown=True,
    )
    return [words, found_by]


def button(plan: PlanSummary) -> Block:
    return blocks.button(plain(NOUN, "button"), ActionId.ADVICE_OPEN, PlanId(plan.id))


def form(plan: PlanSummary, strategies: Sequence[tuple[str, str]]) -> Block:
    """`strategies` are their ids with what people read."""
    content = [
        blocks.section(say(NOUN, "about", plan=plan)),
        blocks.choice_input(FieldId.STRATEGY, plain(NOUN, "strategy"), strategies),
        *inputs(None),
    ]
    return blocks.modal(
        ViewId.ADVICE,
        plain(NOUN, "title"),
        content,
        submit=plain(NOUN, "save"),
        close=plain(NOUN, "cancel"),
        metadata=PlanId(plan.id),
    )


def saved(advice: Advice) -> MessageContent:
    values = {"findable": advice.found_by is not FoundBy.NOBODY, "released": advice.is_findable}
    return MessageContent(text=say(NOUN, "saved", found_by=advice.found_by, **values))


# ---------------------------------------------------------------- to the leaders, and taking it back


def asked(advice: Advice) -> MessageContent:
    text, pointer = say(NOUN, "asked", advice=advice), AdvicePointer(advice.id)
    controls = [
        blocks.button(plain(NOUN, "button_release"), ActionId.ADVICE_RELEASE, pointer),
        blocks.button(plain(NOUN, "button_keep"), ActionId.ADVICE_WITHDRAW, pointer),
    ]
    return MessageContent(text=text, blocks=[*blocks.sections(text), blocks.actions(NOUN, controls)])


def mine(own: Sequence[Advice]) -> MessageContent:
    """Each that can be taken back with its button."""
    if not own:
        return MessageContent(text=say(NOUN, "nothing_mine"))
    content = [blocks.header(plain(NOUN, "mine_title"))]
    for advice in own[-LISTED:]:
        is_shared = advice.found_by is not FoundBy.NOBODY and advice.standing != "withdrawn"
        withdraw = blocks.button(plain(NOUN, "button_withdraw"), ActionId.ADVICE_WITHDRAW, AdvicePointer(advice.id))
        aloud = blocks.read_aloud(withdraw, plain(NOUN, "withdraw_aloud", code=advice.code))
        content.append(blocks.section(say(NOUN, "mine", advice=advice), aloud if is_shared else None))
    return MessageContent(text=blocks.text_of(content), blocks=content)


# ---------------------------------------------------------------- what other schools find


def answer(
    practice: str, findable: Sequence[Advice], evidence: Mapping[int, NetworkCounts], more: int
) -> MessageContent:
    """`evidence` is by the plans' ids. `more` schools work on it and are not named."""
    if not findable and not more:
        return MessageContent(text=say(NOUN, "nobody", practice=practice))
    content = [blocks.header(plain(NOUN, "who_title", practice=practice))]
    for (organization, plan_id), of_school in groupby(
        findable[:LISTED], key=lambda each: (each.organization, each.plan_id)
    ):
        lines = [say(NOUN, "school", organization=organization, counts=evidence[plan_id])]
        lines += [say(NOUN, "advice", advice=each) for each in of_school]
        content += blocks.sections("\n".join(lines))
    if more:
        content.append(blocks.section(say(NOUN, "more", more=more, any=bool(findable))))
    content.append(blocks.context(say(NOUN, "rule")))
    return MessageContent(text=blocks.text_of(content), blocks=content)
