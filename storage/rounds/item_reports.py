"""What the month's answers say about the action items of milestones, for the milestones' leads."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from conversations.check_in import ItemReport
from plans.cadences import Cadence
from plans.item_events import Status
from storage.models import ActionItemRow, AnswerRow, CheckInRequestRow, RequestTopicRow
from storage.rounds import rounds
from storage.rounds.rounds import RoundFacts
from storage.rows import rows


def by_milestone(
    session: Session, of: RoundFacts, milestone_ids: Collection[int]
) -> Mapping[int, tuple[ItemReport, ...]]:
    """The items that the month's round asks about, with the newest answer to each, by milestone id.

    For a review of milestones in a round of its own, the month is that of the newest monthly round.
    """
    month = of if of.cadence is Cadence.MONTHLY else rounds.latest_round(session, of.plan_id, Cadence.MONTHLY)
    if month is None or not milestone_ids:
        return {}
    values = {"round_id": month.id, "milestone_ids": list(milestone_ids)}
    answers = {row.item_id: row for row in rows(session, _answers(), **values)}
    reports: dict[int, dict[int, ItemReport]] = {}
    for item in rows(session, _asked(), **values):
        answer = answers.get(item.id)
        status, cause = (Status(answer.status), answer.cause) if answer else (None, "")
        reports.setdefault(item.milestone_id, {})[item.id] = ItemReport(code=item.code, status=status, cause=cause)
    return {milestone_id: tuple(by_item.values()) for milestone_id, by_item in reports.items()}


@cache
def _asked() -> Select[*tuple[Any, ...]]:
    return (
        select(ActionItemRow.id, ActionItemRow.milestone_id, ActionItemRow.code)
        .join(RequestTopicRow, RequestTopicRow.item_id == ActionItemRow.id)
        .join(CheckInRequestRow, CheckInRequestRow.id == RequestTopicRow.request_id)
        .where(
            CheckInRequestRow.round_id == bindparam("round_id"),
            ActionItemRow.milestone_id.in_(bindparam("milestone_ids", expanding=True)),
        )
        .order_by(ActionItemRow.id)
    )


@cache
def _answers() -> Select[*tuple[Any, ...]]:
    """The newest last. Corrections of an earlier month say nothing about this one."""
    return (
        select(AnswerRow.item_id, AnswerRow.status, AnswerRow.cause)
        .join(ActionItemRow, ActionItemRow.id == AnswerRow.item_id)
        .where(
            AnswerRow.round_id == bindparam("round_id"),
            AnswerRow.corrects_id.is_(None),
            ActionItemRow.milestone_id.in_(bindparam("milestone_ids", expanding=True)),
        )
        .order_by(AnswerRow.id)
    )
