"""Turns about a monitor's packet: which days it covers, and sending it."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from bot.documents.signing import archive as packet
from bot.documents.signing.archive import NOUN
from bot.messages import packet_forms as forms
from bot.permissions.plan_rules import in_plan
from bot.permissions.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.sending.renderers import FileRenderer
from bot.sending.uploads import File
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import PlanId
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import Turn
from prompts import plain, say
from storage.database import Database
from storage.delivery.outbox import OutboxMessage
from storage.plans import plans
from storage.plans.plans import PlanSummary

MAKERS = in_plan(Permission.WRITE_MINUTES)


def packet_form(turn: Turn, _click: Click, _pointer: PlanId, plan: PlanSummary) -> Block:
    """From the beginning of the plan's year to today."""
    return forms.packet_form(plan, plan.starts_on, min(turn.today(plan.time_zone), plan.ends_on))


def make(turn: Turn, form: Submission, _pointer: PlanId, plan: PlanSummary) -> Ack:
    first, last = form.day(FieldId.FIRST), form.day(FieldId.LAST)
    if first is None or last is None:
        missing = [field for field in (FieldId.FIRST, FieldId.LAST) if form.day(field) is None]
        return ack.errors({field: plain(NOUN, "trouble_no_day") for field in missing})
    if last < first:
        return ack.errors({FieldId.LAST: plain(NOUN, "trouble_order")})
    if last > turn.today(plan.time_zone):
        return ack.errors({FieldId.LAST: plain(NOUN, "trouble_future")})
    facts = {"plan": plan.id, "first": first.isoformat(), "last": last.isoformat()}
    order = {"make": "packet", **facts, "text": say(NOUN, "sent", plan=plan, first=first, last=last)}
    turn.put(OutboxMessage.upload(plan.workspace_id, turn.by.slack_id, f"{form.key}:packet", order))
    return {}


def _files(database: Database, payload: Mapping[str, Any]) -> list[File]:
    first, last = date.fromisoformat(payload["first"]), date.fromisoformat(payload["last"])
    with database.read() as session:
        plan = plans.summary(session, payload["plan"])
        packed = packet.load(session, plan, first, last)
    title = plain(NOUN, "file_title", plan=plan)
    return [File(name=packet.file_name(plan, first, last), title=title, content=packet.archive(packed))]


FILES: Mapping[str, FileRenderer] = MappingProxyType({"packet": _files})

ROUTES: tuple[Route, ...] = (
    opener(ActionId.PACKET, PlanId.of, reads(MAKERS, packet_form)),
    form(ViewId.PACKET, PlanId.of, writes(MAKERS, make)),
)
