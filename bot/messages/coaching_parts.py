"""What is written down in a conversation: proposed from the answers, and shown when it is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot import blocks, limits
from bot.blocks import Block, Said
from bot.identifiers import Action
from bot.messages.coaching_buttons import NOUN, Pointer, button, kind_name, part_button, pointer
from conversations.coaching.state import AT_END, AT_PREPARATION, Part, Visit
from conversations.parts import FIELDS, ONE_TO_A_PLAN, PartKind, title_of
from prompts import Safe, parts, say
from storage.coaching import Conversation

PROPOSALS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Wording:
    """A first wording of a part. `source` is the reply it comes from, empty where it comes from all of them."""

    source: str
    values: Mapping[str, str]


def named(part: Part) -> str:
    return f"{kind_name(part.kind)}: {title_of(part.kind, part.values)}"


def fields(kind: PartKind, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Labels and contents of all that is filled in, as people read them; some contents need no label."""
    labels = parts()["fields"] | parts()["read_as"]
    return [(str(labels[name]), shown_value(kind, name, values[name])) for name in FIELDS[kind] if values.get(name)]


def shown_value(kind: PartKind, name: str, value: str) -> str:
    choices = parts()["options"].get(f"{kind}.{name}", {})
    return str(choices.get(value, value)) if choices else one_line(value)


def one_line(text: str) -> str:
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())


def _field_lines(kind: PartKind, values: Mapping[str, str]) -> list[Safe]:
    return [say(NOUN, "field", label=label, value=value) for label, value in fields(kind, values)]


def proposal(conversation: Conversation, kind: PartKind, wordings: Sequence[Wording]) -> Said:
    """One wording to edit, or where each reply is a part of its own, one to each."""
    here = pointer(conversation)
    name = "proposal" if wordings else "proposal_empty"
    intro = say(NOUN, name, kind=kind_name(kind), leader=conversation.state.leader)
    shown, texts = [blocks.section(intro)], [str(intro)]
    for wording in wordings[:PROPOSALS_SHOWN]:
        text = limits.clamp("\n".join(_field_lines(kind, wording.values)), limits.SECTION // 3)
        write_this = part_button("write_this", here, kind, wording.source) | {"style": "primary"}
        accessory = write_this if wording.source else None
        shown.append(blocks.section(text, accessory))
        texts.append(text)
    if len(wordings) > PROPOSALS_SHOWN:
        shown.append(blocks.context(say(NOUN, "proposal_more", count=len(wordings) - PROPOSALS_SHOWN)))
    onward = button("next", Action.COACH_NEXT, str(here))
    write = _write(here, kind, wordings)
    shown.append(blocks.actions(f"coaching:{here}:proposal", [write, onward]))
    return Said(text="\n".join(texts), blocks=shown)


def _write(here: Pointer, kind: PartKind, wordings: Sequence[Wording]) -> Block:
    """Beside wordings with a button each, the one for something else stands back."""
    if not wordings:
        return part_button("write_first", here, kind) | {"style": "primary"}
    if len(wordings) == 1 and not wordings[0].source:
        return part_button("write_down", here, kind, "all") | {"style": "primary"}
    return part_button("write_another", here, kind)


def saved(conversation: Conversation, part: Part, *, code: str, organization: str, in_plan: bool, nobody: str) -> Said:
    words = say(NOUN, "saved", by=part.by, kind=kind_name(part.kind), code=code)
    where_kept = say(NOUN, "saved_in_plan" if in_plan else "saved_here", organization=organization)
    text = "\n".join([words, *_field_lines(part.kind, part.values)])
    notes = [where_kept, *([say(NOUN, "saved_nobody", owner=nobody)] if nobody else [])]
    here = Pointer(conversation.id, _asking_of(conversation, part.visit))
    buttons = [part_button("change", here, part.kind, f"key:{part.key}")]
    if _captures(conversation, part):
        buttons.append(part_button("write_another", here, part.kind))
    shown = [
        *blocks.sections(text),
        blocks.context(*notes),
        blocks.actions(f"coaching:{here}:part:{part.key}"[:255], buttons),
    ]
    return Said(text="\n".join([text, *notes]), blocks=shown)


def _captures(conversation: Conversation, part: Part) -> bool:
    """Whether its question asks for more of the same."""
    if part.kind in ONE_TO_A_PLAN or part.visit in (AT_PREPARATION, AT_END):
        return False
    step = conversation.script.find(part.visit.step)
    return step.capture is part.kind and step.capture is not step.for_each


def _asking_of(conversation: Conversation, visit: Visit) -> int:
    """The newest asking of this question."""
    askings = conversation.state.askings
    return max(number for number, asking in enumerate(askings) if asking.visit == visit)
