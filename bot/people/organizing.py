"""Renames, moves, closes and reopens organizations. Each change is kept with who made it, when and why."""

from dataclasses import dataclass

from bot.turns import CannotDoError, Turn
from storage.models import OrganizationRow
from storage.people import organization_tree, organizations
from storage.people.organization_tree import CLOSED, NAME, PARENT, Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Reorganization:
    """One change of an organization. Raises CannotDoError if it cannot be."""

    turn: Turn
    where: OrganizationRow
    why: str
    login: str
    """The computer's account."""

    def rename(self, name: str) -> None:
        """A former name still finds an organization, so another one cannot take it."""
        same = organizations.find(self.turn.session, self.where.workspace_id, name)
        if same is not None and (same.id != self.where.id or same.name == name):
            raise CannotDoError("people", "name_taken", name=name, organization=same.name)
        self._record(NAME, name)

    def move(self, above: OrganizationRow | None) -> None:
        """None moves it to the top of the tree."""
        session, where = self.turn.session, self.where
        if above is not None and where.id in organizations.lineage(session, above.id):
            raise CannotDoError("people", "below_itself", organization=where.name, above=above.name)
        if above is not None and above.closed_on is not None:
            raise CannotDoError("people", "closed_already", organization=above.name, day=above.closed_on)
        if (above.id if above else None) == where.parent_id:
            raise CannotDoError("people", "there_already", organization=where.name, above=above.name if above else "")
        self._record(PARENT, above.id if above else None)

    def close(self) -> None:
        """Its plans are asked about no more and leave the lists of today; nothing is deleted."""
        where, tree = self.where, organization_tree.as_of(self.turn.session, self.where.workspace_id)
        below = [place.name for place in tree.values() if place.parent_id == where.id]
        if below:
            raise CannotDoError("people", "open_below", organization=where.name, names=below)
        if where.closed_on is not None:
            raise CannotDoError("people", "closed_already", organization=where.name, day=where.closed_on)
        self._record(CLOSED, self.turn.today(where.time_zone))

    def reopen(self) -> None:
        if self.where.closed_on is None:
            raise CannotDoError("people", "not_closed", organization=self.where.name)
        self._record(CLOSED, None)

    def _record(self, field: str, after: Cell) -> None:
        stamp = self.turn.stamp(self.where.time_zone)
        organization_tree.record(self.turn.session, self.where, field, after, stamp, why=self.why, login=self.login)
