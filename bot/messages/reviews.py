"""The quarterly review of school and district: its agenda, its forms, and its lines in the next document."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages import signed_documents
from bot.messages.items.pointers import SupportPointer
from bot.messages.signed_documents import SignedPointer
from bot.slack import blocks
from bot.slack.blocks import Block, MenuButton, MessageContent
from bot.slack.identifiers import ActionId, FieldId, ViewId
from conversations.documents.review_notes import NoteKind, ReviewNote, TakenBy
from conversations.documents.signed import SignedDocument
from plans.lagging import LaggingItem, LaggingItems
from prompts import plain, say
from storage.items.support_values import Support, SupportState
from storage.plans.plans import PlanSummary

NOUN = "reviews"
LISTED = 10
"""How many lines of a kind one agenda has; the document has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAgenda:
    """What school and district talk about."""

    plan: PlanSummary
    document: SignedDocument
    district: str
    lagging: LaggingItems
    """As of the document's day."""
    supports: Sequence[Support]
    """Those that are open today."""
    notes: Sequence[ReviewNote]
    today: date

    def of_kind(self, kind: NoteKind) -> list[ReviewNote]:
        return [note for note in self.notes if note.kind is kind]


def agenda(about: ReviewAgenda, reader_id: int) -> MessageContent:
    """For one reader: who may answer a request for support is offered that."""
    signed, plan = about.document, about.plan
    values = {"name": signed_documents.name(signed), "title": signed_documents.title_of(signed, plan)}
    read = blocks.button(plain(NOUN, "button_read"), ActionId.SIGNED_READ, SignedPointer(signed.id))
    intro = say(NOUN, "agenda_intro", plan=plan, district=about.district, **values)
    content: list[Block] = [blocks.header(plain(NOUN, "agenda_title", plan=plan)), blocks.section(intro, read)]
    content += _items("behind", about.lagging.behind)
    content += _items("at_risk", about.lagging.at_risk)
    content += _supports(about, reader_id)
    content += _notes(
        "questions_title", about.of_kind(NoteKind.QUESTION), lambda note: say(NOUN, "question_line", note=note)
    )
    content += _notes("decisions_title", about.of_kind(NoteKind.DECISION), lambda note: _decision(about, note))
    pointer = SignedPointer(signed.id)
    buttons = [
        blocks.button(plain(NOUN, "button_question"), ActionId.REVIEW_QUESTION, pointer),
        blocks.button(plain(NOUN, "button_decide"), ActionId.REVIEW_DECIDE, pointer),
    ]
    content.append(blocks.actions("review", buttons))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _items(kind: str, items: Sequence[LaggingItem]) -> list[Block]:
    lines = [say(NOUN, f"{kind}_title", count=len(items))]
    lines += [say(NOUN, f"{kind}_line", item=item) for item in items[:LISTED]]
    return _lines(lines, len(items) - LISTED)


def _lines(lines: Sequence[str], more: int) -> list[Block]:
    if more > 0:
        lines = [*lines, say(NOUN, "more_lines", count=more)]
    return blocks.sections("\n".join(lines))


def _supports(about: ReviewAgenda, reader_id: int) -> list[Block]:
    content = [blocks.section(say(NOUN, "supports_title", count=len(about.supports)))]
    for support in about.supports[:LISTED]:
        text = say(NOUN, "support_line", support=support, days=support.days_open(about.today))
        content.append(blocks.section(text, _answer(support) if _may_answer(support, reader_id) else None))
    more = len(about.supports) - LISTED
    return [*content, *(_lines([], more) if more > 0 else ())]


def _may_answer(support: Support, reader_id: int) -> bool:
    return support.state in (SupportState.ASKED, SupportState.OFFERED) and support.may_answer(reader_id)


def _answer(support: Support) -> Block:
    """The answers that the request itself offers."""
    answers = {
        ActionId.SUPPORT_OFFER: "button_offer",
        ActionId.SUPPORT_PASS: "button_pass",
        ActionId.SUPPORT_GIVEN: "button_given",
        ActionId.SUPPORT_DECLINE: "button_decline",
    }
    if support.state is SupportState.OFFERED:
        del answers[ActionId.SUPPORT_OFFER]
    if support.state is SupportState.OFFERED or not support.can_pass:
        del answers[ActionId.SUPPORT_PASS]
    pointer = SupportPointer(support.id)
    buttons = [MenuButton(plain("supports", label), action, pointer) for action, label in answers.items()]
    return blocks.button_select(plain(NOUN, "choose_answer"), buttons)


def _notes(title: str, notes: Sequence[ReviewNote], line: Callable[[ReviewNote], str]) -> list[Block]:
    return _lines([say(NOUN, title, count=len(notes)), *map(line, notes)], 0)


def _decision(about: ReviewAgenda, note: ReviewNote) -> str:
    taken_by = about.district if note.taken_by is TakenBy.DISTRICT else about.plan.organization
    return say(NOUN, "decision_line", note=note, taken_by=taken_by)


def question_added(plan: PlanSummary, author: str, text: str) -> MessageContent:
    return MessageContent(text=say(NOUN, "asked", plan=plan, author=author, text=text))


def no_district(district: str) -> MessageContent:
    return MessageContent(text=say(NOUN, "no_district", district=district))


# ---------------------------------------------------------------- forms


def question_form(pointer: SignedPointer) -> Block:
    hint = plain(NOUN, "question_hint")
    content = [blocks.text_input(FieldId.TEXT, plain(NOUN, "question_label"), hint=hint)]
    return _form(ViewId.REVIEW_QUESTION, "question_title", content, pointer)


def decision_form(plan: PlanSummary, district: str, pointer: SignedPointer) -> Block:
    sides = [(TakenBy.SCHOOL.value, plan.organization), (TakenBy.DISTRICT.value, district)]
    content = [
        *blocks.sections(say(NOUN, "decide_about")),
        blocks.text_input(FieldId.TEXT, plain(NOUN, "decide_label")),
        blocks.choice_input(FieldId.TAKEN_BY, plain(NOUN, "taken_by_label"), sides, all_shown=True),
        blocks.person_input(FieldId.OWNER, plain(NOUN, "owner_label")),
        blocks.date_input(FieldId.DUE, plain(NOUN, "due_label")),
    ]
    return _form(ViewId.REVIEW_DECIDE, "decide_title", content, pointer)


def _form(view: ViewId, title: str, content: Sequence[Block], pointer: SignedPointer) -> Block:
    submit, close = plain(NOUN, "submit"), plain(NOUN, "close")
    return blocks.modal(view, plain(NOUN, title), content, submit=submit, close=close, metadata=pointer)
