"""Reading columns where no object of a mapped class is wanted: half the time on the statements of every turn."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Executable, Row
from sqlalchemy.orm import Session

AT_ONCE = 1000

Columns = Row[*tuple[Any, ...]]


def rows(session: Session, statement: Executable, **values: Any) -> Sequence[Columns]:
    """What is pending in the session is written first, as the session itself would see to."""
    session.flush()
    return session.connection().execute(statement, values).all()


def stream(session: Session, statement: Executable, **values: Any) -> Iterator[Columns]:
    """The same for very many: they are never all in memory."""
    session.flush()
    yield from session.connection().execute(statement, values, execution_options={"yield_per": AT_ONCE})
