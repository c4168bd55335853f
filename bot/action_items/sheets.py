"""Exporting a plan's action items to a sheet, and importing the changes made in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from bot.action_items import adding, moves, owners, rewriting
from bot.turns import Turn
from conversations.action_items import ItemState, OfferKind, Update
from plans.files.item_sheet import ItemSheet
from plans.leads import read_leads
from plans.sheet_changes import Changed, Differences, SheetItem, compare
from prompts import plain
from storage.items import item_changes, items, regroupings
from storage.items.item_changes import ItemDetails, NewItem
from storage.models import ActionItemRow
from storage.people import mentions
from storage.plans import plans
from storage.plans.plans import PlanSummary


def rows(session: Session, plan: PlanSummary) -> list[SheetItem]:
    """The plan's open items as rows of a sheet."""
    milestones = {id_: code for id_, code, _title in plans.milestones(session, plan.id)}
    return [
        SheetItem(
            code=row.code,
            milestone=milestones.get(row.milestone_id or 0, ""),
            text=row.text,
            owner=row.owner or "",
            collaborators=", ".join(mentions.with_names(session, plan.id, row.collaborators)),
            start=row.start,
            due=row.due,
            output=row.output,
            resources=row.resources,
        )
        for row in items.all_open(session, plan.id)
    ]


def differences(turn: Turn, plan: PlanSummary, sheet: ItemSheet) -> Differences:
    return compare(sheet.exported, sheet.items, rows(turn.session, plan))


@dataclass(frozen=True, slots=True)
class SheetContext:
    """The turn, the plan and the reason that all changes of a sheet share."""

    turn: Turn
    plan: PlanSummary
    why: str

    def set_words(self, row: ActionItemRow, **words: Any) -> None:
        item_changes.set_words(self.turn.session, row, words, self.turn.stamp(self.plan.time_zone), self.why)


def apply(turn: Turn, plan: PlanSummary, differences: Differences, source: str, reason: str = "") -> None:
    """Apply all differences in one turn, except conflicts. Owners get the usual notices.

    Without a reason, that of each change is the file's name.
    """
    batch = SheetContext(turn, plan, reason or plain("action_items", "from_sheet", name=source))
    for code, changes in groupby(differences.changed, key=lambda change: change.code):
        _change(batch, code, list(changes))
    for item in differences.removed:
        moves.apply_move(turn, _item(batch, item.code), Update(state=ItemState.CANCELLED, reason=batch.why))
    for item in differences.added:
        _add(batch, item)


def _change(batch: SheetContext, code: str, changes: Sequence[Changed]) -> None:
    before = _item(batch, code)
    row = items.find(batch.turn.session, batch.plan.id, code)
    # The owner changes last, so that a former owner only hears that someone else owns the item now.
    for change in sorted(changes, key=lambda change: change.part == "owner"):
        match change.part:
            case "due":
                rewriting.redate(batch.turn, before, _day(change.new), batch.why)
            case "start":
                batch.set_words(row, start=_day(change.new))
            case "owner":
                _give(batch, before, change.new)
            case "milestone":
                milestone_id, stamp = _milestone(batch, change.new), batch.turn.stamp(batch.plan.time_zone)
                regroupings.regroup(batch.turn.session, row.id, milestone_id, stamp, batch.why)
            case "collaborators":
                _change_helpers(batch, row, change)
            case part:
                batch.set_words(row, **{part: change.new})
    batch.turn.session.flush()
    moves.show(batch.turn, before)


def _give(batch: SheetContext, before: ItemDetails, name: str) -> None:
    person, role = owners.person_or_role(batch.turn, batch.plan, name)
    stamp = batch.turn.stamp(batch.plan.time_zone)
    item_changes.assign_to(batch.turn.session, before.id, person, role, stamp=stamp, why=batch.why)
    rewriting.reassign(batch.turn, before, batch.why)


def _change_helpers(batch: SheetContext, row: ActionItemRow, change: Changed) -> None:
    """Set the collaborators and notify the new ones."""
    names = mentions.with_ids(batch.turn.session, batch.plan.id, _names(change.new), before=row.collaborators)
    batch.set_words(row, collaborators=names)
    now, before = (owners.helpers(batch.turn, batch.plan, _names(text))[0] for text in (change.new, change.old))
    adding.offer(
        batch.turn, row.id, {helper.id for helper in now} - {helper.id for helper in before}, OfferKind.COLLABORATOR
    )


def _add(batch: SheetContext, item: SheetItem) -> None:
    person, role = owners.person_or_role(batch.turn, batch.plan, item.owner)
    helping, others = owners.helpers(batch.turn, batch.plan, _names(item.collaborators))
    new = NewItem(
        plan_id=batch.plan.id,
        text=item.text,
        owner=person,
        role=role,
        collaborators=helping,
        other_collaborators=others,
        milestone_id=_milestone(batch, item.milestone),
        start=item.start,
        due=item.due,
        output=item.output,
        resources=item.resources,
        why=batch.why,
    )
    adding.create(batch.turn, new, batch.plan.time_zone)


def _item(batch: SheetContext, code: str) -> ItemDetails:
    return moves.find(batch.turn, items.find(batch.turn.session, batch.plan.id, code).id, for_change=True)


def _milestone(batch: SheetContext, code: str) -> int | None:
    """The milestone's id. Raises LookupError for a code the plan does not have."""
    if not code:
        return None
    by_code = {by_code: id_ for id_, by_code, _title in plans.milestones(batch.turn.session, batch.plan.id)}
    if code not in by_code:
        raise LookupError(code)
    return by_code[code]


def _names(text: str) -> list[str]:
    leads = read_leads(text)
    return [name for name in (leads.owner, *leads.collaborators) if name]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
