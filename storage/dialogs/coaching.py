"""Coaching conversations: the script each follows and its state.

A conversation's state is one row, however long its thread is; its replies are in storage/dialogs/replies.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.coaching import CoachingState, from_json, to_json
from conversations.coaching.choosing import PastDialog
from conversations.script import Script
from conversations.script import from_json as script_from_json
from conversations.script import to_json as script_to_json
from storage.dialogs.stores import DialogStore, shared_columns
from storage.dialogs.threads import StoredDialog
from storage.models import ActionItemRow, DialogRow, WrittenPartRow
from storage.rows import Columns, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachingDialog(StoredDialog):
    script: Script
    state: CoachingState


def _read(row: DialogRow, state: str) -> CoachingDialog:
    return CoachingDialog(**shared_columns(row), script=script_from_json(row.frozen), state=from_json(state))


STORE = DialogStore(kind="coaching", read=_read, to_json=to_json)


def script_columns(script: Script) -> dict[str, str]:
    return {"script": script.name, "frozen": script_to_json(script)}


def recent(session: Session, organization_id: int, since: date) -> list[PastDialog]:
    """Conversations since that day, to choose what to offer now."""
    statement = select(DialogRow.script, DialogRow.started_on).where(
        DialogRow.kind == STORE.kind,
        DialogRow.organization_id == organization_id,
        DialogRow.started_on >= since,
    )
    return [PastDialog(script, day) for script, day in session.execute(statement)]


def last_held(session: Session, dialog: CoachingDialog) -> CoachingDialog | None:
    """The conversation before this one with the same script that was finished or wrote something down."""
    earlier = STORE.before(session, dialog, most=_LOOKED_AT, script=dialog.script.name)
    return next((past for past in earlier if past.finished_on or past.state.parts), None)


_LOOKED_AT = 5
"""Conversations that were begun and left."""


def written_items(session: Session, dialog_id: int) -> Sequence[Columns]:
    """The action items a conversation wrote: code, text, due, completed_on and cancelled."""
    columns = (ActionItemRow.code, ActionItemRow.text, ActionItemRow.due, ActionItemRow.completed_on)
    statement = (
        select(*columns, ActionItemRow.cancelled)
        .join(WrittenPartRow, WrittenPartRow.row_id == ActionItemRow.id)
        .where(WrittenPartRow.dialog_id == dialog_id, WrittenPartRow.place == ActionItemRow.__tablename__)
        .order_by(ActionItemRow.id)
    )
    return rows(session, statement)
