"""Second names for a table, for a statement that joins it twice."""

from typing import TypeVar

from sqlalchemy import inspect
from sqlalchemy.orm import aliased

Row = TypeVar("Row")


def alias_of(row_type: type[Row]) -> type[Row]:
    """The table under a second name, to be created when its module is imported.

    An alias creates its columns when they are first asked for. Two threads that ask at once create them twice, and a
    statement with columns of both can't be compiled, ever again if it's cached. So they are created here.
    """
    alias = aliased(row_type)
    _ = inspect(alias).selectable.c
    return alias
