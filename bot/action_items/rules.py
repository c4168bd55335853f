"""Who may do what with an action item, an offer or a support request."""

from collections.abc import Sequence
from typing import Protocol

from bot.action_items import moves, support_news
from bot.messages.items import supports as messages
from bot.messages.items.pointers import MilestonePointer, OfferPointer, OffersPointer, SupportPointer
from bot.permissions import roles
from bot.permissions.guards import AccessRule, Whose
from bot.permissions.plan_rules import find_plan
from bot.permissions.roles import Permission
from bot.slack.button_values import StaleValueError
from bot.turns import CannotDoError, RefusedError, Turn
from conversations.rejections import ItemRejectionCode
from storage.items import assignments
from storage.items.item_changes import ItemDetails
from storage.items.support_values import Support
from storage.plans import milestones, plans
from storage.plans.milestones import MilestoneName

NOT_YOUR_OFFER = f"trouble_{ItemRejectionCode.NOT_YOUR_OFFER}"


class NamesItem(Protocol):
    """What a button carries about an item."""

    @property
    def item_id(self) -> int: ...


def _changeable(turn: Turn, pointer: NamesItem) -> ItemDetails:
    item = moves.find(turn, pointer.item_id, for_change=turn.writes)
    if turn.by.id in item.item.owners or turn.by.id == item.assigned_by:
        return item
    if item.milestone_id is not None and assignments.leads(turn.session, turn.by.id, item.milestone_id):
        return item
    if not roles.may(turn.session, turn.by, Permission.CHANGE_ANY_ITEM, plans.summary(turn.session, item.plan_id)):
        raise RefusedError("action_items", "refuse_not_yours", plan_id=item.plan_id, organization=item.organization)
    return item


def _offered(turn: Turn, pointer: OfferPointer) -> ItemDetails:
    item = moves.find_offered(turn, pointer.offer_id, for_change=turn.writes)
    if item.item.offer is None or item.item.offer.to != turn.by.id:
        raise CannotDoError("action_items", NOT_YOUR_OFFER)
    return item


def _all_offered(turn: Turn, pointer: OffersPointer) -> Sequence[ItemDetails]:
    return [_offered(turn, OfferPointer(offer_id)) for offer_id in pointer.offer_ids]


def _offered_by(turn: Turn, pointer: OfferPointer) -> ItemDetails:
    item = moves.find_offered(turn, pointer.offer_id, for_change=turn.writes)
    if item.item.offer is None or item.item.offer.by != turn.by.id:
        raise CannotDoError("action_items", NOT_YOUR_OFFER)
    return item


def _led(turn: Turn, pointer: MilestonePointer) -> int:
    if not assignments.leads(turn.session, turn.by.id, pointer.milestone_id):
        raise CannotDoError("action_items", "refuse_not_lead")
    return pointer.milestone_id


def _changeable_milestone(turn: Turn, pointer: MilestonePointer) -> MilestoneName:
    milestone = milestones.find(turn.session, pointer.milestone_id)
    if milestone is None:
        raise StaleValueError
    plan = find_plan(turn, milestone.plan_id)
    is_lead = assignments.leads(turn.session, turn.by.id, milestone.id)
    if not is_lead and not roles.may(turn.session, turn.by, Permission.CHANGE_ANY_ITEM, plan):
        raise RefusedError(
            "action_items", "refuse_not_yours_milestone", plan_id=plan.id, organization=plan.organization
        )
    return milestone


CHANGEABLE_ITEM: AccessRule[NamesItem, ItemDetails] = AccessRule(Whose.ITEM, _changeable)
OFFERED_ITEM: AccessRule[OfferPointer, ItemDetails] = AccessRule(Whose.ADDRESSEE, _offered)
OFFERED_ITEMS: AccessRule[OffersPointer, Sequence[ItemDetails]] = AccessRule(Whose.ADDRESSEE, _all_offered)
ITEM_OFFERED_BY_ME: AccessRule[OfferPointer, ItemDetails] = AccessRule(Whose.GIVER, _offered_by)
CHANGEABLE_MILESTONE: AccessRule[MilestonePointer, MilestoneName] = AccessRule(Whose.MILESTONE, _changeable_milestone)
LED_MILESTONE: AccessRule[MilestonePointer, int] = AccessRule(Whose.MILESTONE_LEAD, _led)


# ---------------------------------------------------------------- support


def _to_provide(turn: Turn, pointer: SupportPointer) -> Support:
    support = support_news.find(turn, pointer.support_id)
    if support.may_answer(turn.by.id):
        return support
    if support.copy_of(turn.by.id):
        raise CannotDoError("supports", "trouble_gone")
    raise RefusedError("supports", "trouble_not_yours", plan_id=support.plan_id)


def _to_find_provider(turn: Turn, pointer: SupportPointer) -> Support:
    """While someone else has to be asked, people who may change any item may act for the asker."""
    support = support_news.find(turn, pointer.support_id)
    may_act_for_asker = messages.needs_provider(support) and _may_change_any(turn, support)
    if support.asker_id != turn.by.id and not may_act_for_asker:
        raise RefusedError("supports", "trouble_not_yours", plan_id=support.plan_id)
    return support


def _may_change_any(turn: Turn, support: Support) -> bool:
    return roles.may(turn.session, turn.by, Permission.CHANGE_ANY_ITEM, plans.summary(turn.session, support.plan_id))


def _asked_by_me(turn: Turn, pointer: SupportPointer) -> Support:
    support = support_news.find(turn, pointer.support_id)
    if support.asker_id != turn.by.id:
        raise RefusedError("supports", "trouble_not_yours", plan_id=support.plan_id)
    return support


SUPPORT_TO_PROVIDE: AccessRule[SupportPointer, Support] = AccessRule(Whose.ADDRESSEE, _to_provide)
SUPPORT_WITHOUT_PROVIDER: AccessRule[SupportPointer, Support] = AccessRule(Whose.SUPPORT_FINDER, _to_find_provider)
OWN_SUPPORT: AccessRule[SupportPointer, Support] = AccessRule(Whose.SUPPORT_ASKER, _asked_by_me)
