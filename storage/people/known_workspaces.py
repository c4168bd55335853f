"""Whose database this is, asked before anything else is loaded: without the tables of `storage.models`."""

from collections.abc import Sequence

from sqlalchemy import column, select, table
from sqlalchemy.orm import Session

_WORKSPACE = table("workspace", column("id"), column("name"))


def has_any(session: Session) -> bool:
    """False while the database is new."""
    return session.scalar(select(_WORKSPACE.c.id).limit(1)) is not None


def other_names(session: Session, team_id: str) -> Sequence[str]:
    """Names of other workspaces in this database."""
    others = select(_WORKSPACE.c.name).where(_WORKSPACE.c.id != team_id)
    return session.scalars(others.order_by(_WORKSPACE.c.name)).all()
