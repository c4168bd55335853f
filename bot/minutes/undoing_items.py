"""Undoing a modification of an action item. Its owners hear of its dates and states by the usual notices."""

from collections.abc import Mapping
from typing import Any

from bot.action_items import moves, notifying, rewriting
from bot.turns import Turn
from conversations.action_items import ItemChangeKind, News, Update
from conversations.action_items.values import ItemState
from plans.item_events import Cancelled, Completed, Reopened
from prompts import plain
from storage.items import item_changes, items, regroupings
from storage.items.item_changes import ItemDetails
from storage.models import ActionItemRow, MilestoneRow, PersonRow
from storage.plans import leads
from storage.plans.places import PlanRowReference
from storage.plans.plan_changes import OWNER
from storage.rounds.recorded_changes import ItemChange, Regrouping


def hindrance(turn: Turn, change: ItemChange) -> str:
    """The sentence that says why it can't be undone: the item is not as the change left it; empty if it can."""
    if not _is_as_left(turn, change):
        return "changed_since"
    former = turn.session.get_one(PersonRow, change.old_owner_id) if change.old_owner_id else None
    return "former_owner_left" if former is not None and not former.active else ""


def _is_as_left(turn: Turn, change: ItemChange) -> bool:
    item = moves.find(turn, change.item_id)
    row = turn.session.get_one(ActionItemRow, change.item_id)
    match change.kind:
        case items.MOVED:
            return item.item.is_open and item.item.due == change.new_due != change.old_due
        case "cancelled":
            return item.item.state is ItemState.CANCELLED
        case "reopened" | "added":
            return item.item.is_open
        case kind if kind == OWNER:
            now = ("" if row.owner_id else row.owner or "", row.owner_id)
            return item.item.is_open and now == (change.new_owner, change.new_owner_id)
    return False


def undo(turn: Turn, change: ItemChange) -> set[int]:
    """Returns the owners, who hear by notices of their own."""
    item, why = moves.find(turn, change.item_id, for_change=True), plain("minutes", "undone_by_leader")
    match change.kind:
        case items.MOVED:
            rewriting.undo_move(turn, item, change.old_due, why)
        case "cancelled":
            _reopen(turn, item, why)
        case "reopened":
            _close_again(turn, item, change, why)
        case "added":
            moves.apply_move(turn, item, Update(state=ItemState.CANCELLED, reason=why))
        case _:
            _give_back(turn, item, change, why)
    _show(turn, item)
    return {*item.item.owners, *item_changes.owners_of(turn.session, item.id)}


def _show(turn: Turn, item: ItemDetails) -> None:
    turn.session.flush()
    turn.session.expire_all()
    moves.show(turn, item)


def _reopen(turn: Turn, item: ItemDetails, why: str) -> None:
    stamp = turn.stamp(item.time_zone)
    items.record(turn.session, item.id, Reopened(recorded=stamp.on), stamp)
    rewriting.note(turn, item, ItemChangeKind.UPDATED, why)
    notifying.queue_notices_for_owners(turn, item, News.REOPENED, why)


def _close_again(turn: Turn, item: ItemDetails, change: ItemChange, why: str) -> None:
    stamp = turn.stamp(item.time_zone)
    if change.completed_on is not None and not change.was_cancelled:
        items.record(turn.session, item.id, Completed(recorded=stamp.on, completed_on=change.completed_on), stamp)
        rewriting.note(turn, item, ItemChangeKind.FINISHED, why)
        notifying.queue_notices_for_owners(turn, item, News.DONE_FOR_YOU, why)
        return
    items.record(turn.session, item.id, Cancelled(recorded=stamp.on, reason=why), stamp)
    rewriting.note(turn, item, ItemChangeKind.CANCELLED, why)
    notifying.queue_notices_for_owners(turn, item, News.CANCELLED, why)


def _give_back(turn: Turn, item: ItemDetails, change: ItemChange, why: str) -> None:
    person = turn.session.get_one(PersonRow, change.old_owner_id) if change.old_owner_id else None
    stamp = turn.stamp(item.time_zone)
    item_changes.assign_to(turn.session, item.id, person, change.old_owner, stamp=stamp, why=why)
    rewriting.reassign(turn, item, why)


def hindrance_of_regrouping(turn: Turn, change: Regrouping) -> str:
    item = moves.find(turn, change.item_id)
    return "" if item.item.is_open and item.milestone_id == change.new_milestone_id else "changed_since"


def undo_regrouping(turn: Turn, change: Regrouping) -> set[int]:
    """Returns the item's owners and the leads of both milestones."""
    item, why = moves.find(turn, change.item_id, for_change=True), plain("minutes", "undone_by_leader")
    regroupings.regroup(turn.session, item.id, change.old_milestone_id, turn.stamp(item.time_zone), why)
    _show(turn, item)
    both = {change.old_milestone_id, change.new_milestone_id} - {None}
    places = [PlanRowReference(MilestoneRow.__tablename__, row_id) for row_id in both if row_id is not None]
    return {*item.item.owners, *(lead for place in places for lead in leads.of_part(turn.session, place))}


def undo_words(turn: Turn, item_id: int, words: Mapping[str, Any], why: str) -> set[int]:
    """Set columns of an item that have no events. Returns its owners."""
    item = moves.find(turn, item_id, for_change=True)
    row, stamp = turn.session.get_one(ActionItemRow, item_id), turn.stamp(item.time_zone)
    item_changes.set_words(turn.session, row, words, stamp, why)
    _show(turn, item)
    return set(item.item.owners)
