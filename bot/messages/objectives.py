"""The form that asks which objective of the plan above a strategy serves, one strategy after the other."""

from collections.abc import Sequence

from bot.messages import modification_forms
from bot.messages.modification_forms import PlanPartPointer
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import FieldId, ViewId
from conversations.parts import PartKind
from plans.objectives import OWN, Objective, ObjectiveSuggestion
from prompts import plain, say
from storage.plans.objectives import UnlinkedStrategy

NOUN = "objectives"


def options(objectives: Sequence[Objective]) -> list[tuple[str, str]]:
    return [
        *((each.key, plain(NOUN, "option", objective=each)) for each in objectives),
        (OWN, plain(NOUN, "own_option")),
    ]


def label(objectives: Sequence[Objective]) -> str:
    """At least one objective; all are of the same organization."""
    return plain(NOUN, "serves", organization=objectives[0].organization)


def form(
    strategy: UnlinkedStrategy, objectives: Sequence[Objective], suggestion: ObjectiveSuggestion | None, *, more: int
) -> Block:
    """`more` strategies are asked about after this one. The suggestion is only a sentence: nothing is chosen."""
    offered = options(objectives)
    content = [blocks.section(say(NOUN, "about", about=strategy, more=more))]
    if suggestion:
        content.append(blocks.context(say(NOUN, "suggestion", suggestion=suggestion)))
    content.append(
        blocks.choice_input(
            FieldId.SERVES,
            label(objectives),
            offered,
            hint=plain(NOUN, "serves_hint"),
            optional=True,
            all_shown=len(offered) <= limits.CHECKBOXES,
        )
    )
    return blocks.modal(
        ViewId.PART_ALIGN,
        plain(NOUN, "title"),
        content,
        submit=plain(NOUN, "save"),
        close=plain(modification_forms.NOUN, "cancel"),
        metadata=PlanPartPointer(PartKind.STRATEGY, strategy.row_id),
    )


def done(organization: str, undecided: int) -> MessageContent:
    """`undecided` strategies were left for later."""
    return MessageContent(text=say(NOUN, "done", organization=organization, undecided=undecided))


def no_objectives(organization: str) -> MessageContent:
    return MessageContent(text=say(NOUN, "no_objectives", organization=organization))
