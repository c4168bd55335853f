"""Root cause dialogs and their state. Replies, private questions and written parts are stored as for coaching."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.root_cause import RootCauseState, from_json, to_json
from storage.dialogs import threads
from storage.dialogs.threads import DialogSummary, StoredDialog
from storage.models import DialogRow, OrganizationRow, WrittenPartRow

KIND = "root_cause"


@dataclass(frozen=True, slots=True, kw_only=True)
class RootCauseDialog(StoredDialog):
    state: RootCauseState


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRootCause:
    organization_id: int
    plan_id: int
    channel: str
    is_private: bool
    state: RootCauseState


def add(session: Session, begun: NewRootCause, *, at: datetime, on: date) -> RootCauseDialog:
    row = DialogRow(
        kind=KIND,
        organization_id=begun.organization_id,
        plan_id=begun.plan_id,
        channel=begun.channel,
        is_private=begun.is_private,
        title=begun.state.tree.symptom.text,
        state=to_json(begun.state),
        phase=begun.state.phase,
        leader=begun.state.leader,
        started_at=at,
        started_on=on,
    )
    session.add(row)
    session.flush()
    return _dialog(row)


def find(session: Session, dialog_id: int, *, for_change: bool = False) -> RootCauseDialog | None:
    row = threads.find_row(session, KIND, dialog_id, for_change=for_change)
    return _dialog(row) if row else None


def save_state(session: Session, dialog: RootCauseDialog, state: RootCauseState, *, at: datetime, on: date) -> None:
    threads.save_state(session, dialog.id, state, to_json(state), at=at, on=on)
    session.get_one(DialogRow, dialog.id).title = state.tree.symptom.text


def every(session: Session) -> list[RootCauseDialog]:
    return _dialogs(session.scalars(select(DialogRow).filter_by(kind=KIND).order_by(DialogRow.id)).all())


def of_plan(session: Session, plan_id: int) -> list[RootCauseDialog]:
    statement = select(DialogRow).filter_by(kind=KIND, plan_id=plan_id).order_by(DialogRow.id)
    return _dialogs(session.scalars(statement).all())


def unfinished(session: Session, team_id: str) -> list[int]:
    """Ids of the open dialogs in a workspace."""
    statement = (
        select(DialogRow.id)
        .join(OrganizationRow, OrganizationRow.id == DialogRow.organization_id)
        .where(OrganizationRow.workspace_id == team_id, DialogRow.kind == KIND, DialogRow.phase != "finished")
    )
    return list(session.scalars(statement.order_by(DialogRow.id)))


def history(session: Session, organization_id: int, *, reader: str, limit: int) -> list[DialogSummary]:
    """Those that `reader` may read, the newest first."""
    return threads.history(session, KIND, organization_id, reader=reader, limit=limit)


def finished_between(session: Session, plan_id: int, first: date, last: date) -> list[RootCauseDialog]:
    """Dialogs that finished from `first` to `last`, both included, and that everybody of the plan may read."""
    return _dialogs(threads.finished_between(session, KIND, plan_id, first, last))


def written(session: Session, dialog_id: int, table: str) -> dict[str, int]:
    """Ids of the rows a dialog wrote in a table, by the keys of its parts."""
    statement = select(WrittenPartRow.key, WrittenPartRow.row_id).filter_by(dialog_id=dialog_id, place=table)
    return dict(session.execute(statement).all())


def _dialogs(rows: Sequence[DialogRow]) -> list[RootCauseDialog]:
    return [_dialog(row) for row in rows]


def _dialog(row: DialogRow) -> RootCauseDialog:
    return RootCauseDialog(
        id=row.id,
        organization_id=row.organization_id,
        plan_id=row.plan_id,
        channel=row.channel,
        thread_ts=row.thread_ts,
        permalink=row.permalink,
        is_private=row.is_private,
        state=from_json(row.state),
        started_on=row.started_on,
        finished_on=row.finished_on,
    )
