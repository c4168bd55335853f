"""What a script goes through that changes from day to day: the action items and milestones behind, and support."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from sqlalchemy.orm import Session

from bot.coaching.room import CoachingRoom
from conversations.coaching.path import with_items
from conversations.coaching.state import CoachingState
from conversations.parts import ForEachItem, ForEachKind
from conversations.script import Script
from plans.item_progress import Day
from storage.items import progress as item_progress
from storage.items import supports
from storage.items.support_values import SupportState
from storage.plans import milestones

AT_MOST = 12
"""Of each kind, the most pressing ones are discussed one by one."""


def items_of_today(session: Session, plan_id: int, script: Script, today: date) -> dict[ForEachKind, list[ForEachItem]]:
    """Those of the kinds that the script goes through."""
    kinds = {step.for_each for step in script.steps if step.for_each}
    return {kind: load(session, plan_id, today) for kind, load in _ITEMS.items() if kind in kinds}


def all_of_today(session: Session, plan_id: int, today: date) -> list[ForEachItem]:
    """Those of all kinds, whichever script goes through them."""
    return [item for load in _ITEMS.values() for item in load(session, plan_id, today)]


def with_items_of_today(room: CoachingRoom) -> CoachingState:
    """The state with what is behind, and what support there is, at this moment."""
    script, state = room.dialog.script, room.state
    today = room.turn.today(room.plan.time_zone)
    for kind, items in items_of_today(room.turn.session, room.plan.id, script, today).items():
        state = with_items(state, script, kind, items)
    return state


def _behind(session: Session, plan_id: int, today: date) -> list[ForEachItem]:
    """Action items and milestones, the longest overdue first."""
    day = Day(today, is_over=False)
    behind = {
        ForEachKind.ACTION_ITEM: item_progress.lagging_items(session, plan_id, day, most=AT_MOST).behind,
        ForEachKind.MILESTONE: milestones.lagging(session, plan_id, day).behind,
    }
    overdue = [(kind, lagging) for kind, listed in behind.items() for lagging in listed]
    overdue.sort(key=lambda pair: -pair[1].days_late)
    return [
        ForEachItem(ForEachKind.BEHIND_ITEM, f"{kind}:{lagging.code}", lagging.text)
        for kind, lagging in overdue[:AT_MOST]
    ]


def _supports(session: Session, plan_id: int, _today: date) -> list[ForEachItem]:
    """In the order of the requests."""
    needed = [support for support in supports.in_plan(session, plan_id) if support.state is not SupportState.WITHDRAWN]
    return [
        ForEachItem(ForEachKind.SUPPORT, f"{ForEachKind.SUPPORT}:{support.id}", support.needed or support.provided)
        for support in needed[-AT_MOST:]
    ]


_ITEMS: Mapping[ForEachKind, Callable[[Session, int, date], list[ForEachItem]]] = MappingProxyType(
    {ForEachKind.BEHIND_ITEM: _behind, ForEachKind.SUPPORT: _supports}
)
