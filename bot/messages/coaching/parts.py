"""Written parts of a conversation: proposed from the replies, and shown once they are saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot import blocks, limits
from bot.blocks import Block, MessageContent
from bot.identifiers import ActionId
from bot.messages.coaching.buttons import NOUN, DialogPointer, button, kind_name, part_button, pointer
from conversations.coaching.state import AT_PREPARATION
from conversations.parts import FIELDS, ONE_TO_A_PLAN, PartKind, title_of
from conversations.threads.state import AT_END, Visit, WrittenPart
from prompts import Safe, formats, parts, say
from storage.dialogs.coaching import Conversation

DAYS = frozenset({"due", "start"})
"""The fields that hold a day."""

PROPOSALS_SHOWN = 8
WHOLE = "all"
"""The source of a part written from all replies, or by the leader without any."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A proposed part. `source` is the ts of its reply, or WHOLE."""

    source: str
    values: Mapping[str, str]


def named(part: WrittenPart) -> str:
    return f"{kind_name(part.kind)}: {title_of(part.kind, part.values)}"


def fields(kind: PartKind, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """The labels and texts of the filled fields. Some texts need no label."""
    labels = parts()["fields"] | parts()["read_as"]
    return [(str(labels[name]), shown_value(kind, name, values[name])) for name in FIELDS[kind] if values.get(name)]


def shown_value(kind: PartKind, name: str, value: str) -> str:
    if name in DAYS:
        return formats.written_day(value)
    choices = parts()["options"].get(f"{kind}.{name}", {})
    return str(choices.get(value, value)) if choices else one_line(value)


def one_line(text: str) -> str:
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())


def _field_lines(kind: PartKind, values: Mapping[str, str]) -> list[Safe]:
    return [say(NOUN, "field", label=label, value=value) for label, value in fields(kind, values)]


def proposal(conversation: Conversation, asking: int, kind: PartKind, wordings: Sequence[Wording]) -> MessageContent:
    """Proposed parts to edit and save. Saved ones are marked and have no button."""
    target = pointer(conversation, asking)
    written = _written(conversation, asking, kind)
    waiting = [each for each in wordings if each.source not in [part.source for part in written]]
    name = "proposal" if waiting else "proposal_done" if written else "proposal_empty"
    passed = asking != conversation.state.asking
    intro = say(NOUN, name, kind=kind_name(kind), leader=conversation.state.leader, passed=passed)
    lines = [say(NOUN, "proposal_written", by=part.by, text=title_of(kind, part.values)) for part in written]
    texts = ["\n".join([intro, *lines]), *(_wording(kind, each) for each in waiting[:PROPOSALS_SHOWN])]
    content = blocks.sections(texts[0])
    # A single wording has its button below, where it is the first of all.
    is_single = not written and len(waiting) == 1
    for wording, text in zip(waiting, texts[1:], strict=False):
        content.append(blocks.section(text, None if is_single else _write_this(target, kind, wording)))
    if len(waiting) > PROPOSALS_SHOWN:
        content.append(blocks.context(say(NOUN, "proposal_more", count=len(waiting) - PROPOSALS_SHOWN)))
    buttons = [_write(target, kind, waiting, written, is_single=is_single)] if _has_more(conversation, written) else []
    if not passed:
        buttons.append(button("next", ActionId.COACH_NEXT, str(target)))
    if buttons:
        content.append(blocks.actions(f"coaching:{target}:proposal", buttons))
    return MessageContent(text="\n".join(texts), blocks=content)


def _written(conversation: Conversation, asking: int, kind: PartKind) -> list[WrittenPart]:
    """The parts saved from this question's proposals."""
    state = conversation.state
    visit = state.askings[asking].visit
    return [part for part in state.parts if part.source and (part.visit, part.kind) == (visit, kind)]


def _has_more(conversation: Conversation, written: Sequence[WrittenPart]) -> bool:
    """Whether another part can be written: none is yet, or the question asks for several."""
    return not written or _captures(conversation, written[0])


def _wording(kind: PartKind, wording: Wording) -> str:
    return limits.clamp("\n".join(_field_lines(kind, wording.values)), limits.SECTION // 3)


def _write_this(target: DialogPointer, kind: PartKind, wording: Wording) -> Block:
    return part_button("write_this", target, kind, wording.source) | {"style": "primary"}


def _write(
    target: DialogPointer,
    kind: PartKind,
    waiting: Sequence[Wording],
    written: Sequence[WrittenPart],
    *,
    is_single: bool,
) -> Block:
    """The button to write a part. It is primary for a single proposal, and if nothing is proposed or written."""
    if is_single:
        return part_button("write_down", target, kind, waiting[0].source) | {"style": "primary"}
    if waiting or written:
        return part_button("write_another", target, kind)
    return part_button("write_first", target, kind, WHOLE) | {"style": "primary"}


def saved(
    conversation: Conversation, part: WrittenPart, *, code: str, organization: str, in_plan: bool, nobody: str
) -> MessageContent:
    """A saved part with its Edit button, and a button for another part beside a part without a proposal."""
    words = say(NOUN, "saved", by=part.by, kind=kind_name(part.kind), code=code)
    where_kept = say(NOUN, "saved_in_plan" if in_plan else "saved_here", organization=organization)
    text = "\n".join([words, *_field_lines(part.kind, part.values)])
    notes = [where_kept, *([say(NOUN, "saved_nobody", owner=nobody)] if nobody else [])]
    target = DialogPointer(conversation.id, _asking_of(conversation, part.visit))
    buttons = [part_button("change", target, part.kind, f"key:{part.key}")]
    if _captures(conversation, part) and not part.source:
        buttons.append(part_button("write_another", target, part.kind))
    content = [
        *blocks.sections(text),
        blocks.context(*notes),
        blocks.actions(f"coaching:{target}:part:{part.key}"[:255], buttons),
    ]
    return MessageContent(text="\n".join([text, *notes]), blocks=content)


def _captures(conversation: Conversation, part: WrittenPart) -> bool:
    """Whether the question asks for several parts."""
    if part.kind in ONE_TO_A_PLAN or part.visit in (AT_PREPARATION, AT_END):
        return False
    step = conversation.script.find(part.visit.step)
    return step.capture is part.kind and step.capture is not step.for_each


def _asking_of(conversation: Conversation, visit: Visit) -> int:
    """The latest asking of this question."""
    askings = conversation.state.askings
    return max(number for number, asking in enumerate(askings) if asking.visit == visit)
