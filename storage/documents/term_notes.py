"""Resources used, and comments: of quarterly reviews about milestones, and of completed action items."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from conversations.documents.implementation import TermNote
from storage.items.items import Stamp
from storage.models import ActionItemRow, MilestoneRow, TermNoteRow
from storage.rows import rows
from storage.upsert import add


def write(session: Session, milestone_id: int, stamp: Stamp, *, resources: str, comments: str) -> None:
    row = {"milestone_id": milestone_id, "person_id": stamp.by, "at": stamp.at, "recorded_on": stamp.on}
    add(session, TermNoteRow, {**row, "resources": resources, "comments": comments})


def write_of_item(session: Session, item_id: int, stamp: Stamp, resources: str) -> None:
    """What completing an action item used. It stands with the milestone that the item has now."""
    milestone_id = session.scalar(select(ActionItemRow.milestone_id).filter_by(id=item_id))
    row = {"milestone_id": milestone_id, "item_id": item_id, "person_id": stamp.by, "at": stamp.at}
    add(session, TermNoteRow, {**row, "recorded_on": stamp.on, "resources": resources, "comments": ""})


def of_plan(session: Session, plan_id: int, day: date) -> Mapping[str, list[TermNote]]:
    """By the milestone's code, which is empty for items without one: what was written until the day, in order."""
    statement = (
        select(
            MilestoneRow.code,
            TermNoteRow.recorded_on,
            TermNoteRow.resources,
            TermNoteRow.comments,
            ActionItemRow.code.label("item"),
        )
        .outerjoin(MilestoneRow, MilestoneRow.id == TermNoteRow.milestone_id)
        .outerjoin(ActionItemRow, ActionItemRow.id == TermNoteRow.item_id)
        .where(or_(MilestoneRow.plan_id == plan_id, ActionItemRow.plan_id == plan_id), TermNoteRow.recorded_on <= day)
        .order_by(TermNoteRow.id)
    )
    notes: dict[str, list[TermNote]] = defaultdict(list)
    for row in rows(session, statement):
        note = TermNote(recorded=row.recorded_on, item=row.item or "", resources=row.resources, comments=row.comments)
        notes[row.code or ""].append(note)
    return notes
