"""What a move on a provider's action item does to the support request it belongs to."""

from collections.abc import Iterable

from bot.action_items import support_news
from bot.turns import Turn
from conversations.action_items import Effect, GiveTo, ItemChangeKind, RecordChange, RecordEvent
from plans.item_events import Cancelled, Completed, DueMoved, Event, Reopened
from storage.items import support_changes, supports
from storage.items.item_changes import ItemDetails
from storage.items.support_changes import Help, Provider
from storage.items.support_values import Support, SupportState


def follow(turn: Turn, item: ItemDetails, effects: Iterable[Effect]) -> None:
    """Provide, decline, date or hand over the support as its item was. Notify the asker once of each."""
    if not item.provides_support:
        return
    effects = tuple(effects)
    notes = [effect for effect in effects if isinstance(effect, RecordChange)]
    evidence = next((note.reason for note in notes if note.change is ItemChangeKind.FINISHED), "")
    for effect in effects:
        support = supports.promised_with(turn.session, item.id)
        if support is None:
            return
        step = _follow(turn, support, effect, evidence)
        if step is not None:
            support_news.report(turn, support.id, step)


def _follow(turn: Turn, support: Support, effect: Effect, evidence: str) -> int | None:
    """The id of the support's new event; None if nothing about it has changed."""
    match effect:
        case RecordEvent(event=event):
            return _after(turn, support, event, evidence)
        case GiveTo(person=person_id) if person_id is not None and support.state is SupportState.OFFERED:
            provider = Provider(person_id=person_id)
            return support_changes.hand_over(turn.session, support, provider, turn.stamp(support.time_zone))
    return None


def _after(turn: Turn, support: Support, event: Event, evidence: str) -> int | None:
    session, stamp = turn.session, turn.stamp(support.time_zone)
    promised, provided = support.state is SupportState.OFFERED, support.state is SupportState.PROVIDED
    match event:
        case Completed(completed_on=day) if promised:
            given = Help(provided=evidence or support.needed, provided_on=day, source=support.source_organization)
            return support_changes.provide(session, support, given, stamp)
        case Cancelled(reason=reason) if promised:
            return support_changes.decline(session, support, reason, stamp)
        case DueMoved(due=due) if promised and due is not None:
            return support_changes.offer(session, support, due, stamp)
        case Reopened() if provided and support.promised_for is not None:
            return support_changes.offer(session, support, support.promised_for, stamp)
    return None
