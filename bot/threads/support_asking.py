"""Support that a dialog asks for: a request to a person, reworded where the part is edited."""

from datetime import date

from bot.action_items import owners, support_items, support_news
from bot.turns import Turn
from storage.items import supports
from storage.items.support_changes import Need
from storage.models import PersonRow, SupportRow
from storage.people import role_holders
from storage.people.role_holders import role_key
from storage.plans.places import PlanRowReference
from storage.plans.plans import PlanSummary
from storage.plans.written_parts import NewPart, Saved


def save(turn: Turn, plan: PlanSummary, part: NewPart) -> Saved:
    """Ask for it in the name of the person who saves it."""
    needed, due = part.values.get("text", ""), part.values.get("due", "")
    needed_by = date.fromisoformat(due) if due else None
    named = _provider(turn, plan, part.values.get("provider", "").strip())
    support = supports.get(turn.session, part.place.row_id, for_change=True) if part.place else None
    if part.place is not None and support is not None and (support.is_revisable or support.needed == needed):
        if support.is_revisable:
            support_items.revise(turn, support, needed, needed_by, named)
        return Saved(part.place)
    provider_id = named.id if named else None
    need = Need(
        plan_id=plan.id,
        item_id=None,
        asker_id=turn.by.id,
        provider_id=provider_id,
        needed=needed,
        needed_by=needed_by,
    )
    return Saved(PlanRowReference(SupportRow.__tablename__, support_news.ask(turn, need)))


def _provider(turn: Turn, plan: PlanSummary, name: str) -> PersonRow | None:
    """The person with this name, or whoever holds this role in the plan; never the person who asks."""
    if not name:
        return None
    holders = role_holders.by_key(turn.session, plan.id).get(role_key(name), ())
    person = owners.person_named(turn, plan, name)
    alike = [holder for holder in (person, *holders) if holder is not None and holder.active]
    return next((holder for holder in alike if holder.id != turn.by.id), None)
