"""/plan audit: who did what in a plan, for its plan managers."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot import as_of, which_plan
from bot.messages import audit as messages
from bot.messages.audit import AuditPage
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import PlanName, permitted
from bot.permissions.roles import Permission
from bot.routing.guarded import reads
from bot.routing.subcommand import Subcommand
from bot.slack.blocks import MessageContent
from bot.slack.payloads import Command
from bot.turns import Turn
from plans.item_progress import Day
from plans.time_zones import zone_named
from storage.audit import lines
from storage.audit.lines import AuditFilter
from storage.plans.plans import PlanSummary

DAYS = 30
MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class AuditQuestion:
    plan: PlanName
    as_of: str
    """The newest day that is asked about."""

    @classmethod
    def typed(cls, command: Command, words: str) -> "AuditQuestion":
        name, day = as_of.split(words)
        return cls(PlanName(name, command.channel), day)


@dataclass(frozen=True, slots=True)
class AuditedDays:
    plan: PlanSummary
    day: Day


def _asked(turn: Turn, question: AuditQuestion) -> AuditedDays:
    meant = which_plan.find(turn, question.plan.name, question.plan.channel)
    plan = permitted(turn, Permission.SEE_AUDIT, meant)
    return AuditedDays(plan, as_of.day(question.as_of, turn, plan))


AUDITABLE: AccessRule[AuditQuestion, AuditedDays] = AccessRule(Permission.SEE_AUDIT, _asked)


def show(turn: Turn, _command: Command, _question: AuditQuestion, asked: AuditedDays) -> MessageContent:
    """The newest records of the 30 days up to the day. What was just read comes with the next tick."""
    plan, last = asked.plan, asked.day.on
    first, zone = last - timedelta(days=DAYS - 1), zone_named(plan.time_zone)
    chosen = AuditFilter(
        workspace_id=plan.workspace_id,
        plan_id=plan.id,
        begins=_begin(first, plan),
        ends=_begin(last + timedelta(days=1), plan),
    )
    newest = [replace(line, at=line.at.astimezone(zone)) for line in lines.newest(turn.session, chosen, MOST_LINES)]
    count = lines.count(turn.session, chosen)
    return messages.message(AuditPage(plan=plan, first=first, last=last, count=count, lines=newest))


def _begin(day: date, plan: PlanSummary) -> datetime:
    """Midnight there."""
    return datetime.combine(day, time(), zone_named(plan.time_zone))


SHOW = Subcommand(AuditQuestion.typed, reads(AUDITABLE, show))
