"""A database that refuses a statement."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

LOCKED = OperationalError("", None, Exception("database is locked"))


@contextmanager
def refused(words: str, parameter: str, error: Exception = LOCKED, *, times: int = 1) -> Iterator[list[str]]:
    """Refuse the first statements with those words about that parameter."""
    refusals: list[str] = []

    def refuse(_connection: object, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
        if words in statement and parameter in str(parameters) and len(refusals) < times:
            refusals.append(statement)
            raise error

    event.listen(Engine, "before_cursor_execute", refuse)
    yield refusals
    event.remove(Engine, "before_cursor_execute", refuse)
