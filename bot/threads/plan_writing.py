"""What a conversation writes into the plan. Action items go the way of all action items, so that owners are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.action_items import adding, moves
from bot.turns import Turn
from conversations.action_items import OfferKind, OfferState, Settle
from conversations.parts import PartKind
from plans.progress import DueMoved
from storage import item_life, items, offers, people, plan_parts
from storage.item_life import Known, NewItem
from storage.models import ActionItemRow, Person
from storage.people import role_key
from storage.places import Place
from storage.plan_parts import NewPart, Saved
from storage.plans import PlanSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where something was decided."""

    why: str
    """The reason of a date that is moved there."""
    link: str = ""
    cause: str = ""
    """What an action item serves, if that was found out."""


def save(turn: Turn, plan: PlanSummary, part: NewPart, origin: Origin) -> Saved | None:
    """None for what is no part of a plan, or hangs on something the plan does not have yet."""
    if part.kind is not PartKind.ACTION_ITEM:
        return plan_parts.save(turn.session, part)
    new = _new_item(turn, plan, part, origin)
    if part.place is None:
        item_id = adding.create(turn, new, plan.time_zone)
    else:
        item_id = part.place.row_id
        _change(turn, moves.find(turn, item_id, for_change=True), new, origin)
    return Saved(Place(ActionItemRow.__tablename__, item_id), moves.find(turn, item_id).code)


def stands_behind(turn: Turn, plan: PlanSummary, name: str) -> bool:
    """Somebody holds this role, or is the only one called so."""
    return _holds(turn, plan, name) or called(turn, plan, name) is not None


def called(turn: Turn, plan: PlanSummary, name: str) -> Person | None:
    """The one person of the workspace with this name or handle."""
    key = role_key(name).removeprefix("@")
    members = [one for one in people.people(turn.session, plan.workspace_id) if one.active and not one.guest]
    found = [one for one in members if key in (role_key(one.name), one.handle.casefold())]
    return found[0] if len(found) == 1 else None


def _holds(turn: Turn, plan: PlanSummary, role: str) -> bool:
    holders = people.holders_by_key(turn.session, plan.id).get(role_key(role), [])
    return any(holder.active for holder in holders)


# ---------------------------------------------------------------- action items


def _new_item(turn: Turn, plan: PlanSummary, part: NewPart, origin: Origin) -> NewItem:
    """A role of the plan stays a role: whoever holds it has the item, also after they change."""
    named = part.values.get("owner", "")
    owner = None if not named or _holds(turn, plan, named) else called(turn, plan, named)
    helping, others = _split(turn, plan, part.values.get("collaborators", "").splitlines())
    return NewItem(
        plan_id=plan.id,
        text=part.values.get("text", ""),
        owner=owner,
        role="" if owner else named,
        collaborators=helping,
        other_collaborators=others,
        milestone_id=part.parent,
        start=_day(part, "start"),
        due=_day(part, "due"),
        output=part.values.get("output", ""),
        resources=part.values.get("resources", ""),
        cause=origin.cause,
        link=origin.link,
    )


def _split(turn: Turn, plan: PlanSummary, names: Sequence[str]) -> tuple[list[Person], list[str]]:
    """Those who can be told, and names of others."""
    found = {name.strip(): called(turn, plan, name) for name in names if name.strip()}
    return [one for one in found.values() if one], [name for name, one in found.items() if one is None]


def _change(turn: Turn, item: Known, new: NewItem, origin: Origin) -> None:
    """What was written down is worded anew. A new owner is told; who is it no longer need not answer any more."""
    session = turn.session
    item_life.reword(session, item.id, new)
    if new.due != item.item.due:
        stamp = turn.stamp(item.time_zone)
        items.record(session, item.id, DueMoved(recorded=stamp.on, due=new.due, reason=origin.why), stamp)
    owners = item_life.owners_of(session, item.id)
    waiting = item.item.offer
    if waiting is not None and waiting.to not in owners:
        offers.settle(session, Settle(offer=waiting.id, state=OfferState.WITHDRAWN))
    adding.offer(turn, item.id, owners - item.item.owners, OfferKind.ASSIGNED)
    moves.show(turn, item)


def _day(part: NewPart, name: str) -> date | None:
    text = part.values.get(name, "")
    return date.fromisoformat(text) if text else None
