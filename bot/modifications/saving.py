"""Saving an edited part: an action item as a sheet's changes, another part as a dialog's."""

from collections.abc import Mapping
from datetime import date

from bot.action_items import moves, notifying, owners, sheets
from bot.modifications.rules import EditablePart
from bot.turns import CannotDoError, Turn
from conversations.action_items import MoveDate, News
from conversations.part_edits import PartEdit
from conversations.parts import PartKind
from plans.sheet_changes import Changed, Differences
from storage.models import MilestoneRow
from storage.people import role_changes, role_holders
from storage.people.role_changes import Author
from storage.people.role_holders import role_key
from storage.plans import milestones, written_parts
from storage.plans.milestone_news import MovedMilestone
from storage.plans.plans import PlanSummary
from storage.plans.written_parts import NewPart


def save(turn: Turn, subject: EditablePart, edit: PartEdit) -> None:
    """Owners of an action item and leads of a milestone are notified of its new date by the usual notices."""
    if edit.kind is PartKind.ACTION_ITEM:
        _save_item(turn, subject, edit)
    else:
        _save_part(turn, subject, edit)
    turn.session.flush()
    turn.session.expire_all()


def _save_part(turn: Turn, subject: EditablePart, edit: PartEdit) -> None:
    stamp = turn.stamp(subject.plan.time_zone)
    part = NewPart(
        plan_id=subject.plan.id,
        kind=edit.kind,
        values=edit.after,
        place=subject.part.place,
        stamp=stamp,
        why=edit.reason,
    )
    old_due = getattr(subject.row, "due", None)
    written_parts.save(turn.session, part)
    if "lead" in edit.changed:
        assign_lead(turn, subject.plan, edit.after["lead"])
    if edit.kind is PartKind.MILESTONE:
        if edit.leaves_date_out:
            turn.session.expire_all()
            milestones.redate_by_quarter(turn.session, subject.part.row_id, stamp, edit.reason)
        _notify_leads(turn, subject.part.row_id, old_due, edit.reason)


def _notify_leads(turn: Turn, milestone_id: int, old_due: date | None, reason: str) -> None:
    turn.session.flush()
    turn.session.expire_all()
    due = turn.session.get_one(MilestoneRow, milestone_id).due
    if due != old_due:
        moved = MovedMilestone(milestone_id=milestone_id, news=News.DATE_MOVED, due=due, old_due=old_due, reason=reason)
        notifying.queue_notices_for_leads(turn, moved)


def _save_item(turn: Turn, subject: EditablePart, edit: PartEdit) -> None:
    """Its date moves as anywhere else, so owners and whoever was offered it hear of it."""
    code, row_id = subject.part.code, subject.part.row_id
    cells = [
        Changed(code=code, part=name, old=_cell(name, edit.before), new=_cell(name, edit.after))
        for name in edit.changed
        if name != "due"
    ]
    if cells:
        sheets.apply(turn, subject.plan, Differences(changed=tuple(cells)), "", edit.reason)
    if "due" in edit.changed:
        move = MoveDate(due=edit.new_due, reason=edit.reason)
        rejections = moves.apply_move(turn, moves.find(turn, row_id, for_change=True), move)
        if rejections:
            raise CannotDoError("action_items", f"trouble_{rejections[0].code}")


def _cell(name: str, values: Mapping[str, str]) -> str:
    """As a sheet has it: several names with commas between them."""
    text = values.get(name, "")
    return ", ".join(line.strip() for line in text.splitlines() if line.strip()) if name == "collaborators" else text


def assign_lead(turn: Turn, plan: PlanSummary, lead: str) -> None:
    """A lead who is exactly one person of the workspace, by name, is assigned to it at once."""
    person = owners.person_named(turn, plan, lead) if lead else None
    if person is not None and role_key(lead) not in role_holders.by_key(turn.session, plan.id):
        role_changes.assign(turn.session, plan.id, lead, [person.id], Author(at=turn.now, person_id=turn.by.id))
