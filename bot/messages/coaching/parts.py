"""Written parts of a conversation: proposed from the replies, and shown once they are saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.messages.coaching.buttons import NOUN, PartPointer, button, part_button, pointer
from bot.messages.coaching.record import joined_lines
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads.parts import asking_of, field_lines, fields, kind_name, saved_lines, undo_button
from bot.messages.threads.pointers import DialogPointer, PartKey
from bot.messages.threads.steering import read_aloud
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId
from conversations.coaching.state import AT_PREPARATION
from conversations.delivery_chain import chain
from conversations.parts import CHAIN_LINKS, ONE_TO_A_PLAN, PartKind, title_of
from conversations.threads.state import AT_END, WrittenPart
from prompts import plain, say
from storage.dialogs.coaching import CoachingDialog

PROPOSALS_SHOWN = 8
UNDOABLE = 24
"""Lines with a button of their own: saved together, they have no message of their own to undo them in."""
WHOLE = "all"
"""The source of a part written from all replies, or by the leader without any."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A proposed part. `source` is the ts of its reply, or WHOLE."""

    source: str
    values: Mapping[str, str]
    is_in_plan: bool = False
    """Whether it's a part of the plan as it stands, perhaps with answers added."""
    is_aside: bool = False
    """Whether its reply reads like a remark beside the question: it isn't offered, but can be chosen."""


def proposal(dialog: CoachingDialog, asking: int, kind: PartKind, wordings: Sequence[Wording]) -> MessageContent:
    """Proposed parts to edit and save. Saved ones are marked and have no button."""
    target = pointer(dialog, asking)
    written = _written(dialog, asking, kind)
    unsaved = [each for each in wordings if each.source not in [part.source for part in written]]
    waiting, asides = ([each for each in unsaved if each.is_aside is aside] for aside in (False, True))
    name = _proposal_name(waiting) if waiting else "proposal_done" if written else "proposal_empty"
    passed = asking != dialog.state.asking
    intro = say(NOUN, name, kind=kind_name(kind), leader=dialog.state.leader, passed=passed)
    lines = [say(NOUN, "proposal_written", by=part.by, text=_title(part)) for part in written]
    texts = ["\n".join([intro, *lines]), *(_wording(kind, each) for each in waiting[:PROPOSALS_SHOWN])]
    undoable = dict(zip(lines[:UNDOABLE], written, strict=False)) if kind in CHAIN_LINKS else {}
    content = blocks.sections("\n".join([intro, *(line for line in lines if line not in undoable)]))
    content += [blocks.section(line, undo_button(ActionId.COACH_UNDO, target, part)) for line, part in undoable.items()]
    # A single wording has its button below, where it is the first of all.
    is_single = not written and len(waiting) == 1
    for wording, text in zip(waiting, texts[1:], strict=False):
        content.append(blocks.section(text, None if is_single else _write_this(target, kind, wording)))
    if len(waiting) > PROPOSALS_SHOWN:
        content.append(blocks.context(say(NOUN, "proposal_more", count=len(waiting) - PROPOSALS_SHOWN)))
    buttons = [_write(target, kind, waiting, written, is_single=is_single)] if _has_more(dialog, written) else []
    if joined := _chain_so_far(dialog) if kind is PartKind.INFLUENCE and written else "":
        texts.append(joined)
        content += blocks.sections(joined)
    if kind in CHAIN_LINKS and len(waiting) > 1:
        all_pointer = PartPointer(target.dialog_id, target.asking, kind)
        buttons.insert(0, button("write_all", ActionId.COACH_WRITE_ALL, all_pointer, style="primary"))
    if asides and _has_more(dialog, written):
        buttons.append(_other_replies(target, kind, asides))
    if buttons:
        content.append(blocks.actions(f"coaching:{target}:proposal", buttons))
    return MessageContent(text="\n".join(texts), blocks=content)


def _chain_so_far(dialog: CoachingDialog) -> str:
    """All links of the conversation, whichever question brought them."""
    return say(NOUN, "chain_so_far", lines=list(joined_lines(chain(dialog.state.parts))))


def _other_replies(target: DialogPointer, kind: PartKind, asides: Sequence[Wording]) -> Block:
    """A select of the replies that don't read like such a part, for the leader who sees one in them."""
    options = [
        (str(PartPointer(target.dialog_id, target.asking, kind, each.source)), " ".join(each.values.values()))
        for each in asides
    ]
    return blocks.select(f"{ActionId.COACH_OPEN_PART}.other", plain(NOUN, "other_replies"), options)


def _proposal_name(waiting: Sequence[Wording]) -> str:
    """Of parts that are in the plan already, the message doesn't say that the answers worded them."""
    return "proposal_in_plan" if any(wording.is_in_plan for wording in waiting) else "proposal"


def _title(part: WrittenPart) -> str:
    """Of a link also whether it's formal, and how strong."""
    if part.kind is not PartKind.INFLUENCE:
        return title_of(part.kind, part.values)
    others = {name: text for name, text in part.values.items() if name in ("nature", "strength")}
    return ", ".join([title_of(part.kind, part.values), *(text for _label, text in fields(part.kind, others))])


def _written(dialog: CoachingDialog, asking: int, kind: PartKind) -> list[WrittenPart]:
    """The parts saved from this question's proposals."""
    state = dialog.state
    visit = state.askings[asking].visit
    return [part for part in state.parts if part.source and (part.visit, part.kind) == (visit, kind)]


def _has_more(dialog: CoachingDialog, written: Sequence[WrittenPart]) -> bool:
    """Whether another part can be written: none is yet, or the question asks for several."""
    return not written or _captures(dialog, written[0])


def _wording(kind: PartKind, wording: Wording) -> str:
    return limits.clamp("\n".join(field_lines(kind, wording.values)), limits.SECTION // 3)


def _write_this(target: DialogPointer, kind: PartKind, wording: Wording) -> Block:
    button = part_button("write_this", target, kind, wording.source) | {"style": "primary"}
    return read_aloud(button, title_of(kind, wording.values))


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
    dialog: CoachingDialog,
    part: WrittenPart,
    *,
    code: str,
    organization: str,
    in_plan: bool,
    nobody: str,
    asked: str | None,
) -> MessageContent:
    """A saved part with its Edit button, and a button for another part beside a part without a proposal.

    `asked` is who was asked for support; empty if there is nobody to ask, None for other parts.
    """
    text = saved_lines(part, code)
    saved_to = say(THREADS, "saved_in_plan", organization=organization) if in_plan else say(NOUN, "saved_here")
    notes = [
        saved_to if asked is None else say(NOUN, "saved_asked", who=asked, organization=organization),
        *([say(NOUN, "saved_nobody", owner=nobody)] if nobody else []),
    ]
    target = DialogPointer(dialog.id, asking_of(dialog.state, part.visit))
    buttons = [part_button("change", target, part.kind, str(PartKey(part.key)))]
    if _captures(dialog, part) and not part.source:
        buttons.append(part_button("write_another", target, part.kind))
    buttons.append(undo_button(ActionId.COACH_UNDO, target, part))
    content = [
        *blocks.sections(text),
        blocks.context(*notes),
        blocks.actions(f"coaching:{target}:part:{part.key}"[:255], buttons),
    ]
    return MessageContent(text="\n".join([text, *notes]), blocks=content)


def _captures(dialog: CoachingDialog, part: WrittenPart) -> bool:
    """Whether the question asks for several parts."""
    if part.kind in ONE_TO_A_PLAN or part.visit in (AT_PREPARATION, AT_END):
        return False
    step = dialog.script.find(part.visit.step)
    return step.capture is part.kind and not step.rewrites
