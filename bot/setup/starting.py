"""/plan setup, a sample of the check-in, and the start of a plan."""

from datetime import timedelta

from bot import which_plan
from bot.check_ins import schedule
from bot.desk import Desk
from bot.messages import plan_setup as messages
from bot.messages.check_ins import request as check_in_messages
from bot.messages.check_ins.about import About
from bot.permissions import roles
from bot.permissions.guards import EVERY_MEMBER
from bot.permissions.plan_rules import PlanName, permitted
from bot.permissions.roles import Permission
from bot.routing.guarded import opens_turns, writes
from bot.routing.route import Route, button
from bot.setup.facts import facts, refresh_card
from bot.setup.steps import SETUP_PLAN
from bot.slack.blocks import MessageContent
from bot.slack.button_values import NoValue, PlanId
from bot.slack.identifiers import ActionId
from bot.slack.payloads import Click, Command
from bot.threads import channels
from bot.turns import CannotDoError, Turn
from conversations.check_in import CheckIn, Subject, Topic
from plans.cadences import Cadence
from plans.calendar import period_key
from prompts import say
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.items import items
from storage.plans import plans, setups
from storage.plans.plans import PlanSummary

NOUN = messages.NOUN
SAMPLE_ITEMS = 2


def show(turn: Turn, _command: Command, asked: PlanName, _subject: None) -> MessageContent:
    """The setup that this person is in the middle of, or the named plan's; else how to begin, and what they manage."""
    managed = _managed(turn)
    if asked.name:
        meant = permitted(turn, Permission.ASSIGN_ROLES, which_plan.find(turn, asked.name, asked.channel))
        return messages.card(facts(turn, meant.id))
    unfinished = set(setups.unfinished(turn.session, turn.by.workspace_id))
    under_way = [plan for plan in managed if plan.id in unfinished]
    if len(under_way) == 1:
        return messages.card(facts(turn, under_way[0].id))
    return messages.how_to([plan.organization for plan in under_way or managed])


def _managed(turn: Turn) -> list[PlanSummary]:
    """This year's plans that this person manages."""
    if not plans.summaries(turn.session, turn.by.workspace_id):
        return []
    existing = which_plan.candidates(turn, "", "")
    return roles.allowed_in(turn.session, turn.by, Permission.ASSIGN_ROLES, existing)


# ---------------------------------------------------------------- a sample


def try_on_me(turn: Turn, click: Click, _pointer: PlanId, plan: PlanSummary) -> None:
    """Send this person a check-in made of items of the plan, their own if there are any. No round knows of it."""
    person = turn.by
    topics = _topics(turn, plan)
    if not topics:
        raise CannotDoError(NOUN, "sample_empty")
    today = turn.today(plan.time_zone)
    opens_on = schedule.next_day(turn.session, plan, today) or today
    about = About(
        request_id=0,
        cadence=Cadence.MONTHLY,
        period=period_key(opens_on),
        organization=plan.organization,
        closes_on=opens_on + timedelta(days=plan.open_days - 1),
    )
    content = messages.sample(check_in_messages.message(CheckIn(topics=topics), about))
    turn.put(OutboxMessage.post(person.workspace_id, person.slack_id, f"sample:{click.key}", content.payload()))


def _topics(turn: Turn, plan: PlanSummary) -> tuple[Topic, ...]:
    rows = items.all_open(turn.session, plan.id)
    own = [row for row in rows if row.owner_id == turn.by.id]
    return tuple(
        Topic(subject=Subject.ITEM, id=row.id, code=row.code, text=row.text, due=row.due, ongoing=row.ongoing)
        for row in (own or rows)[:SAMPLE_ITEMS]
    )


def answer_sample(turn: Turn, click: Click, _value: NoValue, _subject: None) -> None:
    """A tap in the sample ends it. Nothing is counted."""
    key = outbox.key_at(turn.session, click.channel, click.who.user, click.ts)
    if key is not None:
        content = MessageContent(text=say(NOUN, "sample_answered"))
        turn.put(OutboxMessage.update(click.who.team, click.who.user, key, content.payload()))


# ---------------------------------------------------------------- the start


def start(desk: Desk, click: Click, pointer: PlanId, plan: PlanSummary) -> None:
    """Start the plan, once. Slack says whether the bot can post in the plan's channel."""
    is_missing = plan.channel is not None and not channels.bot_is_member(desk.client, plan.channel)
    with desk.turns.write(click.who, click.key) as turn:
        SETUP_PLAN.admit(turn, pointer)
        today = turn.today(plan.time_zone)
        if not setups.start(turn.session, plan.id, at=turn.now, on=today):
            raise CannotDoError(NOUN, "started_already", organization=plan.organization)
        turn.session.expire_all()
        refresh_card(turn, plan.id)
        _confirm(turn, click, plans.summary(turn.session, plan.id), is_missing=is_missing)


def _confirm(turn: Turn, click: Click, plan: PlanSummary, *, is_missing: bool) -> None:
    person, today = turn.by, turn.today(plan.time_zone)
    content = messages.started(plan, schedule.next_day(turn.session, plan, today), is_missing=is_missing)
    turn.put(OutboxMessage.post(person.workspace_id, person.slack_id, f"started:{click.key}", content.payload()))


ROUTES: tuple[Route, ...] = (
    button(ActionId.SETUP_TRY, PlanId.of, writes(SETUP_PLAN, try_on_me)),
    button(ActionId.SETUP_START, PlanId.of, opens_turns(SETUP_PLAN, start)),
    button(ActionId.SAMPLE_ANSWER, NoValue.of, writes(EVERY_MEMBER, answer_sample)),
)
