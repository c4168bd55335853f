"""What a list of matches says beside their excerpts."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import ActionItemRow, Base, DialogRow, MilestoneRow
from storage.people import mentions
from storage.plans import places
from storage.search.matches import Match
from storage.search.sources import SearchedKind, SearchedSource


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchDetails:
    code: str = ""
    """Of the action item or milestone; empty for minutes and for what a dialog left."""
    owner: str = ""
    due: date | None = None
    completed_on: date | None = None
    title: str = ""
    """Of the dialog."""
    link: str = ""
    """The address of its thread; empty if it isn't known."""
    part_kind: str = ""
    """The kind of the part that was written down; empty for the decision not to act on a root."""
    is_taken_back: bool = False


def load(session: Session, match: Match) -> MatchDetails:
    match match.source:
        case SearchedSource.ITEM | SearchedSource.ITEM_CAUSE:
            item = session.get_one(ActionItemRow, match.row_id)
            return MatchDetails(code=item.code, owner=item.owner or "", due=item.due, completed_on=item.completed_on)
        case SearchedSource.MILESTONE_CAUSE:
            return MatchDetails(code=session.get_one(MilestoneRow, match.row_id).code)
        case SearchedSource.DIALOG:
            return _of_dialog(session, match)
        case SearchedSource.MINUTES:
            return MatchDetails()


def _of_dialog(session: Session, match: Match) -> MatchDetails:
    row = session.get_one(DialogRow, match.row_id)
    is_decision = match.kind is SearchedKind.DECISION
    return MatchDetails(
        title=mentions.with_names(session, row.plan_id, row.title),
        link=row.permalink,
        part_kind=_part_kind(row, match.part) if is_decision else "",
        is_taken_back=is_decision and _is_dropped(session, row.id, match.part),
    )


def _part_kind(row: DialogRow, key: str) -> str:
    parts: Sequence[dict[str, Any]] = json.loads(row.state).get("parts", ())
    return next((str(part["kind"]) for part in parts if part["key"] == key), "")


def _is_dropped(session: Session, dialog_id: int, key: str) -> bool:
    """Whether the plan's part that was written down was taken back later, elsewhere than in the dialog."""
    place = places.place_of(session, dialog_id, key)
    table = Base.metadata.tables[place.table] if place else None
    if place is None or table is None or "dropped" not in table.c:
        return False
    return bool(session.scalar(select(table.c.dropped).where(table.c.id == place.row_id)))
