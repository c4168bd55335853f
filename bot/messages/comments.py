"""Coaches' comments: their form, what a leader reads and answers, and the lines beside what they are about."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack import blocks, limits
from bot.slack.blocks import Block, MenuButton, MessageContent
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId, FieldId, ViewId
from prompts import Safe, plain, say
from storage.plans.comments import CoachComment, CommentPlace
from storage.plans.plans import PlanSummary

NOUN = "comments"
LISTED = 3
"""How many comments stand beside a part of the plan; the newest ones."""


@dataclass(frozen=True, slots=True)
class CommentPointer(ButtonValue):
    """What a comment is about. The form asks for whatever is missing here."""

    plan_id: int | None = None
    place: CommentPlace | None = None
    row_id: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerPointer(ButtonValue):
    """The comment that a leader reads."""

    comment_id: int


# ---------------------------------------------------------------- the coach


def open_button(pointer: CommentPointer) -> Block:
    return blocks.button(plain(NOUN, "button_open"), ActionId.COMMENT_OPEN, pointer)


def open_option(pointer: CommentPointer) -> MenuButton:
    """For a message that people without this role see, too."""
    return MenuButton(plain(NOUN, "button_open_as_coach"), ActionId.COMMENT_OPEN, pointer)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentDraft:
    """What the form shows at first."""

    pointer: CommentPointer
    plans: Sequence[PlanSummary] = ()
    """Those to choose from."""
    about: str = ""
    """Code and words of the part, or the period of the minutes; empty if the form asks for it."""
    parts: Sequence[tuple[str, str]] = ()
    """Codes to choose from, with their names; without any, a code is typed."""
    code: str = ""
    text: str = ""
    problem: str = ""
    """Why what was typed after the command isn't saved yet."""


def form(draft: CommentDraft) -> Block:
    content = [blocks.section(draft.problem)] if draft.problem else []
    if draft.plans:
        options = [(str(plan.id), f"{plan.organization} {plan.school_year}") for plan in draft.plans]
        content.append(blocks.choice_input(FieldId.PLAN, plain(NOUN, "plan_label"), options))
    if draft.about:
        content.append(blocks.section(say(NOUN, "form_about", place=draft.pointer.place, about=draft.about)))
    else:
        content.append(_part_input(draft))
    content.append(blocks.text_input(FieldId.TEXT, plain(NOUN, "text_label"), value=draft.text))
    return blocks.modal(
        ViewId.COMMENT,
        plain(NOUN, "form_title"),
        content,
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "cancel"),
        metadata=draft.pointer,
    )


def _part_input(draft: CommentDraft) -> Block:
    label = plain(NOUN, "part_label")
    if draft.parts:
        return blocks.choice_input(FieldId.PART, label, draft.parts)
    hint = plain(NOUN, "part_hint")
    return blocks.text_input(FieldId.PART, label, value=draft.code, hint=hint, multiline=False)


def added(place: str, about: str, organization: str, *, has_readers: bool) -> MessageContent:
    values = {"place": place, "about": about, "organization": organization}
    return MessageContent(text=say(NOUN, "added", has_readers=has_readers, **values))


def news(comment: CoachComment) -> MessageContent:
    """What the coach reads once a leader has read the comment or answered it."""
    return MessageContent(text=say(NOUN, "news", comment=comment, answer=comment.answers[-1]))


# ---------------------------------------------------------------- the leader


def notice(comment: CoachComment) -> MessageContent:
    """The leader's message, with buttons until somebody has read the comment."""
    text = say(NOUN, "notice", comment=comment)
    below = [blocks.context(*(say(NOUN, "answer", answer=answer) for answer in comment.answers))]
    content = [*blocks.sections(text), *(below if comment.is_read else [_buttons(comment)])]
    return MessageContent(text=blocks.text_of(content), blocks=content)


def waiting(comment: CoachComment, most: int) -> list[Block]:
    """The same on the Home tab, in up to `most` characters."""
    return [blocks.section(limits.clamp(say(NOUN, "waiting", comment=comment), most)), _buttons(comment)]


def _buttons(comment: CoachComment) -> Block:
    pointer, name = AnswerPointer(comment.id), plain(NOUN, "about", place=comment.place, about=comment.about)
    parts = (("button_read", ActionId.COMMENT_READ), ("button_answer", ActionId.COMMENT_ANSWER))
    buttons = [
        blocks.read_aloud(blocks.button(plain(NOUN, part), action, pointer), plain(NOUN, f"{part}_label", name=name))
        for part, action in parts
    ]
    return blocks.actions(f"comment:{comment.id}", buttons)


def answer_form(comment: CoachComment) -> Block:
    content = [
        *blocks.sections(say(NOUN, "waiting", comment=comment)),
        blocks.text_input(FieldId.TEXT, plain(NOUN, "answer_label", comment=comment)),
    ]
    return blocks.modal(
        ViewId.COMMENT_ANSWER,
        plain(NOUN, "answer_title"),
        content,
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "cancel"),
        metadata=AnswerPointer(comment.id),
    )


# ---------------------------------------------------------------- beside what it is about


def lines(comments: Sequence[CoachComment]) -> list[Safe]:
    """The newest comments, each with what became of it, and how many came before."""
    earlier = [say(NOUN, "earlier", count=len(comments) - LISTED)] if len(comments) > LISTED else []
    newest = [Safe(limits.clamp(say(NOUN, "line", comment=each), limits.SECTION // 4)) for each in comments[-LISTED:]]
    return [*earlier, *newest]
