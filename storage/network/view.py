"""What a network's counts are grouped by, and which of its plans and practices they cover."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, select

from plans.item_progress import Day
from plans.network import NetworkBy
from storage.network import coding, serving
from storage.network.coding import Coding

Key = str | int
"""A coding or the key of an objective, empty for none, or the id of a plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkView:
    plan_ids: Collection[int]
    day: Day
    by: NetworkBy
    practice: str = ""
    """Only what works on this one; empty for all."""
    objective: str = ""
    """Only what serves the one with this key; empty for all."""
    unlinked: Collection[int] = ()
    """By objective: the ids of strategies whose links count as none."""

    @property
    def of_objectives(self) -> bool:
        """Whether the coding of a part is what it serves."""
        return self.by is NetworkBy.GOAL or bool(self.objective)

    def strategies(self) -> Subquery:
        if self.of_objectives:
            return serving.strategies(self.plan_ids, self.day, self.unlinked)
        return coding.strategies(self.plan_ids, self.day)

    def milestones(self) -> Subquery:
        if self.of_objectives:
            return serving.milestones(self.plan_ids, self.day, self.unlinked)
        return coding.milestones(self.plan_ids, self.day)

    def of_items(self, statement: Select[*tuple[Any, ...]]) -> tuple[Select[*tuple[Any, ...]], Coding]:
        if self.of_objectives:
            return serving.of_items(statement, self.day, self.unlinked)
        return coding.of_items(statement, self.day)

    def read(self, counted: Subquery, *columns: Any) -> Select[*tuple[Any, ...]]:
        """The key and the columns of each row, which has a plan_id and a coding."""
        statement = select(self._key(counted).label("key"), *columns)
        if self.objective:
            return statement.where(counted.c.coding == self.objective)
        return statement.where(coding.has(counted.c.coding, self.practice)) if self.practice else statement

    def grouped(
        self, counted: Subquery, aggregates: Iterable[ColumnElement[Any]], alike: Iterable[ColumnElement[Any]] = ()
    ) -> Select[*tuple[Any, ...]]:
        """The key and the aggregates of the rows that have it and are alike."""
        return self.read(counted, *aggregates).group_by(self._key(counted), *alike)

    def _key(self, counted: Subquery) -> ColumnElement[Any]:
        return counted.c.plan_id if self.by is NetworkBy.SCHOOL else counted.c.coding


def key_of(column: Any) -> Key:
    """Of a row that was read: without a coding, the empty one."""
    return "" if column is None else column
