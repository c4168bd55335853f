"""What a leader is offered about owners who have not reported for two months: ask again, hand over, cancel."""

from bot.action_items import moves
from bot.check_ins import reporting
from bot.messages import silences as messages
from bot.messages.items.pointers import ItemPointer
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import permitted
from bot.permissions.roles import Permission
from bot.routing.guarded import writes
from bot.routing.route import Route, button
from bot.slack.identifiers import ActionId
from bot.slack.payloads import Click
from bot.turns import CannotDoError, Turn
from storage.delivery.outbox import OutboxMessage
from storage.items.item_changes import ItemDetails
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.rounds import check_in_requests, rounds, silences
from storage.rounds.rounds import RoundFacts


def offer(turn: Turn, plan: PlanSummary, of: RoundFacts, command_key: str) -> None:
    """Send the leader who drafts the minutes of a closed round the items without a report for two months."""
    before = rounds.previous_round(turn.session, plan.id, of.period)
    if of.is_open or before is None:
        return
    silent = silences.silent_items(turn.session, before, of)
    if silent:
        content = messages.silent_items(plan.organization, silent)
        key = f"silent:{of.id}:{command_key}"
        turn.put(OutboxMessage.post(plan.workspace_id, turn.by.slack_id, key, content.payload()))


def _askable(turn: Turn, pointer: ItemPointer) -> ItemDetails:
    item = moves.find(turn, pointer.item_id)
    permitted(turn, Permission.WRITE_MINUTES, plans.summary(turn.session, item.plan_id))
    return item


ASKABLE: AccessRule[ItemPointer, ItemDetails] = AccessRule(Permission.WRITE_MINUTES, _askable)
"""The item about which its owner is asked again."""


def ask_again(turn: Turn, click: Click, _pointer: ItemPointer, item: ItemDetails) -> None:
    """Send the newest check-in again to whoever it asks about the item."""
    newest = rounds.latest_round(turn.session, item.plan_id)
    requests = check_in_requests.requests_about(turn.session, newest.id, item.id) if newest else []
    if not requests:
        raise CannotDoError("minutes", "no_one_to_ask", code=item.code)
    sent = [request for request in requests if reporting.ask_again(turn, request)]
    names = [request.stand_in or request.name for request in sent or requests]
    content = messages.asked_again(item.code, names, is_repeated=not sent)
    turn.put(OutboxMessage.post(item.workspace_id, turn.by.slack_id, f"{click.key}:asked", content.payload()))


ROUTES: tuple[Route, ...] = (button(ActionId.ASK_AGAIN, ItemPointer.of, writes(ASKABLE, ask_again)),)
