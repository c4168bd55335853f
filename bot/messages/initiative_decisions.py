"""What is decided about an initiative: its forms, and what those named hear of it."""

from collections.abc import Sequence
from datetime import date

from bot.messages.communications import audience_name
from bot.messages.initiatives import DECISIONS as NOUN
from bot.messages.initiatives import InitiativeDecisionPointer, InitiativePointer
from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId, FieldId, ViewId
from conversations.communications import CommunicationAudience
from plans.initiatives import Doubt, Initiative, InitiativeDecisionKind
from prompts import Safe, plain, say

STOP_ANYWAY, WAIT = "stop", "wait"
"""What is chosen where something speaks against stopping an initiative."""


def form(initiative: Initiative, pointer: InitiativeDecisionPointer, others: Sequence[tuple[int, str]]) -> Block:
    """`others` are ids and names of the initiatives it could be merged into."""
    content = [blocks.section(say(NOUN, "about", facts=initiative.facts, decision=initiative.decision))]
    if pointer.decision is InitiativeDecisionKind.MERGE:
        options = [(str(id_), name) for id_, name in others]
        content.append(blocks.choice_input(FieldId.INTO, _label(FieldId.INTO), options))
    content.append(blocks.text_input(FieldId.REASON, plain(NOUN, "reason_label", kind=pointer.decision)))
    content.append(
        blocks.date_input(
            FieldId.REVIEW_ON,
            _label(FieldId.REVIEW_ON),
            hint=plain(NOUN, "hint", field=FieldId.REVIEW_ON),
            optional=True,
        )
    )
    return _modal(ViewId.INITIATIVE_DECIDE, plain(NOUN, "title", kind=pointer.decision), content, pointer)


def stop_form(
    initiative: Initiative, pointer: InitiativeDecisionPointer, doubts: Sequence[Doubt], today: date
) -> Block:
    facts = initiative.facts
    content = [blocks.section(say(NOUN, "about", facts=facts, decision=initiative.decision))]
    if doubts:
        months = _months(facts.started_on, today)
        content.append(blocks.section(doubts_text(doubts, facts.started_on, months)))
        options = [(choice, plain(NOUN, "anyway_choice", choice=choice)) for choice in (WAIT, STOP_ANYWAY)]
        content.append(blocks.choice_input(FieldId.ANYWAY, _label(FieldId.ANYWAY), options, all_shown=True))
        hint = plain(NOUN, "hint", field=FieldId.ANYWAY)
        content.append(blocks.date_input(FieldId.REVIEW_ON, _label(FieldId.REVIEW_ON), hint=hint, optional=True))
    content += [
        blocks.text_input(FieldId.REASON, plain(NOUN, "reason_label", kind=pointer.decision)),
        blocks.date_input(FieldId.STOPS_ON, _label(FieldId.STOPS_ON), optional=bool(doubts)),
        _text(FieldId.COST, facts.cost),
        _text(FieldId.TIME, facts.time),
        *notice_fields(optional=bool(doubts)),
    ]
    return _modal(ViewId.INITIATIVE_DECIDE, plain(NOUN, "title", kind=pointer.decision), content, pointer)


def _months(started_on: date | None, today: date) -> int:
    if started_on is None:
        return 0
    whole = (today.year - started_on.year) * 12 + today.month - started_on.month
    return whole - (today.day < started_on.day)


def doubts_text(doubts: Sequence[Doubt], started_on: date | None, months: int) -> Safe:
    lines = [say(NOUN, f"doubt_{doubt}", started_on=started_on, months=months) for doubt in doubts]
    return Safe("\n".join([say(NOUN, "doubts"), *(f"• {line}" for line in lines), say(NOUN, "doubts_end")]))


def notice_fields(*, optional: bool) -> list[Block]:
    audiences = [(each.value, audience_name(each)) for each in CommunicationAudience]
    return [
        blocks.person_input(
            FieldId.OWNER, _label(FieldId.OWNER), hint=plain(NOUN, "hint", field=FieldId.OWNER), optional=optional
        ),
        blocks.checklist_input(FieldId.AUDIENCES, _label(FieldId.AUDIENCES), audiences),
        _text(FieldId.OTHER_AUDIENCE, ""),
        blocks.date_input(FieldId.DUE, _label(FieldId.DUE), optional=optional),
    ]


def notice_form(initiative: Initiative, pointer: InitiativePointer) -> Block:
    """Another line: who else tells whom that it stops."""
    content = [blocks.section(say(NOUN, "about", facts=initiative.facts, decision=initiative.decision))]
    content += notice_fields(optional=False)
    return _modal(ViewId.INITIATIVE_NOTICE, plain(NOUN, "notice_title"), content, pointer)


def _modal(view: ViewId, title: str, content: Sequence[Block], pointer: ButtonValue) -> Block:
    return blocks.modal(
        view,
        title,
        content,
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "cancel"),
        metadata=pointer,
    )


def _text(field: FieldId, typed: str) -> Block:
    hint = plain(NOUN, "hint", field=field)
    return blocks.text_input(field, _label(field), value=typed, hint=hint, multiline=False, optional=True)


def _label(field: FieldId) -> str:
    return plain(NOUN, "label", field=field)


# ---------------------------------------------------------------- what people hear


def for_owner(initiative: Initiative, organization: str) -> MessageContent:
    return _with_open(initiative, _about(initiative, "for_owner", organization))


def review_due(initiative: Initiative, organization: str) -> MessageContent:
    return _with_open(initiative, _about(initiative, "review_due", organization))


def stops(initiative: Initiative, organization: str) -> MessageContent:
    return _with_open(initiative, _about(initiative, "stops", organization))


def for_teller(initiative: Initiative, organization: str, audiences: Sequence[str], due: date) -> MessageContent:
    """Where there is no plan in which it could be an action item."""
    values = {"initiative": initiative, "organization": organization, "audiences": audiences, "due": due}
    return MessageContent(text=say(NOUN, "for_teller", **values))


def _about(initiative: Initiative, part: str, organization: str) -> Safe:
    line = say(NOUN, "line", decision=initiative.decision)
    return say(NOUN, part, initiative=initiative, organization=organization, line=line)


def _with_open(initiative: Initiative, text: Safe) -> MessageContent:
    button = blocks.button(plain(NOUN, "button_open"), ActionId.INITIATIVE_OPEN, InitiativePointer(initiative.id))
    row = blocks.actions(f"initiative:{initiative.id}", [button])
    return MessageContent(text=text, blocks=[*blocks.sections(text), row])
