"""Coaching conversations: the script each follows and its state.

A conversation's state is one row, however long its thread is; its replies are in storage/dialogs/replies.py.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.coaching import CoachingState, from_json, to_json
from conversations.coaching.choosing import PastDialog
from conversations.script import Script
from conversations.script import from_json as script_from_json
from conversations.script import to_json as script_to_json
from storage.dialogs import threads
from storage.dialogs.threads import DialogSummary, StoredDialog
from storage.models import DialogRow, OrganizationRow, PersonRow

KIND = "coaching"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachingDialog(StoredDialog):
    script: Script
    state: CoachingState


# ---------------------------------------------------------------- conversations


def add(
    session: Session,
    *,
    organization_id: int,
    plan_id: int,
    channel: str,
    is_private: bool,
    script: Script,
    state: CoachingState,
    at: datetime,
    on: date,
) -> CoachingDialog:
    row = DialogRow(
        organization_id=organization_id,
        plan_id=plan_id,
        channel=channel,
        is_private=is_private,
        script=script.name,
        title=script.title,
        frozen=script_to_json(script),
        state=to_json(state),
        phase=state.phase,
        leader=state.leader,
        started_at=at,
        started_on=on,
    )
    session.add(row)
    session.flush()
    return _dialog(row)


def find(session: Session, dialog_id: int, *, for_change: bool = False) -> CoachingDialog | None:
    row = threads.find_row(session, KIND, dialog_id, for_change=for_change)
    return _dialog(row) if row else None


def save_state(session: Session, dialog: CoachingDialog, state: CoachingState, *, at: datetime, on: date) -> None:
    threads.save_state(session, dialog.id, state, to_json(state), at=at, on=on)


def recent(session: Session, organization_id: int, since: date) -> list[PastDialog]:
    """Conversations since that day, to choose what to offer now."""
    statement = select(DialogRow.script, DialogRow.started_on).where(
        DialogRow.kind == KIND,
        DialogRow.organization_id == organization_id,
        DialogRow.started_on >= since,
    )
    return [PastDialog(script, day) for script, day in session.execute(statement)]


def history(session: Session, organization_id: int, *, reader: str, limit: int) -> list[DialogSummary]:
    """Those that `reader` may read, the newest first."""
    return threads.history(session, KIND, organization_id, reader=reader, limit=limit)


def finished_between(session: Session, plan_id: int, first: date, last: date) -> list[CoachingDialog]:
    """Dialogs that finished from `first` to `last`, both included, and that everybody of the plan may read."""
    return [_dialog(row) for row in threads.finished_between(session, KIND, plan_id, first, last)]


def _dialog(row: DialogRow) -> CoachingDialog:
    return CoachingDialog(
        id=row.id,
        organization_id=row.organization_id,
        plan_id=row.plan_id,
        channel=row.channel,
        thread_ts=row.thread_ts,
        permalink=row.permalink,
        is_private=row.is_private,
        script=script_from_json(row.frozen),
        state=from_json(row.state),
        started_on=row.started_on,
        finished_on=row.finished_on,
    )


def led_by(session: Session, person: PersonRow) -> list[CoachingDialog]:
    """Open conversations this person leads."""
    statement = (
        select(DialogRow.id)
        .join(OrganizationRow, OrganizationRow.id == DialogRow.organization_id)
        .where(
            OrganizationRow.workspace_id == person.workspace_id,
            DialogRow.kind == KIND,
            DialogRow.leader == person.slack_id,
            DialogRow.phase != "finished",
        )
        .order_by(DialogRow.id)
    )
    return [dialog for id_ in session.scalars(statement) if (dialog := find(session, id_)) is not None]
