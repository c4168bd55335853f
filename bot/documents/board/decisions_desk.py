"""Turns about the decisions that a plan needs from its board."""

from bot.messages import decisions as messages
from bot.messages.decisions import NOUN
from bot.permissions.plan_rules import in_plan
from bot.permissions.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import PlanId
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import Turn
from prompts import plain
from storage.documents import decisions
from storage.plans.plans import PlanSummary

LEADERS = in_plan(Permission.CHANGE_PLAN)


def open_form(turn: Turn, _click: Click, pointer: PlanId, plan: PlanSummary) -> Block:
    needed = decisions.needed_on(turn.session, plan.id, turn.today(plan.time_zone))
    return messages.form(needed, str(pointer))


def save(turn: Turn, form: Submission, _pointer: PlanId, plan: PlanSummary) -> Ack:
    text, needed_by = form.text(FieldId.TEXT), form.day(FieldId.NEEDED_BY)
    decided = [button_values.number(each) for each in form.chosen.get(FieldId.DECIDED, ())]
    stamp = turn.stamp(plan.time_zone)
    if needed_by and needed_by < stamp.on:
        return ack.errors({FieldId.NEEDED_BY: plain(NOUN, "trouble_past")})
    if needed_by and not text:
        return ack.errors({FieldId.TEXT: plain(NOUN, "trouble_date_alone")})
    if not text and not decided:
        return ack.errors({FieldId.TEXT: plain(NOUN, "trouble_nothing")})
    decisions.mark_decided(turn.session, plan.id, decided, stamp.on)
    if text:
        decisions.add(turn.session, plan.id, text, needed_by, stamp)
    return {}


ROUTES: tuple[Route, ...] = (
    opener(ActionId.DECISIONS_NEEDED, PlanId.of, reads(LEADERS, open_form)),
    form(ViewId.DECISIONS_NEEDED, PlanId.of, writes(LEADERS, save)),
)
