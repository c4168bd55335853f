"""A date that a dialog moves: that of an action item or a milestone, with its reason."""

from collections.abc import Mapping
from datetime import date

from bot.action_items import moves, notifying
from bot.messages.threads.forms import field_id
from bot.turns import CannotDoError, Turn
from conversations.action_items import MoveDate, News
from conversations.action_items.rules import date_rejections, over
from prompts import plain
from storage.models import ActionItemRow, MilestoneRow
from storage.plans import milestones, taking_back
from storage.plans.milestone_news import MovedMilestone
from storage.plans.places import Footprint, PlanRowReference
from storage.plans.written_parts import NewPart, Saved

NOUN = "action_items"


def errors(turn: Turn, moved: PlanRowReference | None, values: Mapping[str, str], today: date) -> dict[str, str]:
    """Why the date can't move like that, by field. What is missing is asked for as a weakness of the part."""
    due, reason = values.get("due", ""), values.get("reason", "")
    if moved is None or not due or not reason:
        return {}
    rejections = date_rejections(_due(turn, moved), date.fromisoformat(due), reason, today)
    return {field_id("due"): plain(NOUN, f"trouble_{rejection.code}") for rejection in rejections}


def _due(turn: Turn, moved: PlanRowReference) -> date | None:
    if moved.table == ActionItemRow.__tablename__:
        return moves.find(turn, moved.row_id).item.due
    return turn.session.get_one(MilestoneRow, moved.row_id).due


def save(turn: Turn, part: NewPart) -> Saved | None:
    """Move the date as anywhere else: its owners hear of it, and the minutes list it with the reason.

    Raises CannotDoError if the date can't move like that.
    """
    moved = part.place or part.parent
    if moved is None:
        return None
    due, reason = date.fromisoformat(part.values["due"]), part.values["reason"]
    if moved.table == ActionItemRow.__tablename__:
        item = moves.find(turn, moved.row_id, for_change=True)
        if not item.item.is_open:
            raise CannotDoError(NOUN, f"trouble_{over(item.item).code}")
        rejections = moves.apply_move(turn, item, MoveDate(due=due, reason=reason))
        if rejections:
            raise CannotDoError(NOUN, f"trouble_{rejections[0].code}")
        return Saved(moved, item.code)
    milestones.redate(turn.session, moved.row_id, due, part.stamp, reason)
    return Saved(moved, turn.session.get_one(MilestoneRow, moved.row_id).code)


def notify_leads(turn: Turn, place: PlanRowReference, done: Footprint, reason: str, *, is_undone: bool = False) -> None:
    """Notify a milestone's leads if its date moves, or moves back. Owners of an action item hear by its moves."""
    if place.table != MilestoneRow.__tablename__ or done.is_new or taking_back.DUE not in done.after:
        return
    before, after = (_day(cells.get(taking_back.DUE, "")) for cells in (done.before, done.after))
    moved = MovedMilestone(
        milestone_id=place.row_id,
        news=News.DATE_MOVED_BACK if is_undone else News.DATE_MOVED,
        due=before if is_undone else after,
        old_due=after if is_undone else before,
        reason=reason,
    )
    notifying.queue_notices_for_leads(turn, moved)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
