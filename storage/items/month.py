"""What happened to a plan's action items in a span of days, for the minutes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.orm import Session

from conversations.highlight import Change, CompletedWork, Modification
from storage.items.items import MOVED, REPORTED, is_counted
from storage.models import ActionItemRow, AnswerRow, ItemEventRow, ItemNoteRow, PersonRow

_CHANGES: Mapping[str, Change] = MappingProxyType(
    {"added": Change.ADDED, "cancelled": Change.CANCELLED, "reopened": Change.REOPENED, MOVED: Change.DATE_MOVED}
)
"""The changes of the plan by the kind of their event."""


def completed(session: Session, plan_id: int, first: date, last: date) -> list[CompletedWork]:
    """Items reported completed from `first` to `last` (both included) and still completed, each once, by code.

    The evidence is the newest that was typed about it, in a check-in or in the form of the item.
    """
    statement = (
        select(ActionItemRow, ItemEventRow, PersonRow.name)
        .join(ItemEventRow, ItemEventRow.item_id == ActionItemRow.id)
        .outerjoin(PersonRow, PersonRow.id == ItemEventRow.person_id)
        .where(
            ActionItemRow.plan_id == plan_id,
            is_counted(),
            ActionItemRow.completed_on.is_not(None),
            ActionItemRow.cancelled.is_(False),
            ItemEventRow.kind == "completed",
            ItemEventRow.recorded_on.between(first, last),
        )
        .order_by(ItemEventRow.id)
    )
    newest = {item.id: (item, event, who) for item, event, who in session.execute(statement)}
    evidence = _evidence(session, plan_id, first)
    return [
        CompletedWork(
            code=item.code,
            text=item.text,
            due=item.due,
            completed_on=item.completed_on or event.recorded_on,
            who=who or "",
            on=event.recorded_on,
            evidence=evidence.get(item.id, ""),
        )
        for _, (item, event, who) in sorted(newest.items())
    ]


def _evidence(session: Session, plan_id: int, first: date) -> dict[int, str]:
    in_answers = (
        select(AnswerRow.item_id, AnswerRow.at, AnswerRow.evidence)
        .join(ActionItemRow, ActionItemRow.id == AnswerRow.item_id)
        .where(ActionItemRow.plan_id == plan_id, AnswerRow.on >= first, AnswerRow.evidence != "")
    )
    in_notes = (
        select(ItemNoteRow.item_id, ItemNoteRow.at, ItemNoteRow.reason)
        .join(ActionItemRow, ActionItemRow.id == ItemNoteRow.item_id)
        .where(ActionItemRow.plan_id == plan_id, ItemNoteRow.change == "finished", ItemNoteRow.reason != "")
    )
    typed = [*session.execute(in_answers), *session.execute(in_notes)]
    return {item_id: text for item_id, _at, text in sorted(typed, key=lambda row: row[1]) if item_id is not None}


def changed(session: Session, plan_id: int, first: date, last: date) -> list[Modification]:
    """Items added, cancelled, reopened or given another date from `first` to `last` (both included), in that order."""
    statement = (
        select(ItemEventRow, ActionItemRow, PersonRow.name)
        .join(ActionItemRow, ActionItemRow.id == ItemEventRow.item_id)
        .outerjoin(PersonRow, PersonRow.id == ItemEventRow.person_id)
        .where(
            ActionItemRow.plan_id == plan_id,
            is_counted(),
            or_(
                ItemEventRow.kind.in_(tuple(_CHANGES)),
                and_(ItemEventRow.kind == REPORTED, ItemEventRow.reason != ""),
            ),
            ItemEventRow.recorded_on <= last,
        )
        .order_by(ItemEventRow.id)
    )
    return [change for change in _changes(session.execute(statement)) if change.on >= first]


def _changes(events: Iterable[Row[ItemEventRow, ActionItemRow, str]]) -> Iterator[Modification]:
    newest: dict[int, Modification] = {}
    """The newest change of an item, which carries its dates."""
    causes: dict[int, str] = {}
    for event, item, who in events:
        if event.kind == REPORTED:
            causes[item.id] = event.reason
            continue
        before = newest.get(item.id)
        change = _CHANGES[event.kind]
        dated = change in {Change.ADDED, Change.DATE_MOVED}
        old = before.new_due if before else None
        now = Modification(
            change=change,
            code=item.code,
            text=item.text,
            reason=event.reason,
            who=who or "",
            on=event.recorded_on,
            old_due=old,
            new_due=event.due if dated else old,
            first_due=(before.first_due if before else None) or (event.due if dated else None),
            times_moved=before.times_moved if before else 0,
        )
        if change is Change.DATE_MOVED and old is not None and event.due != old:
            now = replace(now, times_moved=now.times_moved + 1, cause=causes.pop(item.id, ""))
        newest[item.id] = now
        yield now
