"""A milestone's team: its lead, those it names, and those who work on its action items."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.action_items import ItemState
from plans.item_events import Status
from plans.mentions import mentioned
from storage.items import items
from storage.items.item_changes import state_of
from storage.models import ActionItemRow, MilestoneRow, RoleHolderRow, StrategyRow
from storage.people import mentions, role_holders
from storage.people.role_holders import role_key


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamItem:
    """An action item of the milestone that isn't canceled."""

    id: int
    code: str
    text: str
    due: date | None
    state: ItemState
    owner: str
    collaborators: Sequence[str]
    is_completed: bool
    moved_since: bool
    """Whether its date moved since the owner's last report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneTeam:
    id: int
    plan_id: int
    code: str
    title: str
    strategy: str
    """The strategy's code."""
    lead: str
    """The names of whoever leads it, else the role."""
    team: Sequence[str]
    channel: str | None
    """Where the team answers its check-ins together; None if each person answers alone."""
    items: Sequence[TeamItem]


def load(session: Session, milestone_id: int) -> MilestoneTeam:
    row = session.get_one(MilestoneRow, milestone_id)
    names = _Names.read(session, row.plan_id)
    statement = select(ActionItemRow, items.said_behind()).filter_by(
        milestone_id=row.id, cancelled=False, provides_support=False
    )
    in_order = statement.order_by(ActionItemRow.due.is_(None), ActionItemRow.due, ActionItemRow.id)
    return MilestoneTeam(
        id=row.id,
        plan_id=row.plan_id,
        code=row.code,
        title=row.title,
        strategy=session.get_one(StrategyRow, row.strategy_id).code,
        lead=", ".join(names.of([row.lead] if row.lead else [])),
        team=names.of(row.team),
        channel=row.channel,
        items=[
            TeamItem(
                id=item.id,
                code=item.code,
                text=item.text,
                due=item.due,
                state=state_of(item),
                owner=", ".join(names.of([item.owner] if item.owner else [])),
                collaborators=names.of(mentions.with_names(session, row.plan_id, list(item.collaborators))),
                is_completed=item.completed_on is not None,
                moved_since=item.status == Status.BEHIND and not said_behind,
            )
            for item, said_behind in session.execute(in_order)
        ],
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """The people assigned to the roles of a plan."""

    by_key: dict[str, list[str]]

    @classmethod
    def read(cls, session: Session, plan_id: int) -> "_Names":
        holders = role_holders.by_key(session, plan_id)
        return cls({key: [person.name for person in people if person.active] for key, people in holders.items()})

    def of(self, roles: Sequence[str]) -> list[str]:
        """Each person once; a role that nobody holds as the plan names it."""
        names = [name for role in roles for name in self.by_key.get(role_key(role)) or [role]]
        return list(dict.fromkeys(names))


def is_member(session: Session, person_id: int, milestone_id: int) -> bool:
    row = session.get_one(MilestoneRow, milestone_id)
    in_milestone = ActionItemRow.milestone_id == milestone_id
    owned = select(ActionItemRow.id).where(in_milestone, ActionItemRow.id.in_(items.owned_by(person_id)))
    if session.scalar(owned.limit(1)) is not None:
        return True
    collaborators = session.scalars(select(ActionItemRow.collaborators).where(in_milestone)).all()
    named = {*([row.lead] if row.lead else []), *row.team, *(name for names in collaborators for name in names)}
    own = select(RoleHolderRow.role_key).filter_by(plan_id=row.plan_id, person_id=person_id)
    return bool(set(session.scalars(own)) & {role_key(name) for name in named}) or person_id in mentioned(list(named))
