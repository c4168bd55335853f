"""Turns that show what was discussed when, in words and as a picture."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bot.desk import Desk
from bot.messages import coverage as messages
from bot.permissions.plan_rules import PlanName
from bot.pictures.coverage import coverage_alt, coverage_picture
from bot.sending.renderers import FileRenderer
from bot.sending.uploads import File
from bot.slack.blocks import MessageContent
from bot.slack.payloads import Command
from prompts import plain, say
from storage.database import Database
from storage.delivery.outbox import OutboxMessage
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.rounds import coverage


def show(desk: Desk, command: Command, _name: PlanName, plan: PlanSummary) -> MessageContent:
    """Answer /plan coverage. The picture follows in the person's own messages."""
    with desk.turns.read(command.who) as turn:
        covered = coverage.of_plan(turn.session, plan.id)
        answer = messages.message(plan.organization, covered)
    if covered.months:
        with desk.turns.write(command.who, command.key) as turn:
            content = {"make": "coverage", "plan": plan.id, "text": say("coverage", "picture", plan=plan)}
            key = f"{command.key}:picture"
            turn.put(OutboxMessage.upload(plan.workspace_id, turn.by.slack_id, key, content))
    return answer


def picture(database: Database, plan_id: int) -> File:
    """Draw the picture at sending time."""
    with database.read() as session:
        plan, covered = plans.summary(session, plan_id), coverage.of_plan(session, plan_id)
    return File(
        name=f"coverage-{covered.months[-1] if covered.months else plan.school_year}.png",
        title=plain("coverage", "picture", plan=plan),
        content=coverage_picture(plan.organization, covered),
        alt=coverage_alt(plan.organization, covered),
    )


def _drawn(database: Database, payload: Mapping[str, Any]) -> list[File]:
    return [picture(database, payload["plan"])]


FILES: Mapping[str, FileRenderer] = MappingProxyType({"coverage": _drawn})
