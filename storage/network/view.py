"""What a network's counts are grouped by, and which of its plans and practices they cover."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, select

from plans.item_progress import Day
from plans.network import NetworkBy
from storage.network import coding

Key = str | int
"""A coding, empty for none, or the id of a plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkView:
    plan_ids: Collection[int]
    day: Day
    by: NetworkBy
    practice: str = ""
    """Only what works on this one; empty for all."""

    def read(self, counted: Subquery, *columns: Any) -> Select[*tuple[Any, ...]]:
        """The key and the columns of each row, which has a plan_id and a coding."""
        statement = select(self._key(counted).label("key"), *columns)
        return statement.where(coding.has(counted.c.coding, self.practice)) if self.practice else statement

    def grouped(
        self, counted: Subquery, aggregates: Iterable[ColumnElement[Any]], alike: Iterable[ColumnElement[Any]] = ()
    ) -> Select[*tuple[Any, ...]]:
        """The key and the aggregates of the rows that have it and are alike."""
        return self.read(counted, *aggregates).group_by(self._key(counted), *alike)

    def _key(self, counted: Subquery) -> ColumnElement[Any]:
        return counted.c.coding if self.by is NetworkBy.PRACTICE else counted.c.plan_id


def key_of(column: Any) -> Key:
    """Of a row that was read: without a coding, the empty one."""
    return "" if column is None else column
