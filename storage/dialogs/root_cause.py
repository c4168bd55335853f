"""Root cause dialogs and their state. Replies, private questions and written parts are stored as for coaching."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.root_cause import RootCauseState, from_json, to_json
from storage.dialogs.stores import DialogStore, shared_columns
from storage.dialogs.threads import StoredDialog
from storage.models import DialogRow, WrittenPartRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RootCauseDialog(StoredDialog):
    state: RootCauseState


def _read(row: DialogRow, state: str) -> RootCauseDialog:
    return RootCauseDialog(**shared_columns(row), state=from_json(state))


def title_of(state: RootCauseState) -> str:
    """The current text of the symptom."""
    return state.tree.symptom.text


def found_in(session: Session, plan_id: int) -> list[str]:
    """The root causes of the plan's dialogs that everyone may read, each once."""
    public = STORE.of_plan(session, plan_id, public=True)
    roots = (root.text for dialog in public for root in dialog.state.tree.roots())
    return list(dict.fromkeys(roots))


STORE = DialogStore(kind="root_cause", read=_read, to_json=to_json, title_of=title_of)


def written(session: Session, dialog_id: int, table: str) -> dict[str, int]:
    """Ids of the rows a dialog wrote in a table, by the keys of its parts."""
    statement = select(WrittenPartRow.key, WrittenPartRow.row_id).filter_by(dialog_id=dialog_id, place=table)
    return dict(session.execute(statement).all())
