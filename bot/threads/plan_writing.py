"""Writes parts of a dialog into the plan. Action items are assigned the usual way, so owners are notified."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.action_items import adding, moves, owners, rewriting
from bot.messages.threads import NOUN
from bot.slack.identifiers import FieldId
from bot.threads import moving_dates, stopping, support_asking
from bot.threads.room import ThreadRoom
from bot.turns import Turn
from conversations.action_items import OfferKind
from conversations.parts import PartKind
from conversations.threads.state import WrittenPart
from prompts import plain
from storage.dialogs.threads import StoredDialog
from storage.items import item_changes, supports
from storage.items.item_changes import ItemDetails, NewItem
from storage.models import ActionItemRow
from storage.plans import places, taking_back, written_parts
from storage.plans.part_parents import PARENTS
from storage.plans.places import PlanRowReference
from storage.plans.plans import PlanSummary
from storage.plans.written_parts import NewPart, Saved

MEASURE_OF = "{key}/measure"
"""The key under which the place of the measure is stored that was saved together with a goal."""
MILESTONE_OF = "{key}/milestone"
"""And that of the milestone which a strategy got for its first action item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The dialog in which something was decided."""

    why: str
    """The reason of a date that is moved there."""
    link: str = ""
    cause: str = ""
    """What an action item serves, if that was found out."""

    @classmethod
    def of(cls, dialog: StoredDialog, why: str, cause: str = "") -> "Origin":
        """What everyone of the plan may read of where it was decided: of a private dialog no more than that."""
        if dialog.is_private:
            return cls(why=plain(NOUN, "moved_in_private"))
        return cls(why=why, link=dialog.permalink, cause=cause)


def save(room: ThreadRoom[Any], part: WrittenPart, new: NewPart, origin: Origin) -> Saved | None:
    """Write it into the plan, and remember where it stands there.

    None if this kind is no part of a plan, or its parent is not in the plan yet.
    """
    session, dialog_id, measure_key = room.turn.session, room.dialog.id, MEASURE_OF.format(key=part.key)
    why = part.values.get("reason", "") if part.kind is PartKind.ADJUSTMENT else origin.why
    new = replace(new, measure=places.place_of(session, dialog_id, measure_key), why=why)
    before = {place: taking_back.cells_of(session, place) for place in _changed_by(new)}
    saved = _save(room.turn, room.plan, new, origin)
    written = ((part.key, saved.place), (measure_key, saved.measure)) if saved is not None else ()
    for key, place in written:
        if place is not None:
            done = taking_back.footprint(session, place, before.get(place), new.stamp)
            places.save_place(session, dialog_id, key, place, done)
            moving_dates.notify_leads(room.turn, place, done, part.values.get("reason") or new.why)
    return saved


def _changed_by(part: NewPart) -> list[PlanRowReference]:
    """The rows that the part may change. What a new date belongs to is what it changes."""
    moved = part.parent if part.kind is PartKind.NEW_DATE else None
    return [place for place in (part.place, part.measure, moved) if place is not None]


def chosen_parent(part: WrittenPart) -> PlanRowReference | None:
    """What the form says it belongs to. Forms of earlier releases carried only the row's number."""
    chosen = part.values.get(FieldId.PARENT, "")
    if chosen.isdecimal():
        return PlanRowReference(PARENTS[part.kind][0].__tablename__, int(chosen))
    return PlanRowReference.parse(chosen) if chosen else None


def _save(turn: Turn, plan: PlanSummary, part: NewPart, origin: Origin) -> Saved | None:
    if part.kind is PartKind.SUPPORT:
        return support_asking.save(turn, plan, part)
    if part.kind is PartKind.NEW_DATE:
        return moving_dates.save(turn, part)
    if part.kind is PartKind.STOP:
        part = replace(part, values=stopping.item_values(part.values))
        origin = replace(origin, why=part.values["why"])
    elif part.kind is not PartKind.ACTION_ITEM:
        return written_parts.save(turn.session, part)
    new = _new_item(turn, plan, part, origin)
    if part.place is None:
        item_id = adding.create(turn, new, plan.time_zone)
    else:
        item_id = part.place.row_id
        _change(turn, moves.find(turn, item_id, for_change=True), new, origin)
    return Saved(PlanRowReference(ActionItemRow.__tablename__, item_id), moves.find(turn, item_id).code)


def asked_of(room: ThreadRoom[Any], saved: Saved) -> str:
    """Who was asked for the support that was saved; empty if there is nobody to ask."""
    support = supports.get(room.turn.session, saved.place.row_id)
    return support.provider if support else ""


# ---------------------------------------------------------------- action items


def _new_item(turn: Turn, plan: PlanSummary, part: NewPart, origin: Origin) -> NewItem:
    owner, role = owners.person_or_role(turn, plan, part.values.get("owner", ""))
    helping, others = owners.helpers(turn, plan, part.values.get("collaborators", "").splitlines())
    return NewItem(
        plan_id=plan.id,
        text=part.values.get("text", ""),
        owner=owner,
        role=role,
        collaborators=helping,
        other_collaborators=others,
        milestone_id=part.parent.row_id if part.parent else None,
        start=_day(part, "start"),
        due=_day(part, "due"),
        output=part.values.get("output", ""),
        resources=part.values.get("resources", ""),
        cause=origin.cause,
        why=origin.why,
        link=origin.link,
    )


def _change(turn: Turn, item: ItemDetails, new: NewItem, origin: Origin) -> None:
    """Reword a written part, and notify the collaborators who are new."""
    joining = item_changes.new_collaborators(turn.session, item.id, new.collaborators)
    item_changes.reword(turn.session, item.id, new, turn.stamp(item.time_zone), origin.why)
    if new.due != item.item.due:
        rewriting.redate(turn, item, new.due, origin.why)
    rewriting.reassign(turn, item, origin.why)
    adding.offer(turn, item.id, joining - item_changes.owners_of(turn.session, item.id), OfferKind.COLLABORATOR)
    moves.show(turn, item)


def _day(part: NewPart, name: str) -> date | None:
    text = part.values.get(name, "")
    return date.fromisoformat(text) if text else None
