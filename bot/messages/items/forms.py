"""The forms of an action item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages.items import causes
from bot.messages.items.lines import NOUN, TEXT_SHOWN, ItemBackground, below, detail_text, line
from bot.messages.items.pointers import MenuChoice
from bot.slack import blocks, limits
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId, FieldId, ItemVerb, ViewId
from conversations.action_items import ItemState
from prompts import Safe, plain, say
from storage.items.assignments import OwnedItem
from storage.items.item_changes import ItemDetails
from storage.items.offers import Offered


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefill:
    """Initial values of the form for a new item."""

    text: str = ""
    owner: str = ""
    """A Slack id, like each of `collaborators`."""
    collaborators: tuple[str, ...] = ()
    due: date | None = None
    phrase: str = ""
    """The words that were read as a date, or could not be."""
    day_off: Safe | None = None
    """Set if there is no school on the due date."""
    link: str = ""
    milestone: str = ""
    output: str = ""
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The (value, text) options of the form: the milestones of a plan, or several plans."""

    milestones: Sequence[tuple[str, str]] = ()
    plans: Sequence[tuple[str, str]] = ()


def new(prefill: Prefill, choices: Choices, metadata: str) -> Block:
    content = [*_about(prefill)]
    content.append(_text(FieldId.TEXT, "text_label", prefill.text[: limits.INPUT_VALUE], optional=False))
    owner_hint = plain(NOUN, "owner_hint")
    content.append(
        blocks.person_input(FieldId.OWNER, plain(NOUN, "owner_label"), chosen=prefill.owner, hint=owner_hint)
    )
    due_hint = plain(NOUN, "due_hint")
    label = plain(NOUN, "due_label")
    content.append(blocks.date_input(FieldId.DUE, label, value=prefill.due, hint=due_hint, optional=True))
    content.append(
        blocks.people_input(
            FieldId.COLLABORATORS, plain(NOUN, "collaborators_label"), chosen=prefill.collaborators, optional=True
        )
    )
    content += [*_place(prefill, choices)]
    content.append(_text(FieldId.REASON, "reason_label", hint="reason_hint"))
    content.append(blocks.date_input(FieldId.START, plain(NOUN, "start_label"), optional=True))
    content.append(_text(FieldId.OUTPUT, "output_label", prefill.output, hint="output_hint"))
    content.append(_text(FieldId.RESOURCES, "resources_label"))
    content.append(_text(FieldId.CAUSE, "cause_label", prefill.cause))
    return _form(ViewId.ITEM_NEW, "new_title", content, metadata, submit="submit_new")


def _about(prefill: Prefill) -> list[Block]:
    content: list[Block] = []
    if prefill.due and prefill.phrase:
        content.append(
            blocks.context(say(NOUN, "understood", phrase=prefill.phrase, due=prefill.due, day_off=prefill.day_off))
        )
    elif prefill.phrase:
        content.append(blocks.context(say(NOUN, "not_understood", phrase=prefill.phrase)))
    if prefill.link:
        content.append(blocks.context(say(NOUN, "from_message", link=prefill.link)))
    return content


def _place(prefill: Prefill, choices: Choices) -> list[Block]:
    if choices.plans:
        return [blocks.choice_input(FieldId.PLAN, plain(NOUN, "plan_label"), choices.plans)]
    if not choices.milestones:
        return []
    options = [("", plain(NOUN, "milestone_none")), *choices.milestones]
    named = [(milestone_id or "none", text) for milestone_id, text in options]
    label = plain(NOUN, "milestone_label")
    return [blocks.choice_input(FieldId.MILESTONE, label, named, chosen=prefill.milestone or "none")]


# ---------------------------------------------------------------- how it goes


def opened(item: ItemDetails, today: date, background: ItemBackground) -> Block:
    """An item with a button for each option of its menu. The next form takes the place of this one."""
    content = [blocks.section(detail_text(item, today, background)), *below(item, background)]
    buttons = [
        blocks.button(plain(NOUN, "verb", verb=verb), ActionId.ITEM_MENU, MenuChoice(verb, item.id))
        | {"action_id": f"{ActionId.ITEM_MENU}.{verb}"}
        for verb in ItemVerb
        if item.item.is_open or verb is ItemVerb.UPDATE
    ]
    content.append(blocks.actions(f"item:{item.id}", buttons))
    return blocks.modal(ViewId.MORE, plain(NOUN, "open_title"), content, close=plain("errors", "close"))


def update(item: ItemDetails, metadata: str, *, for_other: bool, chosen: ItemState | None = None) -> Block:
    """`chosen` is the state that is marked; by default the item's own."""
    options = [(state, plain(NOUN, "state_name", state=state)) for state in ItemState if state is not ItemState.DONE]
    chosen = chosen or (item.item.state if item.item.state is not ItemState.DONE else ItemState.ON_TRACK)
    content = [
        *_intro(item, for_other=for_other),
        blocks.choice_input(FieldId.STATE, plain(NOUN, "state_label"), options, chosen=chosen, all_shown=True),
        _text(FieldId.REASON, "update_reason_label", hint="update_reason_hint"),
        # A cancellation has a reason, not a cause.
        *(() if chosen is ItemState.CANCELLED else (causes.category_input(), causes.ours_input())),
    ]
    return _form(ViewId.ITEM_UPDATE, "update_title", content, metadata)


def done(item: ItemDetails, today: date, metadata: str, *, for_other: bool) -> Block:
    content = [*_intro(item, for_other=for_other)]
    if item.output:
        content.append(blocks.context(limits.clamp(say(NOUN, "expected", output=item.output), TEXT_SHOWN)))
    content += [
        _text(FieldId.EVIDENCE, "evidence_label", hint="evidence_hint"),
        blocks.date_input(FieldId.COMPLETED_ON, plain(NOUN, "completed_on_label"), value=today),
        _text(FieldId.RESOURCES, "resources_used_label", hint="resources_used_hint"),
        _text(FieldId.NEXT_STEP, "next_step_label", hint="next_step_hint"),
        blocks.date_input(FieldId.NEXT_DUE, plain(NOUN, "next_due_label"), optional=True),
    ]
    return _form(ViewId.ITEM_DONE, "done_title", content, metadata)


def move_date(item: ItemDetails, metadata: str, *, for_other: bool, is_again: bool) -> Block:
    """`is_again`: the date has moved before, so the form asks for the cause too."""
    content = [
        *_intro(item, for_other=for_other),
        blocks.context(say(NOUN, "date_now", item=item)),
        blocks.date_input(FieldId.DUE, plain(NOUN, "new_due_label")),
        _text(FieldId.REASON, "date_reason_label", hint="date_reason_hint", optional=False),
        *(_cause_inputs() if is_again else ()),
    ]
    return _form(ViewId.ITEM_DATE, "date_title", content, metadata)


def _cause_inputs() -> list[Block]:
    return [_text(FieldId.CAUSE, "again_cause_label", hint="again_cause_hint"), causes.ours_input()]


def hand_over(item: ItemDetails, metadata: str, *, for_other: bool) -> Block:
    content = [
        *_intro(item, for_other=for_other),
        blocks.context(say(NOUN, "hand_over_how", item=item)),
        blocks.person_input(FieldId.OWNER, plain(NOUN, "new_owner_label")),
        _text(FieldId.REASON, "hand_over_reason_label"),
    ]
    return _form(ViewId.ITEM_HAND_OVER, "hand_over_title", content, metadata)


# ---------------------------------------------------------------- answers to an offer


def suggest(offer: Offered, metadata: str) -> Block:
    content = [
        _quoted(say(NOUN, "offer", offer=offer)),
        blocks.date_input(FieldId.DUE, plain(NOUN, "new_due_label")),
        _text(FieldId.REASON, "suggest_reason_label", optional=False),
    ]
    return _form(ViewId.ITEM_SUGGEST, "suggest_title", content, metadata)


def not_mine(offer: Offered, metadata: str) -> Block:
    label = plain(NOUN, "not_mine_label", by=offer.by)
    content = [_quoted(say(NOUN, "offer", offer=offer)), blocks.text_input(FieldId.REASON, label)]
    return _form(ViewId.ITEM_NOT_MINE, "not_mine_title", content, metadata)


def behind(code: str, items: Sequence[OwnedItem], today: date) -> Block:
    """A milestone's overdue items, each with its menu, for its lead."""
    content = [line(item, today, owner=True) for item in items] or [blocks.section(say(NOUN, "behind_none"))]
    title = plain(NOUN, "behind_title", code=code)
    return blocks.modal(ViewId.NOTICE, title, content, close=plain("errors", "close"))


def _intro(item: ItemDetails, *, for_other: bool) -> list[Block]:
    content = [_quoted(say(NOUN, "line", item=item))]
    if for_other:
        content.append(blocks.context(say(NOUN, "for_other", owner=item.owner)))
    return content


def _quoted(text: str) -> Block:
    return blocks.section(limits.clamp(text, TEXT_SHOWN))


def _text(name: FieldId, label: str, value: str = "", *, hint: str = "", optional: bool = True) -> Block:
    hinted = plain(NOUN, hint) if hint else ""
    return blocks.text_input(name, plain(NOUN, label), value=value, hint=hinted, optional=optional)


def _form(callback: ViewId, title: str, content: list[Block], metadata: str, submit: str = "submit") -> Block:
    return blocks.modal(
        callback,
        plain(NOUN, title),
        content,
        submit=plain(NOUN, submit),
        close=plain(NOUN, "cancel"),
        metadata=metadata,
    )
