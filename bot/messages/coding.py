"""Which parts have no effective practice yet, and the form that chooses some for a part of the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.messages import modification_forms, own_practices
from bot.messages.modification_forms import PlanPartPointer
from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId, FieldId, ViewId
from conversations.parts import PartKind
from plans.practices import PRACTICES, Practice, code_and_name
from prompts import plain, say
from storage.plans.own_practices import OwnPractice
from storage.plans.part_coding import UncodedPart
from storage.plans.part_search import NamedPart

NOUN = "coding"
LISTED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingSuggestion:
    part: UncodedPart
    practice: Practice | None
    """What its words suggest."""
    organization: str


def uncoded(
    organizations: Sequence[str],
    suggestions: Sequence[CodingSuggestion],
    clashes: Sequence[Sequence[OwnPractice]] = (),
) -> MessageContent:
    """`clashes` are different names under one of the districts' own codes."""
    lines = [own_practices.clash(alike) for alike in clashes]
    if not suggestions:
        return MessageContent(text="\n".join([say(NOUN, "all_coded", organizations=organizations), *lines]))
    strategies = sum(each.part.kind is PartKind.STRATEGY for each in suggestions)
    counts = {"strategies": strategies, "items": len(suggestions) - strategies}
    content = [blocks.section(say(NOUN, "uncoded", **counts))]
    content += [_suggestion(each, names_school=len(organizations) > 1) for each in suggestions[:LISTED]]
    more = len(suggestions) - LISTED
    content += [blocks.context(line) for line in lines]
    content.append(blocks.context(say(NOUN, "parts_below"), *([say(NOUN, "more", count=more)] if more > 0 else [])))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _suggestion(suggestion: CodingSuggestion, *, names_school: bool) -> Block:
    part = suggestion.part
    line = say(NOUN, "line", about=suggestion, organization=suggestion.organization if names_school else "")
    label = plain(NOUN, "button_choose")
    choose = blocks.button(label, ActionId.PART_CODE, PlanPartPointer(part.kind, part.row_id))
    aloud = blocks.read_aloud(choose, plain(NOUN, "choose_aloud", code=part.code, title=part.title))
    return blocks.section(line, aloud)


def form(part: NamedPart, chosen: Sequence[str], suggestion: Practice | None, own: Mapping[str, str]) -> Block:
    """`chosen` are the codes that it names now; without any, the suggestion is chosen.

    `own` are the names of the district's own codes.
    """
    picked = chosen or ([suggestion.code] if suggestion else [])
    offered = [(code, code_and_name(code, own)) for code in sorted([*PRACTICES, *own])]
    hint = plain(NOUN, "hint", kind=part.kind, suggestion="" if chosen else suggestion)
    label = plain(NOUN, "practices")
    return blocks.modal(
        ViewId.PART_CODE,
        plain(NOUN, "title"),
        [
            blocks.section(say(NOUN, "about", subject=part)),
            blocks.choices_input(FieldId.PRACTICES, label, offered, chosen=picked, hint=hint, optional=True),
        ],
        submit=plain(modification_forms.NOUN, "save"),
        close=plain(modification_forms.NOUN, "cancel"),
        metadata=PlanPartPointer(part.kind, part.row_id),
    )


def saved(part: NamedPart, practices: Sequence[str]) -> MessageContent:
    """`practices` are codes and names."""
    return MessageContent(text=say(NOUN, "saved", subject=part, practices=practices))
