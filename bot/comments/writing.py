"""A coach's comment on a part of the plan or on minutes: `/plan comment`, and the form behind "Comment …".

It reaches the leaders at once, and the next draft of the minutes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot import which_plan
from bot.comments import answers
from bot.messages import comments as messages
from bot.messages import notices
from bot.messages.comments import CommentDraft, CommentPointer
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import PlanName, in_plan, some_permitted
from bot.permissions.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block, MessageContent, OpenForm
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Command, Submission
from bot.students import form_warnings
from bot.turns import CannotDoError, Turn
from conversations.parts import PartKind
from prompts import plain, say
from storage.plans import comments, places, plans
from storage.plans.comments import CommentPlace, NewComment
from storage.plans.places import PlanRowReference
from storage.plans.plans import PlanSummary
from storage.rounds import minutes

NOUN = "comments"
MINUTES = "minutes"
"""What a coach types for the newest published minutes."""
_PARTS = (PartKind.STRATEGY, PartKind.MILESTONE, PartKind.ACTION_ITEM)
_PLAN_FIRST = re.compile(
    r"(?P<plan>[^\d]*?)(?:^|\s)(?P<code>[A-Za-z]?\d\S*|minutes)(?:\s+(?P<text>.*))?$", re.DOTALL | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TypedComment(PlanName):
    """What was typed after /plan comment: a code or "minutes", then the comment; before them, perhaps a plan's name."""

    code: str
    text: str

    @classmethod
    def typed(cls, command: Command, words: str) -> "TypedComment":
        code, text = which_plan.code_and_plan(words)
        name = ""
        if not code and (parts := _PLAN_FIRST.fullmatch(words.strip())):
            name, code, text = parts["plan"].strip(), parts["code"], parts["text"] or ""
        return cls(name, command.channel, code, text.strip())


@dataclass(frozen=True, slots=True)
class CommentablePlans:
    """The plans a coach may mean, and what was typed about one of them."""

    plans: Sequence[PlanSummary]
    code: str
    text: str


def _meant(turn: Turn, typed: TypedComment) -> CommentablePlans:
    """Words before a number that name no plan begin the comment."""
    name, code, text = typed.name, typed.code, typed.text
    if name and not which_plan.is_named(turn, name):
        name, code, text = "", "", f"{name} {code} {text}".strip()
    return CommentablePlans(some_permitted(turn, Permission.COMMENT, PlanName(name, typed.channel)), code, text)


COMMENTABLE: AccessRule[TypedComment, CommentablePlans] = AccessRule(Permission.COMMENT, _meant)
COMMENTED_PLAN = in_plan(Permission.COMMENT)


# ---------------------------------------------------------------- the command


def add_typed(
    turn: Turn, _command: Command, _typed: TypedComment, commentable: CommentablePlans
) -> MessageContent | OpenForm:
    """Save the comment. A form asks for whatever is missing: which plan, what it is about, or the words.

    It also opens if the words seem to name a student.
    """
    code, text = commentable.code, commentable.text
    draft = CommentDraft(pointer=CommentPointer(), plans=commentable.plans, code=code, text=text)
    if len(commentable.plans) > 1:
        return OpenForm(messages.form(draft))
    (plan,) = commentable.plans
    draft = replace(draft, pointer=CommentPointer(plan.id), plans=())
    if not code or not text:
        return OpenForm(messages.form(draft))
    try:
        place = _place(turn, plan, code)
    except CannotDoError as error:
        return OpenForm(messages.form(replace(draft, problem=say(error.file, error.part, **error.values))))
    if warned := form_warnings.opened(turn, messages.form(draft)):
        return OpenForm(warned)
    return _add(turn, plan, place, text)


# ---------------------------------------------------------------- the form


def open_form(turn: Turn, _click: Click, pointer: CommentPointer, plan: PlanSummary) -> Block:
    """About what the button stood beside, or about one of the plan's strategies or its last minutes."""
    place = _of_pointer(turn, plan, pointer)
    if place is not None:
        return messages.form(CommentDraft(pointer=pointer, about=comments.name_of(turn.session, place)))
    parts = [(code, f"{code} {title}") for code, title in plans.strategy_titles(turn.session, plan.id).items() if code]
    if (period := _newest_minutes(turn, plan)[1]) is not None:
        parts.append((MINUTES, plain(NOUN, "minutes_option", period=period)))
    return messages.form(CommentDraft(pointer=pointer, parts=parts))


def submitted(form: Submission) -> CommentPointer:
    """What the form carries, with the plan chosen in it where it asks for one."""
    pointer = CommentPointer.of(form)
    return pointer if pointer.plan_id else replace(pointer, plan_id=button_values.number(form.text(FieldId.PLAN)))


def submit(turn: Turn, form: Submission, pointer: CommentPointer, plan: PlanSummary) -> Ack:
    text, code = form.text(FieldId.TEXT), form.text(FieldId.PART)
    if not text:
        return ack.errors({FieldId.TEXT: plain(NOUN, "no_text")})
    try:
        place = _of_pointer(turn, plan, pointer) or _place(turn, plan, code)
    except CannotDoError as error:
        return ack.errors({FieldId.PART: plain(error.file, f"{error.part}_part", **error.values)})
    return ack.update(notices.form(_add(turn, plan, place, text)))


# ---------------------------------------------------------------- what it is about


def _of_pointer(turn: Turn, plan: PlanSummary, pointer: CommentPointer) -> PlanRowReference | None:
    """The row the pointer names; None if it names none. Raises StaleValueError for a row that isn't the plan's."""
    if pointer.place is None or pointer.row_id is None:
        return None
    place = PlanRowReference(pointer.place, pointer.row_id)
    if not comments.belongs(turn.session, plan.id, place):
        raise button_values.StaleValueError
    return place


def _place(turn: Turn, plan: PlanSummary, code: str) -> PlanRowReference:
    """The row with this code, or the newest published minutes. Raises CannotDoError for what the plan hasn't got."""
    if code.casefold() == MINUTES:
        minutes_id, _period = _newest_minutes(turn, plan)
        if minutes_id is None:
            raise CannotDoError(NOUN, "no_minutes", organization=plan.organization)
        return PlanRowReference(CommentPlace.MINUTES, minutes_id)
    rows = (places.find(turn.session, plan.id, f"{kind}:{code.upper()}") for kind in _PARTS)
    place = next((row for row in rows if row), None)
    if place is None:
        raise CannotDoError(NOUN, "unknown", code=code, organization=plan.organization)
    return place


def _newest_minutes(turn: Turn, plan: PlanSummary) -> tuple[int, str] | tuple[None, None]:
    """The id and the period of the newest published minutes."""
    published = minutes.published(turn.session, plan.id)
    newest = max(published, key=lambda each: each.period, default=None)
    return (newest.id, newest.period) if newest else (None, None)


def _add(turn: Turn, plan: PlanSummary, place: PlanRowReference, text: str) -> MessageContent:
    about = comments.name_of(turn.session, place)
    new = NewComment(place, about, text)
    comment_id = comments.add(turn.session, plan.id, turn.by.id, new, at=turn.now, on=turn.today(plan.time_zone))
    has_readers = answers.notify_readers(turn, plan, comment_id)
    return messages.added(place.table, about, plan.organization, has_readers=has_readers)


ROUTES: tuple[Route, ...] = (
    opener(ActionId.COMMENT_OPEN, CommentPointer.of, reads(COMMENTED_PLAN, open_form)),
    form(ViewId.COMMENT, submitted, writes(COMMENTED_PLAN, submit)),
)
