"""How an action item goes: a word on it, done, moved, cancelled."""

from datetime import date

from conversations.action_items.effects import (
    Change,
    Effect,
    Effects,
    FollowUp,
    FormField,
    News,
    Record,
    Refuse,
    Trouble,
)
from conversations.action_items.moves import Finish, MoveDate, Update
from conversations.action_items.rules import (
    accepted_by_doing,
    date_troubles,
    due_trouble,
    note,
    over,
    tell_owners,
    withdraw,
)
from conversations.action_items.values import Actor, Item, State
from plans.progress import Cancelled, Completed, DueMoved, Reopened, Said, Status

_WORDS = {
    State.ON_TRACK: Status.ON_TRACK,
    State.BEHIND: Status.BEHIND,
    State.NOT_STARTED: Status.NOT_STARTED,
}


def update(item: Item, move: Update, by: Actor) -> Effects:
    reason = move.reason.strip()
    if move.state is State.DONE:
        return finish(item, Finish(evidence="", completed_on=by.on), by) if item.is_open else (over(item),)
    if move.state is State.CANCELLED:
        return _cancel(item, reason, by)
    if move.state is State.BEHIND and not reason:
        return (Refuse(trouble=Trouble.NO_CAUSE, form_field=FormField.REASON),)
    back = () if item.is_open else (Record(event=Reopened(recorded=by.on)),)
    said = Said(recorded=by.on, status=_WORDS[move.state], cause=reason)
    return (*back, Record(event=said), note(item, Change.UPDATED, by, reason), *accepted_by_doing(item, by))


def finish(item: Item, move: Finish, by: Actor) -> Effects:
    troubles = _finish_troubles(move, by.on)
    if troubles:
        return troubles
    evidence = move.evidence.strip()
    effects: list[Effect] = [
        Record(event=Said(recorded=by.on, status=Status.DONE)),
        Record(event=Completed(recorded=by.on, completed_on=move.completed_on)),
        note(item, Change.FINISHED, by, evidence),
        *accepted_by_doing(item, by),
    ]
    if move.next_step.strip():
        effects.append(FollowUp(text=move.next_step.strip(), due=move.next_due))
    return (*effects, *tell_owners(item, News.DONE_FOR_YOU, by, evidence))


def _finish_troubles(move: Finish, today: date) -> Effects:
    found: list[Refuse] = []
    if move.completed_on > today:
        found.append(Refuse(trouble=Trouble.FINISHED_LATER, form_field=FormField.COMPLETED_ON))
    if move.next_due is not None and not move.next_step.strip():
        found.append(Refuse(trouble=Trouble.NO_STEP, form_field=FormField.NEXT_STEP))
    trouble = due_trouble(move.next_due, today) if move.next_due is not None else None
    if trouble is not None:
        found.append(Refuse(trouble=trouble, form_field=FormField.NEXT_DUE))
    return tuple(found)


def _cancel(item: Item, reason: str, by: Actor) -> Effects:
    if not item.is_open:
        return (over(item),)
    if not reason:
        return (Refuse(trouble=Trouble.NO_REASON, form_field=FormField.REASON),)
    withdrawn = withdraw(item)
    return (
        Record(event=Cancelled(recorded=by.on, reason=reason)),
        note(item, Change.CANCELLED, by, reason),
        *withdrawn,
        *tell_owners(item, News.CANCELLED, by, reason),
    )


def move_date(item: Item, move: MoveDate, by: Actor) -> Effects:
    found = date_troubles(item, move.due, move.reason, by.on)
    if found:
        return found
    reason = move.reason.strip()
    event = DueMoved(recorded=by.on, due=move.due, reason=reason)
    told = tell_owners(item, News.DATE_MOVED, by, reason, move.due)
    return (Record(event=event), note(item, Change.DATE_MOVED, by, reason), *told)
