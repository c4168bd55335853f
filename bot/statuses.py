"""Turns that show a plan's progress, in words and as a picture."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from bot import as_of, which_plan
from bot.desk import Desk
from bot.messages import status as messages
from bot.messages import status_counts
from bot.messages.outcomes import LISTED as LISTED_OUTCOMES
from bot.messages.status import PlanStatus, StatusPointer
from bot.network import desk as network
from bot.network.rules import NETWORK_NAMED, NetworkQuestion, is_network
from bot.permissions import roles
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import PlanName, in_plan, permitted
from bot.permissions.roles import Permission
from bot.pictures.progress import StrategyProgress, progress_alt, progress_picture
from bot.routing.guarded import writes
from bot.routing.route import Route, button
from bot.sending.renderers import FileRenderer
from bot.sending.uploads import File
from bot.slack.blocks import MessageContent
from bot.slack.identifiers import ActionId
from bot.slack.payloads import Click, Command
from bot.turns import CannotDoError, Turn
from plans import progress
from plans.dates import read_past
from plans.item_progress import Day
from plans.outcomes import strategies_read
from plans.progress import ItemGroup
from prompts import plain
from storage.database import Database
from storage.delivery.outbox import OutboxMessage
from storage.items import open_supports
from storage.items import progress as item_progress
from storage.plans import agreements, comments, milestones, places, plans
from storage.plans.plans import PlanSummary
from storage.rounds import outcomes

LISTED = 10
"""How many items that are behind, and how many at risk, a status lists unless all are asked for."""
_ALL = re.compile(r"^all\b\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StatusQuestion:
    """What was typed after /plan status."""

    plan: PlanName
    as_of: str = ""
    everything: bool = False
    """Whether to list all that is behind."""

    @classmethod
    def typed(cls, command: Command, words: str) -> "StatusQuestion":
        name, day = as_of.split(words)
        plan = PlanName(_ALL.sub("", name), command.channel)
        return cls(plan, day, everything=bool(_ALL.match(name)))


def _visible(turn: Turn, question: StatusQuestion) -> Sequence[PlanSummary]:
    day = read_past(question.as_of, turn.now.date()) if question.as_of else None
    meant = which_plan.candidates(turn, question.plan.name, question.plan.channel, day)
    return meant if len(meant) > 1 else [permitted(turn, Permission.SEE_COUNTS, plan) for plan in meant]


VISIBLE_PLANS: AccessRule[StatusQuestion, Sequence[PlanSummary]] = AccessRule(Permission.SEE_COUNTS, _visible)
"""The plan that a command means; several where it means a district, whose network's rule then decides."""


def show(desk: Desk, command: Command, question: StatusQuestion, visible: Sequence[PlanSummary]) -> MessageContent:
    """Answer /plan status. The picture follows in the person's own messages.

    It is queued in another turn, so that counting a large plan blocks no answers.
    """
    if len(visible) > 1:
        return _together(desk, command, question, visible)
    with desk.turns.read(command.who) as turn:
        day = as_of.day(question.as_of, turn, visible[0])
        status = load(turn.session, visible[0], day, most=None if question.everything else LISTED)
        answer = _answer(turn, status)
        headline = messages.headline(visible[0], status.progress)
    with desk.turns.write(command.who, command.key) as turn:
        turn.put(_picture_message(visible[0], day, turn.by.slack_id, command.key, {"text": headline}))
    return answer


def _answer(turn: Turn, status: PlanStatus) -> MessageContent:
    """Without names and words for those who look at the school from above."""
    if not roles.may(turn.session, turn.by, Permission.SEE_STATUS, status.plan):
        return status_counts.message(status)
    commentable = roles.may(turn.session, turn.by, Permission.COMMENT, status.plan)
    return messages.message(_with_comments(turn, status), shareable=True, commentable=commentable)


def _together(desk: Desk, command: Command, question: StatusQuestion, visible: Sequence[PlanSummary]) -> MessageContent:
    """Several plans: the table of their network. Raises CannotDoError if the words mean none."""
    asked = NetworkQuestion.typed(command, question.plan.name)
    asked = replace(asked, as_of=question.as_of)
    with desk.turns.read(command.who) as turn:
        if not is_network(turn, asked):
            names = [plan.organization for plan in visible]
            raise CannotDoError("errors", "which_plan", names=names, example=f"… {names[0]}")
        chosen = NETWORK_NAMED.admit(turn, asked)
    return network.show(desk, command, asked, chosen)


def _with_comments(turn: Turn, status: PlanStatus) -> PlanStatus:
    """The same with coaches' comments, for those who may see them."""
    if not roles.may(turn.session, turn.by, Permission.SEE_COMMENTS, status.plan):
        return status
    return replace(status, comments=comments.of_strategies(turn.session, status.plan.id, status.as_of))


def share(turn: Turn, click: Click, pointer: StatusPointer, plan: PlanSummary) -> None:
    """Post a status as of the requested day to the channel where its button was pressed, its picture in the thread."""
    day = Day.seen_from(turn.today(plan.time_zone), pointer.as_of)
    content = messages.message(load(turn.session, plan, day), public=True).payload()
    status = OutboxMessage.post(plan.workspace_id, click.channel, f"{click.key}:shared", content)
    turn.put(status)
    turn.put(replace(_picture_message(plan, day, click.channel, click.key), target_key=status.key))


def load(session: Session, plan: PlanSummary, day: Day, *, most: int | None = LISTED) -> PlanStatus:
    """With `most` of the action items that are behind, and as many of those at risk; None for all of them."""
    groups = item_progress.groups(session, [plan.id], day.on)[plan.id]
    milestones_now = milestones.as_of(session, plan.id, day)
    by_strategy = _strategies(session, plan, groups, day)
    measured = outcomes.of_plan(session, plan.id, day.on)
    without_items = {milestone.strategy for milestone in milestones_now} | strategies_read(measured)
    without_items -= by_strategy.keys()
    return PlanStatus(
        plan=plan,
        progress=progress.count(groups, day),
        by_strategy={**by_strategy, **{code: progress.count((), day) for code in sorted(without_items)}},
        milestones=milestones_now,
        lagging=item_progress.lagging_items(session, plan.id, day, most=most),
        titles=plans.strategy_titles(session, plan.id),
        goals=plans.goals(session, plan.id),
        goal_links=places.goal_links(session, plan.id),
        supports=open_supports.open_on(session, plan.id, day.on),
        outcomes=measured,
        most_outcomes=LISTED_OUTCOMES if most else None,
        agreements=agreements.recorded_by(session, plan.id, day.on),
    )


def _strategies(
    session: Session, plan: PlanSummary, groups: Iterable[ItemGroup], day: Day
) -> Mapping[str, progress.Progress]:
    """Without those that were taken out of the plan before anything was counted for them."""
    by_strategy, codes = progress.by_strategy(groups, day), {"", *plans.strategies_on(session, plan.id, day.on)}
    return {code: counts for code, counts in by_strategy.items() if counts.completed.whole or code in codes}


# ---------------------------------------------------------------- the picture


def _picture_message(
    plan: PlanSummary, day: Day, channel: str, dedup_key: str, comment: Mapping[str, Any] = MappingProxyType({})
) -> OutboxMessage:
    """One picture for each request; `dedup_key` is the request's."""
    drawn = {"make": "progress", "plan": plan.id, "as_of": day.on.isoformat(), "is_over": day.is_over}
    return OutboxMessage.upload(plan.workspace_id, channel, f"{dedup_key}:picture", {**drawn, **comment})


def picture(database: Database, plan_id: int, day: Day) -> File:
    """Draw the picture at sending time. A past day's progress never changes, so neither does its picture."""
    with database.read() as session:
        status = load(session, plans.summary(session, plan_id), day)
    rows = [
        StrategyProgress(name=messages.strategy_name(status.titles, code), progress=strategy_progress)
        for code, strategy_progress in status.by_strategy.items()
    ]
    return File(
        name=f"progress-{day.on.isoformat()}.png",
        title=plain("status", "picture"),
        content=progress_picture(status.plan.organization, day.on, rows),
        alt=progress_alt(status.plan.organization, day.on, rows),
    )


def _drawn(database: Database, payload: Mapping[str, Any]) -> list[File]:
    day = Day(date.fromisoformat(payload["as_of"]), is_over=payload.get("is_over", True))
    return [picture(database, payload["plan"], day)]


FILES: Mapping[str, FileRenderer] = MappingProxyType({"progress": _drawn})


ROUTES: tuple[Route, ...] = (
    button(ActionId.STATUS_SHARE, StatusPointer.of, writes(in_plan(Permission.SEE_STATUS), share)),
)
