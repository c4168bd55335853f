"""The forms of a rollover: change and carry over, drop, stop a strategy, undo a decision."""

from collections.abc import Sequence

from bot.messages.rollovers import NOUN, RolloverPointer
from bot.slack import blocks, limits
from bot.slack.blocks import Block
from bot.slack.button_values import PlanId
from bot.slack.identifiers import FieldId, ViewId
from conversations.next_year import NextYearFacts, RemainingItem, RunningStrategy, UnfinishedMilestone
from conversations.rollover import DecisionKind, RolloverState, RolloverSubject, SubjectKey
from prompts import plain, say

ITEMS_IN_FORM = 60
"""A form has 100 blocks: a date for each item, and a checkbox in a group of ten."""


def items_field(group: int) -> str:
    return f"items:{group}"


def due_field(item_id: int) -> str:
    return f"due:{item_id}"


def groups(items: Sequence[RemainingItem]) -> list[Sequence[RemainingItem]]:
    """The items of a form, as many together as Slack takes in a group of checkboxes."""
    listed = items[:ITEMS_IN_FORM]
    return [listed[start : start + limits.CHECKBOXES] for start in range(0, len(listed), limits.CHECKBOXES)]


def change_form(
    pointer: RolloverPointer, milestone: UnfinishedMilestone | None, items: Sequence[RemainingItem]
) -> Block:
    """Without a milestone, for the other open items."""
    content: list[Block] = []
    if milestone is not None:
        due = blocks.date_input(FieldId.DUE, plain(NOUN, "due_label"), value=milestone.next_due, optional=True)
        content = [
            blocks.text_input(FieldId.TITLE, plain(NOUN, "title_label"), value=milestone.title, multiline=False),
            due,
            blocks.text_input(
                FieldId.LEAD,
                plain(NOUN, "lead_label"),
                value=milestone.lead,
                hint=plain(NOUN, "lead_hint"),
                multiline=False,
                optional=True,
            ),
        ]
    content += [_checklist(group, number) for number, group in enumerate(groups(items))]
    content += [_due_input(item) for item in items[:ITEMS_IN_FORM] if item.next_due is not None]
    left = len(items) - ITEMS_IN_FORM
    content += [blocks.context(say(NOUN, "items_beyond", left=left))] if left > 0 else []
    return _modal(ViewId.ROLLOVER_CHANGE, "change", content, pointer)


def _checklist(items: Sequence[RemainingItem], number: int) -> Block:
    options = [(str(item.id), plain(NOUN, "item_option", item=item)) for item in items]
    chosen = [str(item.id) for item in items]
    block = blocks.checklist_input(items_field(number), plain(NOUN, "items_label"), options, chosen=chosen)
    return block | {"optional": True}


def _due_input(item: RemainingItem) -> Block:
    label, hint = plain(NOUN, "item_due_label", item=item), plain(NOUN, "item_due_hint", item=item)
    return blocks.date_input(due_field(item.id), label, value=item.next_due, hint=hint, optional=True)


def drop_form(pointer: RolloverPointer, facts: NextYearFacts, milestone: UnfinishedMilestone | None) -> Block:
    if milestone is not None:
        intro = say(NOUN, "drop_intro_milestone", facts=facts, milestone=milestone)
    else:
        intro = say(NOUN, "drop_intro_other", facts=facts)
    return _modal(ViewId.ROLLOVER_DROP, "drop", [blocks.section(intro), _reason()], pointer)


def stop_form(facts: NextYearFacts, state: RolloverState) -> Block:
    running = [strategy for strategy in facts.strategies if not state.is_stopped(strategy.key)]
    options = [(str(strategy.id), plain(NOUN, "strategy_option", strategy=strategy)) for strategy in running]
    hint = plain(NOUN, "stop_hint", facts=facts)
    choice = blocks.choice_input(FieldId.STRATEGY, plain(NOUN, "stop_label"), options, hint=hint)
    return _modal(ViewId.ROLLOVER_STOP, "stop", [choice, _reason()], PlanId(facts.plan_id))


def undo_form(facts: NextYearFacts, state: RolloverState) -> Block:
    """The newest decision first."""
    named = {facts.other_items_key, *_parts(facts)}
    keys = [key for key in reversed(list(state.decisions)) if key in named]
    options = [(str(key), _decided(facts, state, key)) for key in keys]
    choice = blocks.choice_input(FieldId.DECISION, plain(NOUN, "undo_label"), options)
    return _modal(ViewId.ROLLOVER_UNDO, "undo", [choice], PlanId(facts.plan_id))


def _decided(facts: NextYearFacts, state: RolloverState, key: SubjectKey) -> str:
    parts = _parts(facts)
    if key not in parts:
        return plain(NOUN, "undo_other")
    dropped = "stopped" if key.subject is RolloverSubject.STRATEGY else "dropped"
    deed = dropped if state.decisions[key].kind is DecisionKind.DROP else "carried"
    return plain(NOUN, f"undo_{deed}", about=parts[key])


def _parts(facts: NextYearFacts) -> dict[SubjectKey, RunningStrategy | UnfinishedMilestone]:
    strategies: dict[SubjectKey, RunningStrategy | UnfinishedMilestone] = {each.key: each for each in facts.strategies}
    return strategies | {milestone.key: milestone for milestone in facts.milestones}


def _reason() -> Block:
    return blocks.text_input(FieldId.REASON, plain(NOUN, "reason_label"), hint=plain(NOUN, "reason_hint"))


def _modal(view: ViewId, name: str, content: Sequence[Block], metadata: object) -> Block:
    title, submit = plain(NOUN, f"{name}_title"), plain(NOUN, f"{name}_submit")
    return blocks.modal(view, title, content, submit=submit, close=plain(NOUN, "close"), metadata=metadata)
