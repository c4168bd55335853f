"""The facts above each question of a conversation, one row per asking, written once.

They are read for the message of the question, the record, and the Home tab. People are named in them by their ids, as
in all stored texts.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.threads.state import Visit
from storage.dialogs.threads import StoredDialog
from storage.models import AskedFactsRow
from storage.people import mentions


def add(session: Session, dialog: StoredDialog, asking: int, posted: str, recorded: Sequence[str]) -> None:
    posted_by_id = mentions.with_ids(session, dialog.plan_id, posted)
    recorded_by_id = mentions.with_ids(session, dialog.plan_id, list(recorded))
    row = AskedFactsRow(dialog_id=dialog.id, asking=asking, posted=posted_by_id, recorded=recorded_by_id)
    session.add(row)


def posted(session: Session, dialog: StoredDialog, asking: int) -> str:
    """As mrkdwn. Empty if the question stood under no facts."""
    row = session.get(AskedFactsRow, (dialog.id, asking))
    return mentions.with_names(session, dialog.plan_id, row.posted) if row else ""


def posted_last(session: Session, dialog: StoredDialog, visit: Visit) -> str:
    """What stood above a question when it was asked the last time."""
    askings = [number for number, asking in enumerate(dialog.state.askings) if asking.visit == visit]
    return posted(session, dialog, askings[-1]) if askings else ""


def recorded(session: Session, dialog: StoredDialog) -> Mapping[int, Sequence[str]]:
    """The lines of the record, by the number of the asking."""
    statement = select(AskedFactsRow.asking, AskedFactsRow.recorded).filter_by(dialog_id=dialog.id)
    lines: dict[int, list[str]] = dict(session.execute(statement).all())
    return mentions.with_names(session, dialog.plan_id, lines)
