"""Takes a part of a dialog back out of the plan: an ordinary change of the leader's, of which those concerned hear."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.action_items import moves, rewriting, support_items
from bot.messages.threads import NOUN
from bot.threads import moving_dates
from bot.threads.plan_writing import MEASURE_OF, MILESTONE_OF
from bot.threads.room import ThreadRoom
from bot.turns import CannotDoError, Turn
from conversations.action_items import ItemState, Update
from conversations.threads.state import WrittenPart
from prompts import plain
from storage.items import item_changes, supports
from storage.items.item_changes import ItemDetails
from storage.models import ActionItemRow, PersonRow, SupportRow
from storage.plans import places, plan_changes, taking_back
from storage.plans.places import Footprint, PlanRowReference
from storage.plans.taking_back import Hindrance


def take_back(room: ThreadRoom[Any], part: WrittenPart) -> None:
    """Raises CannotDoError if something builds on it, or somebody has changed it since."""
    session, dialog_id = room.turn.session, room.dialog.id
    for key in (MEASURE_OF.format(key=part.key), MILESTONE_OF.format(key=part.key), part.key):
        place = places.place_of(session, dialog_id, key)
        if place is not None:
            _take_back(room, place, places.footprint(session, dialog_id, key))
            places.forget(session, dialog_id, key)


def _take_back(room: ThreadRoom[Any], place: PlanRowReference, done: Footprint) -> None:
    turn, why = room.turn, plain(NOUN, "undone_why")
    if place.table == ActionItemRow.__tablename__:
        _item(turn, place, done, why)
    elif place.table == SupportRow.__tablename__:
        _support(turn, place)
    elif hindrance := taking_back.hindrance(turn.session, place, done):
        raise CannotDoError(NOUN, f"undo_{hindrance}")
    else:
        taking_back.take_back(turn.session, place, done, turn.stamp(room.plan.time_zone), why)
        moving_dates.notify_leads(turn, place, done, why, is_undone=True)


def _item(turn: Turn, place: PlanRowReference, done: Footprint, why: str) -> None:
    """A new item is canceled. Of another one, dates, owner and words return, unless somebody has changed them since."""
    item = moves.find(turn, place.row_id, for_change=True)
    now = taking_back.cells_of(turn.session, place)
    is_as_left = (done.is_new or done.after) and all(now[name] == cell for name, cell in done.after.items())
    if not item.item.is_open or not is_as_left:
        raise CannotDoError(NOUN, f"undo_{Hindrance.CHANGED}")
    if done.is_new:
        moves.apply_move(turn, item, Update(state=ItemState.CANCELLED, reason=why))
        return
    _restore(turn, item, done.before, why)
    turn.session.flush()
    turn.session.expire_all()
    moves.show(turn, item)


def _restore(turn: Turn, item: ItemDetails, before: Mapping[str, str], why: str) -> None:
    session, stamp = turn.session, turn.stamp(item.time_zone)
    row = session.get_one(ActionItemRow, item.id)
    words = before.keys() - {taking_back.DUE, taking_back.OWNER, taking_back.OWNER_ID}
    cells = {name: plan_changes.cell_of(row, name, before[name]) for name in words}
    item_changes.set_words(session, row, cells, stamp, why)
    if taking_back.DUE in before:
        rewriting.undo_move(turn, item, _day(before[taking_back.DUE]), why)
    if before.keys() & {taking_back.OWNER, taking_back.OWNER_ID}:
        owner_id = before.get(taking_back.OWNER_ID, str(row.owner_id or ""))
        person = session.get_one(PersonRow, int(owner_id)) if owner_id else None
        item_changes.assign_to(session, item.id, person, before.get(taking_back.OWNER, ""), stamp=stamp, why=why)
        rewriting.reassign(turn, item, why)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _support(turn: Turn, place: PlanRowReference) -> None:
    support = supports.get(turn.session, place.row_id, for_change=True)
    if support is None or not support.is_revisable:
        raise CannotDoError(NOUN, f"undo_{Hindrance.CHANGED}")
    support_items.withdraw(turn, support)
