"""What was filled in for the plan's document."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.documents.plan_details import PlanDetail
from storage.items.items import Stamp
from storage.models import PlanDetailRow
from storage.people import mentions
from storage.rows import rows
from storage.upsert import add


def write(session: Session, plan_id: int, name: PlanDetail, text: str, stamp: Stamp) -> None:
    """People stand in the text by their ids. An empty text clears what was filled in."""
    with_ids = mentions.with_ids(session, plan_id, text)
    row = {"plan_id": plan_id, "name": name.value, "text": with_ids, "person_id": stamp.by}
    add(session, PlanDetailRow, {**row, "at": stamp.at, "recorded_on": stamp.on})


OF_ONE_YEAR = frozenset({PlanDetail.DATE_OF_PLAN, PlanDetail.UPDATE_SUMMARY})


def copy(session: Session, plan_id: int, next_plan_id: int, stamp: Stamp) -> None:
    """Bring the details into the plan of the next year, but for those that speak of this year's."""
    for name, text in as_of(session, plan_id, stamp.on).items():
        if name not in OF_ONE_YEAR:
            write(session, next_plan_id, name, text, stamp)


def as_of(session: Session, plan_id: int, day: date) -> Mapping[PlanDetail, str]:
    """Those that were filled in at the end of the day."""
    statement = (
        select(PlanDetailRow.name, PlanDetailRow.text)
        .where(PlanDetailRow.plan_id == plan_id, PlanDetailRow.recorded_on <= day)
        .order_by(PlanDetailRow.id)
    )
    newest = {row.name: row.text for row in rows(session, statement)}
    return {PlanDetail(name): text for name, text in newest.items() if text}
