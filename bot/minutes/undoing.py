"""Undoing a modification of an action item: an ordinary event of the leader's, of which its owners hear."""

from bot.action_items import moves, notifying, rewriting
from bot.turns import CannotDoError, Turn
from conversations.action_items import ItemChangeKind, News, Update
from conversations.action_items.values import ItemState
from plans.item_events import Cancelled, Completed, Reopened
from prompts import plain
from storage.items import item_changes, items
from storage.items.item_changes import ItemDetails
from storage.models import ActionItemRow, PersonRow
from storage.plans.plan_changes import OWNER
from storage.rounds.change_checks import ItemChange


def can_undo(turn: Turn, change: ItemChange) -> bool:
    """Whether the item still is as the change left it."""
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


def undo(turn: Turn, change: ItemChange) -> None:
    """Raises CannotDoError if the item has changed since."""
    if not can_undo(turn, change):
        raise CannotDoError("minutes", "changed_since")
    item, why = moves.find(turn, change.item_id, for_change=True), plain("minutes", "undone_by_leader")
    match change.kind:
        case items.MOVED:
            rewriting.redate(turn, item, change.old_due, why)
        case "cancelled":
            _reopen(turn, item, why)
        case "reopened":
            _close_again(turn, item, change, why)
        case "added":
            moves.apply_move(turn, item, Update(state=ItemState.CANCELLED, reason=why))
        case _:
            _give_back(turn, item, change, why)
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
