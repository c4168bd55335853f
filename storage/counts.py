"""How many rows there are of what, for whoever watches over an installation. No content."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.models import AnswerRow, Base, RoundRow

ROUND_STATES = ("coming", "open", "closed")


def rounds_by_state(session: Session) -> dict[str, int]:
    counted = dict(session.execute(select(RoundRow.state, func.count()).group_by(RoundRow.state)).all())
    return {state: counted.get(state, 0) for state in ROUND_STATES}


def answers(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AnswerRow)) or 0


def rows_by_table(session: Session) -> dict[str, int]:
    """Of every table, by its name."""
    return {
        name: session.scalar(select(func.count()).select_from(table)) or 0
        for name, table in sorted(Base.metadata.tables.items())
    }
