"""Moves that report work: updates, completion, date changes and cancellation."""

from datetime import date

from conversations.action_items.effects import (
    CreateFollowUp,
    Effect,
    Effects,
    ItemChangeKind,
    ItemFormField,
    News,
    RecordEvent,
)
from conversations.action_items.moves import CompleteItem, MoveDate, Update
from conversations.action_items.rules import (
    accepted_by_doing,
    date_rejections,
    due_rejection,
    note,
    notify_owners,
    over,
    withdraw,
)
from conversations.action_items.values import Actor, Item, ItemState
from conversations.rejections import ItemRejectionCode, Rejection
from plans.item_events import Cancelled, Completed, DueMoved, Reopened, Status, StatusReported

_WORDS = {
    ItemState.ON_TRACK: Status.ON_TRACK,
    ItemState.BEHIND: Status.BEHIND,
    ItemState.NOT_STARTED: Status.NOT_STARTED,
}


def update(item: Item, move: Update, by: Actor) -> Effects:
    reason = move.reason.strip()
    if move.state is ItemState.DONE:
        return finish(item, CompleteItem(evidence="", completed_on=by.on), by) if item.is_open else (over(item),)
    if move.state is ItemState.CANCELLED:
        return _cancel(item, reason, by)
    if move.state is ItemState.BEHIND and not reason:
        return (Rejection(code=ItemRejectionCode.NO_CAUSE, form_field=ItemFormField.REASON),)
    back = () if item.is_open else (RecordEvent(event=Reopened(recorded=by.on)),)
    is_behind = move.state is ItemState.BEHIND
    report = StatusReported(
        recorded=by.on,
        status=_WORDS[move.state],
        cause=reason,
        is_ours=move.is_ours if is_behind else None,
        cause_category=move.cause_category if is_behind else None,
    )
    return (
        *back,
        RecordEvent(event=report),
        note(item, ItemChangeKind.UPDATED, by, reason),
        *accepted_by_doing(item, by),
    )


def finish(item: Item, move: CompleteItem, by: Actor) -> Effects:
    rejections = _finish_rejections(move, by.on)
    if rejections:
        return rejections
    evidence = move.evidence.strip()
    effects: list[Effect] = [
        RecordEvent(event=StatusReported(recorded=by.on, status=Status.DONE)),
        RecordEvent(event=Completed(recorded=by.on, completed_on=move.completed_on)),
        note(item, ItemChangeKind.FINISHED, by, evidence),
        *accepted_by_doing(item, by),
    ]
    if move.next_step.strip():
        effects.append(CreateFollowUp(text=move.next_step.strip(), due=move.next_due))
    return (*effects, *notify_owners(item, News.DONE_FOR_YOU, by, evidence))


def _finish_rejections(move: CompleteItem, today: date) -> Effects:
    rejections: list[Rejection] = []
    if move.completed_on > today:
        rejections.append(Rejection(code=ItemRejectionCode.FINISHED_LATER, form_field=ItemFormField.COMPLETED_ON))
    if move.next_due is not None and not move.next_step.strip():
        rejections.append(Rejection(code=ItemRejectionCode.NO_STEP, form_field=ItemFormField.NEXT_STEP))
    code = due_rejection(move.next_due, today) if move.next_due is not None else None
    if code is not None:
        rejections.append(Rejection(code=code, form_field=ItemFormField.NEXT_DUE))
    return tuple(rejections)


def _cancel(item: Item, reason: str, by: Actor) -> Effects:
    if not item.is_open:
        return (over(item),)
    if not reason:
        return (Rejection(code=ItemRejectionCode.NO_REASON, form_field=ItemFormField.REASON),)
    withdrawn = withdraw(item)
    return (
        RecordEvent(event=Cancelled(recorded=by.on, reason=reason)),
        note(item, ItemChangeKind.CANCELLED, by, reason),
        *withdrawn,
        *notify_owners(item, News.CANCELLED, by, reason),
    )


def move_date(item: Item, move: MoveDate, by: Actor) -> Effects:
    rejections = date_rejections(item.due, move.due, move.reason, by.on)
    if rejections:
        return rejections
    reason = move.reason.strip()
    event = DueMoved(recorded=by.on, due=move.due, reason=reason, cause=move.cause.strip(), is_ours=move.is_ours)
    notices = notify_owners(item, News.DATE_MOVED, by, reason, move.due)
    return (RecordEvent(event=event), note(item, ItemChangeKind.DATE_MOVED, by, reason), *notices)
