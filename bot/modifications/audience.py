"""Who hears of a change of the plan: the owners of an action item, the leads, and the plan's leaders."""

from collections.abc import Collection, Iterable, Sequence

from bot.home import homes
from bot.modifications.rules import EditablePart
from bot.slack.blocks import MessageContent
from bot.turns import Turn
from conversations.parts import PartKind
from storage.delivery.outbox import OutboxMessage
from storage.items import item_changes
from storage.models import MilestoneRow, PersonRow
from storage.people import memberships, people
from storage.plans import leads
from storage.plans.part_search import NamedPart
from storage.plans.places import PlanRowReference
from storage.plans.plans import PlanSummary


def of_part(turn: Turn, subject: EditablePart) -> Sequence[PersonRow]:
    """An action item's owners and the lead of its milestone; of other parts, their leads and the plan's leaders.

    Not whoever makes the change. In the order of their names.
    """
    session, row = turn.session, subject.row
    if subject.part.kind is PartKind.ACTION_ITEM:
        person_ids = set(item_changes.owners_of(session, row.id))
        if row.milestone_id is not None:
            person_ids |= leads.of_part(session, PlanRowReference(MilestoneRow.__tablename__, row.milestone_id))
    else:
        leaders = memberships.granted_here(session, subject.plan.organization_id, {"leader"})
        person_ids = leads.of_part(session, subject.part.place) | {leader.id for leader in leaders}
    return sorted(people.by_ids(session, person_ids - {turn.by.id}), key=lambda person: person.name)


def notified_of_date(turn: Turn, part: NamedPart) -> Collection[int]:
    """Who hears by a notice of its own that the part's date has moved: an item's owners, a milestone's leads."""
    if part.kind is PartKind.ACTION_ITEM:
        return item_changes.owners_of(turn.session, part.row_id)
    return leads.of_part(turn.session, part.place) if part.kind is PartKind.MILESTONE else ()


def notify(turn: Turn, plan: PlanSummary, person: PersonRow, content: MessageContent) -> None:
    """`content` is rendered for this reader."""
    key = f"modification:{turn.now.isoformat()}:{turn.by.id}:{person.slack_id}"
    turn.put(
        OutboxMessage.post(plan.workspace_id, person.slack_id, key, content.payload()).unrequested(
            zone=person.time_zone, organization_id=plan.organization_id
        )
    )


def refresh_homes(turn: Turn, audience: Iterable[PersonRow]) -> None:
    for person in (turn.by, *audience):
        homes.refresh(turn, person)
