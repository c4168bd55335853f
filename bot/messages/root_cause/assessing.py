"""The form that asks at once what is otherwise asked of a cause question by question."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.messages.root_cause.buttons import NOUN
from bot.messages.threads import forms as shared
from bot.messages.threads.forms import Options
from bot.slack import blocks
from bot.slack.blocks import Block
from bot.slack.identifiers import FieldId, ViewId
from conversations.root_cause.effects import DoubtRoot
from conversations.root_cause.state import RootVerdict
from conversations.root_cause.tree import CauseNature, Evidence, Reach
from prompts import plain, say


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseForm:
    text: str
    """The words of the cause. For a reply they can be changed."""
    unders: Options = ()
    """Where a reply can belong; empty for a cause that is in the tree already."""
    under: str = ""
    nature: CauseNature | None = None
    reach: Reach | None = None
    verdict: RootVerdict | None = None
    evidence: str = ""
    """One piece a line."""
    wants_reason: bool = False
    can_be_parked: bool = False
    """Whether it is a reply."""


def evidence_line(evidence: Evidence) -> str:
    return " ".join([*evidence.text.split(), *evidence.links])


def cause(form: CauseForm, metadata: str, doubt: DoubtRoot | None = None) -> Block:
    content = [*_doubts(doubt), *_words(form), *_questions(form)]
    if form.wants_reason:
        content.append(
            blocks.text_input(FieldId.REASON, plain(NOUN, "reason_label"), optional=True),
        )
    if form.can_be_parked:
        label, option = plain(NOUN, "park_label"), plain(NOUN, "park_option")
        content.append(blocks.checkbox_input(FieldId.PARK, label, option))
    if doubt:
        content.append(shared.anyway(plain(NOUN, "root_anyway")))
    title, submit = plain(NOUN, "title"), plain(NOUN, "submit")
    return shared.modal(ViewId.WHYS_FORM, title, content, metadata, submit=submit)


def _doubts(doubt: DoubtRoot | None) -> list[Block]:
    if doubt is None:
        return []
    sentences = [say(NOUN, "doubt_shallow", depth=doubt.depth)] if doubt.depth else []
    sentences += [say(NOUN, f"ask_beneath_{doubt.cover}")] if doubt.cover else []
    return [blocks.section(sentence) for sentence in sentences]


def _words(form: CauseForm) -> list[Block]:
    if not form.unders:
        return [blocks.section(say(NOUN, "about", words=form.text))]
    label, hint = plain(NOUN, "cause_label"), plain(NOUN, "cause_hint")
    return [
        blocks.text_input(FieldId.CAUSE, label, value=form.text, hint=hint),
        blocks.choice_input(FieldId.UNDER, plain(NOUN, "under_label"), form.unders, chosen=form.under),
    ]


def _questions(form: CauseForm) -> list[Block]:
    """Each may stay open; then it is asked in the thread."""
    hint, label = plain(NOUN, "evidence_lines_hint"), plain(NOUN, "evidence_label")
    return [
        _choice(FieldId.REACH, "reach_label", tuple(Reach), form.reach),
        blocks.text_input(FieldId.EVIDENCE, label, value=form.evidence, hint=hint, optional=True),
        _choice(FieldId.NATURE, "nature_label", tuple(CauseNature), form.nature),
        _choice(FieldId.VERDICT, "verdict_label", tuple(RootVerdict), form.verdict),
    ]


def _choice(name: FieldId, label: str, choices: Sequence[StrEnum], chosen: StrEnum | None) -> Block:
    options = [(str(each), plain(NOUN, f"button_{each}")) for each in choices]
    return blocks.choice_input(name, plain(NOUN, label), options, chosen=chosen or "", optional=True, all_shown=True)
