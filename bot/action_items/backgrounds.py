"""What stands below an item when somebody looks at it: its evidence and, for some readers, the coaches' comments."""

from bot.messages.comments import CommentPointer
from bot.messages.items.lines import ItemBackground
from bot.permissions import roles
from bot.permissions.roles import Permission
from bot.turns import Turn
from storage.items import items
from storage.items.item_changes import ItemDetails
from storage.plans import comments, plans
from storage.plans.comments import CommentPlace
from storage.plans.places import PlanRowReference
from storage.rounds import topic_exhibits


def load(turn: Turn, item: ItemDetails) -> ItemBackground:
    """As the person of the turn may see it."""
    plan = plans.summary(turn.session, item.plan_id)
    sees_comments = roles.may(turn.session, turn.by, Permission.SEE_COMMENTS, plan)
    place = PlanRowReference(CommentPlace.ACTION_ITEM, item.id)
    comment_on = CommentPointer(plan.id, CommentPlace.ACTION_ITEM, item.id)
    return ItemBackground(
        moved_since=items.moved_since_report(turn.session, item.id),
        exhibits=topic_exhibits.of_item(turn.session, item.id),
        comments=comments.of_place(turn.session, place) if sees_comments else (),
        comment_on=comment_on if roles.may(turn.session, turn.by, Permission.COMMENT, plan) else None,
    )
