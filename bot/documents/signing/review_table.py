"""The decisions of quarterly reviews, in the documents of later quarters."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.documents.document import Block, DocumentTable, SectionHeading
from bot.messages.reviews import NOUN
from conversations.documents.review_notes import ReviewNote, TakenBy
from plans.item_progress import Day
from plans.mentions import mention
from prompts import plain
from storage.documents import review_notes
from storage.plans.plans import PlanSummary

COLUMNS = ("column_decision", "column_taken_by", "column_owner", "column_due", "column_standing")


def decisions(session: Session, plan: PlanSummary, district: str, day: Day) -> Sequence[Block]:
    """What was decided in reviews of earlier documents, and where it stands; nothing without any."""
    notes = review_notes.decided_before(session, plan.id, day.on)
    if not notes:
        return ()
    heading = plain(NOUN, "section")
    rows = [[(cell,) for cell in _cells(note, plan, district)] for note in notes]
    table = DocumentTable(name=heading, columns=[plain(NOUN, column) for column in COLUMNS], rows=rows)
    return SectionHeading(1, heading), table


def _cells(note: ReviewNote, plan: PlanSummary, district: str) -> Sequence[str]:
    taken_by = district if note.taken_by is TakenBy.DISTRICT else plan.organization
    owner = mention(note.owner_id) if note.owner_id is not None else ""
    due = plain(NOUN, "due_cell", note=note) if note.due else ""
    return plain(NOUN, "decided_on", note=note), taken_by, owner, due, plain(NOUN, "standing", note=note)
