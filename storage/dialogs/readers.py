"""Who may read a dialog: in a private place its leader, its co-leader and those who took part, and nobody else."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from storage.models import ConversationRow, ReplyRow


def leads(slack_id: str) -> ColumnElement[bool]:
    """The state is JSON: what people typed cannot look like this, its quotation marks are escaped there."""
    is_co_leader = ConversationRow.state.contains(f'"co_leader":"{slack_id}"', autoescape=True)
    return (ConversationRow.leader == slack_id) | is_co_leader


def has_spoken(slack_id: str) -> ColumnElement[bool]:
    return (
        select(ReplyRow.ts)
        .where(
            ReplyRow.conversation_id == ConversationRow.id,
            ReplyRow.person == slack_id,
            ReplyRow.deleted.is_(False),
        )
        .exists()
    )


def may_read(slack_id: str) -> ColumnElement[bool]:
    """A condition on dialogs. Whether a role allows it for the plan at all is asked elsewhere."""
    return ConversationRow.is_private.is_(False) | leads(slack_id) | has_spoken(slack_id)


def is_open_to(session: Session, dialog_id: int, slack_id: str) -> bool:
    return (
        session.scalar(select(ConversationRow.id).where(ConversationRow.id == dialog_id, may_read(slack_id)))
        is not None
    )
