"""Turns that complete a topic with its evidence, and ask what becomes of a milestone's open action items."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import days_off
from bot.action_items import moves
from bot.advice import telling
from bot.check_ins import answering, request_messages
from bot.check_ins.answering import ANSWERABLE
from bot.messages import advice
from bot.messages.check_ins import forms, open_items
from bot.messages.check_ins.open_items import MOST_ASKED
from bot.messages.check_ins.pointers import OpenItemsPointer, TopicPointer
from bot.messages.check_ins.reading_form import reading_form
from bot.messages.items import lines as item_messages
from bot.permissions.guards import AccessRule, Whose
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, Turn
from conversations.action_items import Actor, Move, advance
from conversations.check_in import ShowResult, Subject, Topic
from conversations.open_items import CloseAs, CloseItems, Decision, MoveItems
from conversations.rejections import Rejection
from storage.documents import term_notes
from storage.items import items, regroupings
from storage.items.item_changes import ItemDetails
from storage.plans import milestones
from storage.rounds import check_ins
from storage.rounds.check_in_requests import RequestFacts

# ---------------------------------------------------------------- the evidence and the day


def result_form(turn: Turn, _click: Click, pointer: TopicPointer, request: RequestFacts) -> Block:
    check_in = answering.open_check_in(turn, request)
    topic = answering.topic_of(check_in, pointer.topic)
    about, today = request_messages.about(request), turn.today(request.time_zone)
    answer = check_in.answers.get(topic.key)
    if not topic.is_completable:
        return reading_form(about, topic, answer, str(pointer), today=today)
    output = items.output_of(turn.session, topic.id) if topic.subject is Subject.ITEM else ""
    is_milestone = topic.subject is Subject.MILESTONE
    more = advice.inputs(telling.of_milestone(turn, topic.id)) if is_milestone else ()
    return forms.result_form(about, topic, answer, str(pointer), output=output, today=today, more=more)


def result(turn: Turn, form: Submission, pointer: TopicPointer, request: RequestFacts) -> Ack:
    """Once a milestone is complete, the form asks about its open items, in its own place."""
    on = turn.today(request.time_zone)
    topic = check_ins.load(turn.session, request).topic(pointer.topic)
    move = ShowResult(
        topic=pointer.topic,
        by=turn.by.name,
        on=on,
        evidence=form.text(FieldId.EVIDENCE),
        completed_on=form.day(FieldId.COMPLETED_ON) or on,
        seen_revision=pointer.seen_revision,
    )
    answer = answering.submit(turn, form, request, move)
    resources = form.text(FieldId.RESOURCES)
    if not answer and topic is not None and topic.subject is Subject.ITEM and resources:
        term_notes.write_of_item(turn.session, topic.id, turn.stamp(request.time_zone), resources)
    if answer or topic is None or topic.subject is not Subject.MILESTONE:
        return answer
    telling.save_of_milestone(turn, form, request.round.plan_id, topic.id)
    if topic.completed_on is not None:
        return answer
    return _ask(turn, request, topic)


def _ask(turn: Turn, request: RequestFacts, topic: Topic) -> Ack:
    left = _open(turn, topic.id)[:MOST_ASKED]
    if not left:
        return {}
    pointer = OpenItemsPointer(request.id, topic.id, tuple(item.id for item in left))
    return ack.update(open_items.question(milestones.name_of(turn.session, topic.id), left, pointer))


def _open(turn: Turn, milestone_id: int) -> list[ItemDetails]:
    return [moves.find(turn, row.id) for row in items.open_in(turn.session, milestone_id)]


# ---------------------------------------------------------------- who decides about open items


@dataclass(frozen=True, slots=True)
class OpenItems:
    """The items a form names that are still open and still in the milestone."""

    request: RequestFacts
    milestone_id: int
    items: Sequence[ItemDetails]


def _decidable(turn: Turn, pointer: OpenItemsPointer) -> OpenItems:
    """Whoever may answer about the milestone decides."""
    request = ANSWERABLE.admit(turn, pointer)
    topic = f"{Subject.MILESTONE}:{pointer.milestone_id}"
    if check_ins.load(turn.session, request).topic(topic) is None:
        raise CannotDoError("check_in", "trouble_unknown_topic")
    named = [item for item in _open(turn, pointer.milestone_id) if item.id in pointer.item_ids]
    return OpenItems(request, pointer.milestone_id, named)


OPEN_ITEMS: AccessRule[OpenItemsPointer, OpenItems] = AccessRule(Whose.CHECK_IN, _decidable)


# ---------------------------------------------------------------- close, move or keep


def decide(turn: Turn, form: Submission, pointer: OpenItemsPointer, left: OpenItems) -> Ack:
    """Keeping them needs no more words; closing and moving open the next form."""
    turn.saves_nothing()
    match button_values.word(Decision, form.text(FieldId.STATE)):
        case Decision.CLOSE if left.items:
            today = turn.today(left.request.time_zone)
            return ack.update(open_items.close_form(left.items, pointer, today))
        case Decision.MOVE if left.items:
            others = milestones.beside(turn.session, left.milestone_id)
            return ack.update(open_items.move_form(left.items, others, pointer))
        case _:
            return {}


def close(turn: Turn, form: Submission, _pointer: OpenItemsPointer, left: OpenItems) -> Ack:
    decision = CloseItems(
        close_as=button_values.word(CloseAs, form.text(FieldId.STATE)),
        completed_on=form.day(FieldId.COMPLETED_ON) or turn.today(left.request.time_zone),
        reason=form.text(FieldId.REASON),
    )
    return _apply(turn, left, decision.move())


def move(turn: Turn, form: Submission, _pointer: OpenItemsPointer, left: OpenItems) -> Ack:
    target = form.text(FieldId.MILESTONE)
    decision = MoveItems(
        milestone_id=button_values.number(target) if target else None,
        due=form.day(FieldId.DUE),
        reason=form.text(FieldId.REASON),
    )
    if not decision.has_target or not decision.reason:
        return ack.errors(open_items.missing(decision))
    others = {other.id for other in milestones.beside(turn.session, left.milestone_id)}
    if decision.milestone_id is not None and decision.milestone_id not in others:
        raise StaleValueError
    redate = decision.move()
    refused = _apply(turn, left, redate) if redate else {}
    if not refused and decision.milestone_id is not None:
        stamp = turn.stamp(left.request.time_zone)
        for item in left.items:
            regroupings.regroup(turn.session, item.id, decision.milestone_id, stamp, decision.reason)
            moves.show(turn, item)
    return refused or days_off.saved(turn.session, left.request.organization_id, decision.due)


def _apply(turn: Turn, left: OpenItems, each: Move) -> Ack:
    """The same move for all of them, or for none if one rejects it."""
    by = Actor(id=turn.by.id, on=turn.today(left.request.time_zone))
    for item in left.items:
        rejections = [effect for effect in advance(item.item, each, by) if isinstance(effect, Rejection)]
        if rejections:
            return ack.errors(item_messages.errors(rejections))
    for item in left.items:
        moves.apply_move(turn, item, each)
    return {}


ROUTES: tuple[Route, ...] = (
    opener(ActionId.OPEN_RESULT, TopicPointer.of, reads(ANSWERABLE, result_form)),
    form(ViewId.RESULT, TopicPointer.of, writes(ANSWERABLE, result)),
    form(ViewId.OPEN_ITEMS, OpenItemsPointer.of, writes(OPEN_ITEMS, decide)),
    form(ViewId.CLOSE_ITEMS, OpenItemsPointer.of, writes(OPEN_ITEMS, close)),
    form(ViewId.MOVE_ITEMS, OpenItemsPointer.of, writes(OPEN_ITEMS, move)),
)
