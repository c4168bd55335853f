"""Turns about districts' own templates: offering them, filling them, and taking them out of the offer."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from bot.documents.templates.filling import file_name, fill
from bot.documents.templates.loading import load
from bot.messages import templates as messages
from bot.messages.templates import TemplateDay, TemplatePointer
from bot.permissions.plan_rules import in_plan
from bot.permissions.roles import Permission, Role
from bot.routing.guarded import writes
from bot.routing.route import Route, button
from bot.sending.renderers import FileRenderer
from bot.sending.uploads import File
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId
from bot.slack.payloads import Click
from bot.turns import CannotDoError, RefusedError, Turn
from plans.calendar import SchoolYear
from plans.item_progress import Day
from prompts import say
from storage.database import Database
from storage.delivery.outbox import OutboxMessage
from storage.documents import templates
from storage.documents.templates import DocumentTemplate
from storage.people import calendars, memberships
from storage.plans import plans
from storage.plans.plans import PlanSummary

NOUN = messages.NOUN


def offers(turn: Turn, plan: PlanSummary, day: date) -> Sequence[Block]:
    """As of `day`, and if that is today, also as of the ends of the quarters."""
    today = turn.today(plan.time_zone)
    quarters = calendars.of(turn.session, plan.organization_id).quarters(SchoolYear.of(plan.starts_on))
    ended = [term for term in reversed(quarters) if term.last < today] if day == today else []
    usable = templates.for_organization(turn.session, plan.organization_id)
    return [messages.offer(plan, each, day, today, ended, stoppable=_may_stop(turn, each)) for each in usable]


def _may_stop(turn: Turn, template: DocumentTemplate) -> bool:
    """Whether the person manages the plans of the organization whose template it is."""
    return Role.PLAN_MANAGER in memberships.roles_in(turn.session, turn.by.id, template.organization_id)


def make(turn: Turn, click: Click, pointer: TemplateDay, plan: PlanSummary) -> None:
    """The file follows in the person's own messages, as those of our own documents."""
    template, on = _usable(turn.session, plan, pointer.template_id), pointer.as_of
    is_over = Day.seen_from(turn.today(plan.time_zone), on).is_over
    about = say(NOUN, "sent", template=template.name, plan=plan, on=on)
    facts = {"template": template.id, "plan": plan.id, "as_of": on.isoformat(), "is_over": is_over}
    turn.put(
        OutboxMessage.post(
            plan.workspace_id,
            turn.by.slack_id,
            f"{click.key}:making",
            messages.note("on_its_way", template=template.name, plan=plan, on=on).payload(),
        )
    )
    order = {"make": "template", **facts, "text": about}
    turn.put(OutboxMessage.upload(plan.workspace_id, turn.by.slack_id, f"{click.key}:template", order))


def stop(turn: Turn, click: Click, pointer: TemplatePointer, plan: PlanSummary) -> None:
    template = _usable(turn.session, plan, pointer.template_id)
    if not _may_stop(turn, template):
        raise RefusedError(NOUN, "not_yours", plan_id=plan.id, organization=template.organization)
    templates.withdraw(turn.session, template.id, turn.now)
    content = messages.note("stopped", template=template.name).payload()
    turn.put(OutboxMessage.post(plan.workspace_id, turn.by.slack_id, f"{click.key}:stopped", content))


def _usable(session: Session, plan: PlanSummary, template_id: int) -> DocumentTemplate:
    template = templates.find(session, plan.organization_id, template_id)
    if template is None:
        raise CannotDoError(NOUN, "gone")
    return template


def _files(database: Database, payload: Mapping[str, Any]) -> list[File]:
    day = Day(date.fromisoformat(payload["as_of"]), payload["is_over"])
    with database.read() as session:
        plan = plans.summary(session, payload["plan"])
        name, content = templates.stored(session, payload["template"])
        fields = load(session, plan, day)
    return [File(name=file_name(plan, name, day.on), title=name, content=fill(content, fields, day.on))]


FILES: Mapping[str, FileRenderer] = MappingProxyType({"template": _files})
ROUTES: tuple[Route, ...] = (
    button(ActionId.TEMPLATE_FILL, TemplateDay.of, writes(in_plan(Permission.SEE_STATUS), make)),
    button(ActionId.TEMPLATE_STOP, TemplatePointer.of, writes(in_plan(Permission.ASSIGN_ROLES), stop)),
)
