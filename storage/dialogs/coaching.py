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
from conversations.coaching.memory import asked_of
from conversations.script import Script
from conversations.script import from_json as script_from_json
from conversations.script import to_json as script_to_json
from storage.dialogs import readers
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


def recent(session: Session, organization_id: int, since: date, *, reader: str) -> list[PastDialog]:
    """Conversations since that day, to choose what to offer now; the newest first.

    What a finished one left unasked is known to those who may read it.
    """
    statement = select(DialogRow, readers.may_read(reader)).where(
        DialogRow.kind == STORE.kind,
        DialogRow.organization_id == organization_id,
        DialogRow.started_on >= since,
    )
    past = session.execute(statement.order_by(DialogRow.id.desc())).all()
    return [_past(row, may_read=may_read) for row, may_read in past]


def _past(row: DialogRow, *, may_read: bool) -> PastDialog:
    if row.finished_on is None or not may_read:
        return PastDialog(row.script, row.started_on)
    dialog = _read(row, row.state)
    asked, of = asked_of(dialog.script, dialog.state)
    return PastDialog(row.script, row.started_on, asked, of)


def finished_before(session: Session, dialog: CoachingDialog) -> list[CoachingDialog]:
    """The newest finished conversations of the same plan and script, for the readers of this one, the newest first."""
    earlier = STORE.before(session, dialog, most=_LOOKED_AT, script=dialog.script.name, phase="finished")
    return [past for past in earlier if past.plan_id == dialog.plan_id]


def last_held(session: Session, dialog: CoachingDialog) -> CoachingDialog | None:
    """The conversation before this one with the same script that was finished or wrote something down."""
    earlier = STORE.before(session, dialog, most=_LOOKED_AT, script=dialog.script.name)
    return next((past for past in earlier if past.finished_on or past.state.parts), None)


_LOOKED_AT = 5
"""Of the conversations before one."""


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
