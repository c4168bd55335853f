"""A plan's action items out to a sheet, and the changes made in it back in."""

from dataclasses import dataclass
from datetime import date

from bot.turns import Turn
from plans.files.item_sheet import ItemSheet
from plans.leads import read_leads
from plans.progress import Cancelled, DueMoved
from plans.sheet_changes import Changed, Differences, SheetItem, compare
from storage import item_life, items, people, plans
from storage.item_life import NewItem
from storage.models import ActionItemRow, Person
from storage.people import role_key
from storage.plans import PlanSummary


def rows(turn: Turn, plan: PlanSummary) -> list[SheetItem]:
    """The open items as they are now."""
    milestones = {id_: code for id_, code, _title in plans.milestones(turn.session, plan.id)}
    return [
        SheetItem(
            code=row.code,
            milestone=milestones.get(row.milestone_id or 0, ""),
            text=row.text,
            owner=row.owner or "",
            collaborators=", ".join(row.collaborators),
            start=row.start,
            due=row.due,
            output=row.output,
            resources=row.resources,
        )
        for row in items.all_open(turn.session, plan.id)
    ]


def differences(turn: Turn, plan: PlanSummary, sheet: ItemSheet) -> Differences:
    return compare(sheet.exported, sheet.items, rows(turn, plan))


@dataclass(frozen=True, slots=True)
class Batch:
    """What stays the same for all changes of one sheet."""

    turn: Turn
    plan: PlanSummary
    source: str


def apply(turn: Turn, plan: PlanSummary, found: Differences, source: str) -> None:
    """All of it or nothing; what was in conflict stays as it is here."""
    batch = Batch(turn, plan, source)
    for change in found.changed:
        _change(batch, change)
    for item in found.removed:
        row = items.find(turn.session, plan.id, item.code)
        stamp = turn.stamp(plan.time_zone)
        items.record(turn.session, row.id, Cancelled(recorded=stamp.on, reason=source), stamp)
    for item in found.added:
        _add(batch, item)


def _change(batch: Batch, change: Changed) -> None:
    session, stamp = batch.turn.session, batch.turn.stamp(batch.plan.time_zone)
    row = items.find(session, batch.plan.id, change.code)
    match change.part:
        case "due":
            moved = DueMoved(recorded=stamp.on, due=_day(change.new), reason=batch.source)
            items.record(session, row.id, moved, stamp)
        case "start":
            row.start = _day(change.new)
        case "owner":
            _give(batch, row, change.new)
        case "milestone":
            row.milestone_id = _milestone(batch, change.new)
        case "collaborators":
            row.collaborators = _names(change.new)
        case part:
            setattr(row, part, change.new)


def _add(batch: Batch, item: SheetItem) -> None:
    session, stamp = batch.turn.session, batch.turn.stamp(batch.plan.time_zone)
    new = NewItem(
        plan_id=batch.plan.id,
        text=item.text,
        owner=None,
        milestone_id=_milestone(batch, item.milestone),
        start=item.start,
        due=item.due,
        output=item.output,
        resources=item.resources,
    )
    row = session.get_one(ActionItemRow, item_life.add(session, new, stamp))
    row.collaborators = _names(item.collaborators)
    _give(batch, row, item.owner)


def _give(batch: Batch, row: ActionItemRow, name: str) -> None:
    """To the person of that name, else to whoever stands behind the role."""
    person = _person(batch, name)
    row.owner, row.owner_key = name or None, role_key(name)
    row.owner_id = person.id if person else None


def _person(batch: Batch, name: str) -> Person | None:
    known = people.people(batch.turn.session, batch.plan.workspace_id)
    key = role_key(name)
    return next((person for person in known if person.active and role_key(person.name) == key), None)


def _milestone(batch: Batch, code: str) -> int | None:
    """Raises LookupError for a number the plan does not have."""
    if not code:
        return None
    known = {known: id_ for id_, known, _title in plans.milestones(batch.turn.session, batch.plan.id)}
    if code not in known:
        raise LookupError(code)
    return known[code]


def _names(text: str) -> list[str]:
    found = read_leads(text)
    return [name for name in (found.owner, *found.collaborators) if name]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
