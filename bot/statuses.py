"""Turns that show a plan's progress, in words and as a picture."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from bot import button_values, roles, which_plan
from bot.blocks import MessageContent
from bot.messages import status as messages
from bot.messages.status import PlanStatus
from bot.payloads import Click, Command
from bot.pictures.progress import StrategyProgress, progress_alt, progress_picture
from bot.roles import Permission
from bot.sending.renderers import FileRenderer
from bot.sending.uploads import File
from bot.turns import CannotDoError, Turn, Turns
from plans import progress
from plans.dates import read_past
from plans.progress import Day, ItemHistory
from prompts import plain, say
from storage.database import Database
from storage.delivery.outbox import OutboxMessage
from storage.items import items
from storage.plans import places, plans
from storage.plans.plans import PlanSummary

_AS_OF = re.compile(r"\bas of\s+(?P<day>.+)$", re.IGNORECASE)
_ALL = re.compile(r"^all\b\s*", re.IGNORECASE)


class Statuses:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def show(self, command: Command, words: str) -> MessageContent:
        """Answer /plan status. The picture follows in the person's own messages."""
        asked = _AS_OF.search(words)
        name = _AS_OF.sub("", words).strip()
        everything = bool(_ALL.match(name))
        name = _ALL.sub("", name)
        with self._turns.read(command.who) as turn:
            permitted = [_permitted(turn, plan) for plan in which_plan.candidates(turn, name, command.channel)]
            day = _day(asked["day"] if asked else "", turn, permitted[0])
            if len(permitted) > 1:
                return _network(turn.session, permitted, day)
            status = load(turn.session, permitted[0], day)
            answer = messages.message(status, shareable=True, list_all=everything)
        self._queue_picture(command, permitted[0], day)
        return answer

    def _queue_picture(self, command: Command, plan: PlanSummary, day: Day) -> None:
        """Queue the picture in another turn, so that counting a large plan blocks no answers."""
        with self._turns.write(command.who, command.key) as turn:
            queue_picture(turn, plan, day, turn.by.slack_id, command.key)

    def share(self, click: Click) -> None:
        """Post a status as of the requested day to the channel where its button was pressed."""
        number, _, iso = click.value.partition("|")
        with self._turns.write(click.who, click.key) as turn:
            plan = which_plan.carried_by(turn, number)
            roles.require(turn.session, turn.by, Permission.SEE_STATUS, plan)
            day = Day.seen_from(turn.today(plan.time_zone), button_values.day(iso))
            message = messages.message(load(turn.session, plan, day), public=True)
            turn.put(OutboxMessage.post(plan.workspace_id, click.channel, f"{click.key}:shared", message.payload()))
            queue_picture(turn, plan, day, click.channel, click.key)


def _permitted(turn: Turn, plan: PlanSummary) -> PlanSummary:
    roles.require(turn.session, turn.by, Permission.SEE_STATUS, plan)
    return plan


def _day(text: str, turn: Turn, plan: PlanSummary) -> Day:
    """The day a command asks about; today without one."""
    today = turn.today(plan.time_zone)
    on = read_past(text, today) if text else today
    if on is None:
        raise CannotDoError("status", "bad_date", text=text.strip())
    if on > today:
        raise CannotDoError("status", "future")
    return Day.seen_from(today, on)


def load(session: Session, plan: PlanSummary, day: Day) -> PlanStatus:
    return _counted(session, plan, items.histories(session, plan.id), day)


def _counted(session: Session, plan: PlanSummary, histories: Sequence[ItemHistory], day: Day) -> PlanStatus:
    return PlanStatus(
        plan=plan,
        progress=progress.count(histories, day),
        by_strategy=progress.by_strategy(histories, day),
        titles=plans.strategy_titles(session, plan.id),
        goals=plans.goals(session, plan.id),
        goal_links=places.goal_links(session, plan.id),
    )


def _network(session: Session, permitted: Sequence[PlanSummary], day: Day) -> MessageContent:
    """Several plans and their sum. Plans of another school year are listed but not summed."""
    at_work = [plan for plan in permitted if plan.starts_on <= day.on <= plan.ends_on] or permitted
    histories = {plan.id: items.histories(session, plan.id) for plan in permitted}
    together = progress.count(chain.from_iterable(histories[plan.id] for plan in at_work), day)
    by_plan = {plan.id: _counted(session, plan, histories[plan.id], day) for plan in permitted}
    counted = [by_plan.pop(plan.id) for plan in at_work]
    return messages.network(counted, together, list(by_plan.values()))


# ---------------------------------------------------------------- the picture


def queue_picture(turn: Turn, plan: PlanSummary, day: Day, channel: str, dedup_key: str) -> None:
    """Queue one picture for each request; `dedup_key` is the request's."""
    turn.put(
        OutboxMessage.upload(
            plan.workspace_id,
            channel,
            f"{dedup_key}:picture",
            {
                "make": "progress",
                "plan": plan.id,
                "as_of": day.on.isoformat(),
                "is_over": day.is_over,
                "text": say("status", "picture", plan=plan, as_of=day.on),
            },
        )
    )


def picture(database: Database, plan_id: int, day: Day) -> File:
    """Draw the picture at sending time. A past day's progress never changes, so neither does its picture."""
    with database.read() as session:
        status = load(session, plans.summary(session, plan_id), day)
    rows = [
        StrategyProgress(name=messages.strategy_name(status, code), progress=strategy_progress)
        for code, strategy_progress in status.by_strategy.items()
    ]
    title = plain("status", "picture", plan=status.plan, as_of=day.on)
    return File(
        name=f"progress-{day.on.isoformat()}.png",
        title=title,
        content=progress_picture(status.plan.organization, day.on, rows),
        alt=progress_alt(status.plan.organization, day.on, rows),
    )


def _drawn(database: Database, payload: Mapping[str, Any]) -> list[File]:
    day = Day(date.fromisoformat(payload["as_of"]), is_over=payload.get("is_over", True))
    return [picture(database, payload["plan"], day)]


FILES: Mapping[str, FileRenderer] = MappingProxyType({"progress": _drawn})
