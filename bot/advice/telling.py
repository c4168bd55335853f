"""Turns in which somebody says what they would tell another school, and a leader lets other schools find it."""

from bot.advice.rules import OWN_ADVICE, RELEASABLE, may_release
from bot.messages import advice as messages
from bot.messages import notices
from bot.messages.advice import NOUN, AdvicePointer
from bot.permissions.plan_rules import in_plan
from bot.permissions.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, button, form, opener
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import PlanId, StaleValueError
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import Turn
from plans.advice import FoundBy
from prompts import formats
from storage.delivery.outbox import OutboxMessage
from storage.models import MilestoneRow, StrategyRow
from storage.people import memberships
from storage.plans import advice as store
from storage.plans import part_parents, plans
from storage.plans.advice import Advice, NewAdvice
from storage.plans.places import PlanRowReference
from storage.plans.plans import PlanSummary

LEADERS = in_plan(Permission.CHANGE_PLAN)


def of_milestone(turn: Turn, milestone_id: int) -> Advice | None:
    return store.of_place(turn.session, PlanRowReference(MilestoneRow.__tablename__, milestone_id))


def save_of_milestone(turn: Turn, sent: Submission, plan_id: int, milestone_id: int) -> None:
    """What was filled in while the milestone was completed."""
    place = PlanRowReference(MilestoneRow.__tablename__, milestone_id)
    _save(turn, sent, plans.summary(turn.session, plan_id), place)


def _save(turn: Turn, sent: Submission, plan: PlanSummary, place: PlanRowReference) -> Advice | None:
    """Without words, what was advice before is taken back. Words of anyone but a leader wait for a leader."""
    words, before = sent.text(FieldId.ADVICE), store.of_place(turn.session, place)
    found_by = button_values.word(FoundBy, sent.text(FieldId.FOUND_BY) or FoundBy.NOBODY)
    stamp = turn.stamp(plan.time_zone)
    if before and before.standing != store.WITHDRAWN and (before.words, before.found_by) == (words, found_by):
        return before
    if not words:
        if before and before.standing != store.WITHDRAWN:
            store.withdraw(turn.session, before.id, stamp)
        return before
    new = NewAdvice(plan_id=plan.id, place=place, words=words, found_by=found_by)
    advice_id = store.add(turn.session, new, stamp)
    if found_by is not FoundBy.NOBODY and may_release(turn, plan):
        store.release(turn.session, advice_id, stamp)
    advice = store.get(turn.session, advice_id)
    if advice and advice.found_by is not FoundBy.NOBODY and not advice.is_findable:
        _ask_leaders(turn, plan, advice)
    return advice


def _ask_leaders(turn: Turn, plan: PlanSummary, advice: Advice) -> None:
    for leader in memberships.granted_nearest(turn.session, plan.organization_id, {"leader"}):
        with formats.reading(locale=leader.locale):
            payload = messages.asked(advice).payload()
        message = OutboxMessage.post(
            plan.workspace_id, leader.slack_id, f"advice:{advice.id}:{leader.slack_id}", payload
        )
        turn.put(message.unrequested(zone=leader.time_zone, organization_id=plan.organization_id))


# ---------------------------------------------------------------- beside the annual report


def open_form(turn: Turn, _click: Click, _pointer: PlanId, plan: PlanSummary) -> Block:
    strategies = part_parents.strategies(turn.session, plan.id)
    if not strategies:
        raise StaleValueError
    return messages.form(plan, [(str(row_id), name) for row_id, name in strategies])


def submit(turn: Turn, sent: Submission, _pointer: PlanId, plan: PlanSummary) -> Ack:
    strategy_id = button_values.number(sent.text(FieldId.STRATEGY))
    if strategy_id not in [row_id for row_id, _ in part_parents.strategies(turn.session, plan.id)]:
        raise StaleValueError
    advice = _save(turn, sent, plan, PlanRowReference(StrategyRow.__tablename__, strategy_id))
    return ack.update(notices.form(messages.saved(advice))) if advice else {}


# ---------------------------------------------------------------- letting it leave the school, and taking it back


def release(turn: Turn, click: Click, _pointer: AdvicePointer, advice: Advice) -> None:
    plan = plans.summary(turn.session, advice.plan_id)
    if not advice.is_findable:
        store.release(turn.session, advice.id, turn.stamp(plan.time_zone))
    _answer(turn, click, "released")


def withdraw(turn: Turn, click: Click, _pointer: AdvicePointer, advice: Advice) -> None:
    plan = plans.summary(turn.session, advice.plan_id)
    if advice.standing != store.WITHDRAWN:
        store.withdraw(turn.session, advice.id, turn.stamp(plan.time_zone))
    _answer(turn, click, "withdrawn")


def _answer(turn: Turn, click: Click, part: str) -> None:
    payload = notices.sentence(NOUN, part).payload()
    turn.put(OutboxMessage.post(turn.by.workspace_id, turn.by.slack_id, f"{click.key}:{NOUN}", payload))


ROUTES: tuple[Route, ...] = (
    opener(ActionId.ADVICE_OPEN, PlanId.of, reads(LEADERS, open_form)),
    form(ViewId.ADVICE, PlanId.of, writes(LEADERS, submit)),
    button(ActionId.ADVICE_RELEASE, AdvicePointer.of, writes(RELEASABLE, release)),
    button(ActionId.ADVICE_WITHDRAW, AdvicePointer.of, writes(OWN_ADVICE, withdraw)),
)
