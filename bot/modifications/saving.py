"""Saving an edited part: an action item as a sheet's changes, another part as a dialog's."""

from collections.abc import Mapping

from bot.action_items import moves, owners, sheets
from bot.modifications.rules import EditablePart
from bot.turns import CannotDoError, Turn
from conversations.action_items import MoveDate
from conversations.part_edits import PartEdit
from conversations.parts import PartKind
from plans.sheet_changes import Changed, Differences
from storage.people import role_changes, role_holders
from storage.people.role_changes import Author
from storage.people.role_holders import role_key
from storage.plans import milestones, written_parts
from storage.plans.plans import PlanSummary
from storage.plans.written_parts import NewPart


def save(turn: Turn, subject: EditablePart, edit: PartEdit) -> None:
    if edit.kind is PartKind.ACTION_ITEM:
        _save_item(turn, subject, edit)
    else:
        stamp = turn.stamp(subject.plan.time_zone)
        part = NewPart(
            plan_id=subject.plan.id,
            kind=edit.kind,
            values=edit.after,
            place=subject.part.place,
            stamp=stamp,
            why=edit.reason,
        )
        written_parts.save(turn.session, part)
        if edit.kind is PartKind.MILESTONE and edit.leaves_date_out:
            turn.session.expire_all()
            milestones.redate_by_quarter(turn.session, subject.part.row_id, stamp, edit.reason)
        if "lead" in edit.changed:
            assign_lead(turn, subject.plan, edit.after["lead"])
    turn.session.flush()
    turn.session.expire_all()


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
