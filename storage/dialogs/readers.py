"""Who may read a dialog: in a private place its leader, its co-leader and those who took part, and no one else."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from storage.models import DialogReplyRow, DialogRow


def leads(slack_id: str) -> ColumnElement[bool]:
    """Searches the state's JSON, where typed text cannot match because its quotation marks are escaped."""
    is_co_leader = DialogRow.state.contains(f'"co_leader":"{slack_id}"', autoescape=True)
    return (DialogRow.leader == slack_id) | is_co_leader


def has_spoken(slack_id: str) -> ColumnElement[bool]:
    return (
        select(DialogReplyRow.ts)
        .where(
            DialogReplyRow.dialog_id == DialogRow.id,
            DialogReplyRow.person == slack_id,
            DialogReplyRow.deleted.is_(False),
        )
        .exists()
    )


def may_read(slack_id: str) -> ColumnElement[bool]:
    """A condition on dialogs. Permissions in the plan are checked elsewhere."""
    return DialogRow.is_private.is_(False) | leads(slack_id) | has_spoken(slack_id)


def is_open_to(session: Session, dialog_id: int, slack_id: str) -> bool:
    return session.scalar(select(DialogRow.id).where(DialogRow.id == dialog_id, may_read(slack_id))) is not None
