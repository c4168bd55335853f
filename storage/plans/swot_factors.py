"""The strengths, weaknesses, opportunities and threats of a plan, rewritten as the lines of a form."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.documents.plan_details import as_line, fitting, pairs
from conversations.parts import PartKind
from storage.items.items import Stamp
from storage.models import SwotFactorRow
from storage.plans import plan_changes, written_parts
from storage.plans.places import PlanRowReference
from storage.plans.written_parts import NewPart
from storage.upsert import change


def rewrite(session: Session, plan_id: int, kind: PartKind, lines: Sequence[str], stamp: Stamp) -> None:
    """Drop what has no line any more, and add what is new; a line with the same words has other evidence.

    What the form could not carry stays. People stand in the lines by their ids.
    """
    statement = select(SwotFactorRow).filter_by(plan_id=plan_id, kind=kind.value, dropped=False)
    before = {as_line(row.text, row.evidence): row for row in session.scalars(statement.order_by(SwotFactorRow.id))}
    after = [" ".join(line.split()) for line in lines if line.strip()]
    gone = [before[line] for line in fitting(list(before)) if line not in after]
    for text, evidence in pairs("\n".join(line for line in after if line not in before)):
        row = next((row for row in gone if row.text == text), None)
        if row is not None:
            gone.remove(row)
        place = PlanRowReference(SwotFactorRow.__tablename__, row.id) if row is not None else None
        values = {"text": text, "evidence": evidence}
        written_parts.save(session, NewPart(plan_id=plan_id, kind=kind, values=values, place=place, stamp=stamp))
    for row in gone:
        plan_changes.record_dropped(session, row, stamp)
        change(session, SwotFactorRow, row.id, dropped=True)
