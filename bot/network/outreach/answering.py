"""What a school's leaders do with an offer, a question or a suggested connection, and what is replied to them."""

from bot.action_items import support_items, support_news
from bot.messages import outreach_forms as forms
from bot.messages.outreach import NOUN, OutreachCardPointer, OutreachPointer, named
from bot.network.outreach import notifying
from bot.network.outreach.rules import ASKED_SCHOOL, HELPED_SCHOOL, STARTED, SchoolOutreach
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, button, form, opener
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, Turn
from conversations.outreach import (
    AskedSchool,
    Outreach,
    OutreachKind,
    OutreachTrouble,
    SchoolAnswer,
    is_over,
    is_settled,
    trouble_with,
)
from prompts import plain
from storage.items import support_changes
from storage.items.support_changes import Need, Provider
from storage.models import PersonRow
from storage.network import outreach as store


def accept(turn: Turn, _click: Click, _pointer: OutreachPointer, subject: SchoolOutreach) -> None:
    """Accept support, or agree to be connected."""
    outreach, school = subject.outreach, subject.school
    _require_waiting(turn, subject, OutreachKind.OFFER, OutreachKind.CONNECTION)
    _answer(turn, outreach, school, SchoolAnswer.YES)
    if outreach.kind is OutreachKind.OFFER:
        _add_support(turn, outreach, school)
    _show(turn, outreach, school)


def decline(turn: Turn, _click: Click, _pointer: OutreachPointer, subject: SchoolOutreach) -> None:
    _require_waiting(turn, subject, OutreachKind.OFFER, OutreachKind.CONNECTION)
    _answer(turn, subject.outreach, subject.school, SchoolAnswer.NO)
    _show(turn, subject.outreach, subject.school)


def answer_form(turn: Turn, _click: Click, _pointer: OutreachPointer, subject: SchoolOutreach) -> Block:
    _require_waiting(turn, subject, OutreachKind.QUESTION)
    return forms.answer_form(subject.outreach, subject.school)


def answer(turn: Turn, form: Submission, _pointer: OutreachPointer, subject: SchoolOutreach) -> Ack:
    _require_waiting(turn, subject, OutreachKind.QUESTION)
    text = form.text(FieldId.TEXT)
    if not text:
        return ack.errors({FieldId.TEXT: plain(NOUN, "trouble_no_text")})
    _answer(turn, subject.outreach, subject.school, SchoolAnswer.YES, text)
    _show(turn, subject.outreach, subject.school)
    return {}


def _require_waiting(turn: Turn, subject: SchoolOutreach, *kinds: OutreachKind) -> None:
    """Raises CannotDoError for what was answered or has ended, and for another kind's button."""
    if subject.outreach.kind not in kinds:
        raise StaleValueError
    trouble = trouble_with(subject.outreach, subject.school, notifying.today(turn, subject.outreach))
    if trouble is not None:
        raise CannotDoError(NOUN, f"trouble_{trouble}")


def _answer(turn: Turn, outreach: Outreach, school: AskedSchool, answer: SchoolAnswer, text: str = "") -> None:
    stamp = turn.stamp(outreach.time_zone)
    store.save_answer(turn.session, outreach.id, school.plan_id, answer, stamp, text=text)


def _show(turn: Turn, before: Outreach, school: AskedSchool) -> None:
    """Show the answer to the school's leaders and to whoever asked."""
    outreach = notifying.read(turn, before.id)
    answered = outreach.school(school.plan_id)
    assert answered is not None  # it has just answered
    if outreach.kind is OutreachKind.OFFER and not _provides_it_themselves(outreach, answered):
        notifying.report(turn, outreach, answered)
    if is_settled(outreach):
        notifying.close(turn, outreach)
        return
    notifying.show_to_school(turn, outreach, answered)
    notifying.show_card(turn, outreach)


def _provides_it_themselves(outreach: Outreach, school: AskedSchool) -> bool:
    """Whoever offered their own support reads of its acceptance in the message that asks for it."""
    return school.answer is SchoolAnswer.YES and outreach.provider_id == outreach.starter_id


def _add_support(turn: Turn, outreach: Outreach, school: AskedSchool) -> None:
    """Accepted, it is support promised by whoever offered it. Somebody else is asked for it first."""
    need = Need(
        plan_id=school.plan_id,
        item_id=None,
        asker_id=turn.by.id,
        needed=outreach.text,
        needed_by=outreach.due,
        topic_code=outreach.practice,
        topic_text=named(outreach.practice).removeprefix(outreach.practice).strip(),
    )
    stamp = turn.stamp(outreach.time_zone)
    support = support_changes.request(turn.session, need, stamp)
    store.set_support(turn.session, outreach.id, school.plan_id, support.id)
    provider = turn.session.get_one(PersonRow, outreach.provider_id)
    by_district = Provider(person_id=provider.id, organization_id=outreach.organization_id)
    if outreach.provider_id != outreach.starter_id or not provider.active:
        support_news.ask_provider(turn, support, by_district if provider.active else None)
        return
    support_changes.ask(turn.session, support, by_district, stamp)
    step = support_changes.offer(turn.session, support, outreach.due, stamp)
    support_items.create(turn, support_news.read(turn, support.id), outreach.due, provider)
    support_news.post_request(turn, support.id, step)


# ---------------------------------------------------------------- a question before the answer, and the reply


def ask_form(turn: Turn, _click: Click, _pointer: OutreachPointer, subject: SchoolOutreach) -> Block:
    _require_waiting(turn, subject, OutreachKind.OFFER)
    return forms.ask_form(subject.outreach, subject.school)


def ask(turn: Turn, form: Submission, _pointer: OutreachPointer, subject: SchoolOutreach) -> Ack:
    _require_waiting(turn, subject, OutreachKind.OFFER)
    note_id, outreach, school = _add_note(turn, form, subject)
    if note_id is None:
        return ack.errors({FieldId.TEXT: plain(NOUN, "trouble_no_text")})
    notifying.pass_on_note(turn, outreach, school, note_id)
    notifying.show_to_school(turn, outreach, school)
    return {}


def reply_form(_turn: Turn, _click: Click, _pointer: OutreachPointer, subject: SchoolOutreach) -> Block:
    return forms.reply_form(subject.outreach, subject.school)


def reply(turn: Turn, form: Submission, _pointer: OutreachPointer, subject: SchoolOutreach) -> Ack:
    note_id, outreach, school = _add_note(turn, form, subject)
    if note_id is None:
        return ack.errors({FieldId.TEXT: plain(NOUN, "trouble_no_text")})
    notifying.reply(turn, outreach, school, note_id)
    return {}


def _add_note(turn: Turn, form: Submission, subject: SchoolOutreach) -> tuple[int | None, Outreach, AskedSchool]:
    """The note's id, None without a text, and the outreach and school with it."""
    outreach, plan_id, text = subject.outreach, subject.school.plan_id, form.text(FieldId.TEXT)
    if not text:
        return None, outreach, subject.school
    stamp = turn.stamp(outreach.time_zone)
    note_id = store.add_note(turn.session, outreach.id, plan_id, text, stamp)
    noted = notifying.read(turn, outreach.id)
    school = noted.school(plan_id)
    assert school is not None  # it was asked
    return note_id, noted, school


# ---------------------------------------------------------------- an offer is taken back


def withdraw(turn: Turn, _click: Click, _pointer: OutreachCardPointer, outreach: Outreach) -> None:
    if outreach.kind is not OutreachKind.OFFER:
        raise StaleValueError
    if is_over(outreach, notifying.today(turn, outreach)) or is_settled(outreach):
        raise CannotDoError(NOUN, f"trouble_{OutreachTrouble.OVER}")
    store.withdraw(turn.session, outreach.id)
    notifying.close(turn, notifying.read(turn, outreach.id))


ROUTES: tuple[Route, ...] = (
    button(ActionId.OUTREACH_ACCEPT, OutreachPointer.of, writes(ASKED_SCHOOL, accept)),
    button(ActionId.OUTREACH_DECLINE, OutreachPointer.of, writes(ASKED_SCHOOL, decline)),
    opener(ActionId.OUTREACH_ANSWER, OutreachPointer.of, reads(ASKED_SCHOOL, answer_form)),
    form(ViewId.OUTREACH_ANSWER, OutreachPointer.of, writes(ASKED_SCHOOL, answer)),
    opener(ActionId.OUTREACH_ASK, OutreachPointer.of, reads(ASKED_SCHOOL, ask_form)),
    form(ViewId.OUTREACH_ASK, OutreachPointer.of, writes(ASKED_SCHOOL, ask)),
    button(ActionId.OUTREACH_WITHDRAW, OutreachCardPointer.of, writes(STARTED, withdraw)),
    opener(ActionId.OUTREACH_REPLY, OutreachPointer.of, reads(HELPED_SCHOOL, reply_form)),
    form(ViewId.OUTREACH_REPLY, OutreachPointer.of, writes(HELPED_SCHOOL, reply)),
)
