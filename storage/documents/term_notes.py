"""What quarterly reviews say about milestones: resources used, and comments."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.documents.implementation import TermNote
from storage.items.items import Stamp
from storage.models import MilestoneRow, TermNoteRow
from storage.rows import rows
from storage.upsert import add


def write(session: Session, milestone_id: int, stamp: Stamp, *, resources: str, comments: str) -> None:
    row = {"milestone_id": milestone_id, "person_id": stamp.by, "at": stamp.at, "recorded_on": stamp.on}
    add(session, TermNoteRow, {**row, "resources": resources, "comments": comments})


def of_plan(session: Session, plan_id: int, day: date) -> Mapping[str, list[TermNote]]:
    """By the milestone's code, what was written until the day, the oldest first."""
    statement = (
        select(MilestoneRow.code, TermNoteRow.recorded_on, TermNoteRow.resources, TermNoteRow.comments)
        .join(MilestoneRow, MilestoneRow.id == TermNoteRow.milestone_id)
        .where(MilestoneRow.plan_id == plan_id, TermNoteRow.recorded_on <= day)
        .order_by(TermNoteRow.id)
    )
    notes: dict[str, list[TermNote]] = defaultdict(list)
    for row in rows(session, statement):
        notes[row.code].append(TermNote(recorded=row.recorded_on, resources=row.resources, comments=row.comments))
    return notes
