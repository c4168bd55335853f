"""`/plan comment`: a coach's remark on a part of the plan or on minutes. It reaches the leaders, and the next draft."""

from dataclasses import dataclass

from bot import which_plan
from bot.blocks import MessageContent
from bot.messages import notices
from bot.payloads import Command
from bot.plan_rules import PlanName
from bot.turns import CannotDoError, Turn
from conversations.parts import PartKind
from storage.delivery.outbox import OutboxMessage
from storage.models import MinutesRow
from storage.people import memberships
from storage.plans import comments, part_parents, places
from storage.plans.comments import NewComment
from storage.plans.places import PlanRowReference
from storage.plans.plans import PlanSummary
from storage.rounds import minutes

NOUN = "comments"
MINUTES = "minutes"
"""What a coach types for the newest published minutes."""
_PARTS = (PartKind.STRATEGY, PartKind.MILESTONE, PartKind.ACTION_ITEM)


@dataclass(frozen=True, slots=True)
class TypedComment(PlanName):
    """What was typed after /plan comment. The plan is that of the channel, or the only one the coach may see."""

    code: str
    text: str

    @classmethod
    def typed(cls, command: Command, words: str) -> "TypedComment":
        code, text = which_plan.code_and_plan(words)
        if not code:
            code, _, text = words.strip().partition(" ")
        return cls("", command.channel, code, text.strip())


def add(turn: Turn, _command: Command, typed: TypedComment, plan: PlanSummary) -> MessageContent:
    if not typed.code or not typed.text:
        raise CannotDoError(NOUN, "what")
    new = NewComment(*_place(turn, plan, typed.code), typed.text)
    number = comments.add(turn.session, plan.id, turn.by.id, new, at=turn.now, on=turn.today(plan.time_zone))
    _notify_leaders(turn, plan, number, new)
    return notices.sentence(NOUN, "added", place=new.place.table, about=new.about, organization=plan.organization)


def _place(turn: Turn, plan: PlanSummary, code: str) -> tuple[PlanRowReference, str]:
    """The row with this code and what it is called, or the newest published minutes and their period."""
    if code.casefold() == MINUTES:
        published = minutes.published(turn.session, plan.id)
        if not published:
            raise CannotDoError(NOUN, "no_minutes", organization=plan.organization)
        newest = max(published, key=lambda each: each.period)
        return PlanRowReference(MinutesRow.__tablename__, newest.id), newest.period
    rows = (places.find(turn.session, plan.id, f"{kind}:{code.upper()}") for kind in _PARTS)
    place = next((row for row in rows if row), None)
    if place is None:
        raise CannotDoError(NOUN, "unknown", code=code, organization=plan.organization)
    return place, part_parents.name_of(turn.session, place)


def _notify_leaders(turn: Turn, plan: PlanSummary, number: int, new: NewComment) -> None:
    notice = notices.sentence(
        NOUN,
        "notice",
        coach=turn.by.slack_id,
        place=new.place.table,
        about=new.about,
        organization=plan.organization,
        text=new.text,
    )
    for leader in memberships.granted_nearest(turn.session, plan.organization_id, {"leader"}):
        if leader.id != turn.by.id:
            key = f"comment:{number}:{leader.slack_id}"
            message = OutboxMessage.post(plan.workspace_id, leader.slack_id, key, notice.payload())
            turn.put(message.unrequested(zone=leader.time_zone, organization_id=plan.organization_id))
