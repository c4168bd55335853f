"""Starting a conversation: what fits now, the form, and the first messages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import chain

from sqlalchemy.orm import Session

from bot.coaching import applying, memory, passes
from bot.coaching.room import NOUN, CoachingRoom
from bot.messages.coaching import forms
from bot.messages.coaching import thread as messages
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads.pointers import StartPointer
from bot.script_library import ScriptLibrary
from bot.slack import button_values
from bot.slack.blocks import Block
from bot.slack.identifiers import FieldId
from bot.slack.payloads import Submission
from bot.threads import homes
from bot.threads.rules import may_lead
from bot.turns import CannotDoError, Turn
from conversations.coaching import CoachingState, path, start
from conversations.coaching.choosing import PlanFigures, SuggestedScript, conditions, items_of, offers
from conversations.coaching.effects import ShowTip
from conversations.script import Audience, Condition, Script
from plans.item_progress import Day
from plans.plan import Plan
from plans.time_zones import zone_named
from prompts import plain
from storage.dialogs import coaching
from storage.dialogs.stores import NewDialog
from storage.items import items, new_owners
from storage.items import progress as item_progress
from storage.people import organizations
from storage.plans import whole_plan, written_parts
from storage.plans.plans import PlanSummary

NOT_AGAIN_WITHIN_WEEKS = 6
NEW_OWNER_DAYS = 14
YEAR_ENDING_DAYS = 45
MATTER_WITHIN = timedelta(days=31)
"""Action items due by then are discussed one by one."""
ITEMS_AT_MOST = 12
ALONE = "alone"
"""Instead of a channel: in the person's messages with the bot."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The conditions of a plan today that decide which conversation fits."""

    holds: frozenset[Condition]
    figures: PlanFigures
    plan: Plan | None
    action_items: tuple[str, ...]


def form(turn: Turn, library: ScriptLibrary, plan: PlanSummary, channel: str) -> Block:
    """`channel` is empty if it is still to be chosen."""
    scripts = list(library.scripts().values())
    if not scripts:
        raise CannotDoError(NOUN, "no_scripts")
    level = organizations.level(turn.session, plan.organization_id)
    today = turn.today(plan.time_zone)
    plan_facts = facts(turn.session, plan, today)
    start_form = forms.CoachingStartForm(
        organization=plan.organization,
        level=level,
        scripts=scripts,
        minutes=_minutes(turn, scripts, plan, plan_facts, Audience(level)),
        offers=_offers(turn, scripts, plan, plan_facts, Audience(level)),
        figures=plan_facts.figures,
        me=turn.by.slack_id,
        asks_channel=not channel,
        metadata=str(StartPointer(plan.id, channel)),
    )
    return forms.start(start_form)


def _offers(
    turn: Turn, scripts: Sequence[Script], plan: PlanSummary, plan_facts: Facts, audience: Audience
) -> Sequence[SuggestedScript]:
    today = turn.today(plan.time_zone)
    since = today - timedelta(weeks=NOT_AGAIN_WITHIN_WEEKS)
    history = coaching.recent(turn.session, plan.organization_id, since, reader=turn.by.slack_id)
    return offers(
        scripts,
        audience=audience,
        holds=plan_facts.holds,
        history=history,
        today=today,
        weeks=NOT_AGAIN_WITHIN_WEEKS,
    )


def _minutes(
    turn: Turn, scripts: Sequence[Script], plan: PlanSummary, plan_facts: Facts, audience: Audience
) -> dict[str, int]:
    """By the script's name: what its questions take with this plan, if all are asked."""
    today = turn.today(plan.time_zone)
    of_plan = items_of(plan_facts.plan, action_items=plan_facts.action_items)
    of_today = passes.all_of_today(turn.session, plan.id, today)
    state = CoachingState(
        leader=turn.by.slack_id,
        audience=audience,
        conditions=tuple(plan_facts.holds),
        items=(*of_plan, *of_today),
        askings=(),
    )
    return {script.name: path.minutes(script, len(path.whole(script, state))) for script in scripts}


def facts(session: Session, plan: PlanSummary, today: date) -> Facts:
    whole = whole_plan.load(session, plan.id)
    counted = item_progress.count(session, plan.id, Day(today, is_over=False))
    new = new_owners.since(session, plan.id, _days_ago(plan, today, NEW_OWNER_DAYS))
    holds = conditions(
        whole,
        due=counted.behind.whole,
        behind=counted.behind.part,
        needs_known=written_parts.has_swot_factors(session, plan.id),
        new_owner=bool(new),
        year_ending=plan.ends_on - timedelta(days=YEAR_ENDING_DAYS) <= today <= plan.ends_on,
    )
    goals = whole.goals
    figures = PlanFigures(
        due=counted.behind.whole,
        behind=counted.behind.part,
        new_owners=len(new),
        goals=len(goals),
        goals_without_measure=sum(not goal.measures for goal in goals),
    )
    that_matter = items.codes_due_by(session, plan.id, today + MATTER_WITHIN, most=ITEMS_AT_MOST)
    return Facts(holds, figures, whole, tuple(that_matter))


def _days_ago(plan: PlanSummary, today: date, days: int) -> datetime:
    return datetime.combine(today - timedelta(days=days), time(), tzinfo=zone_named(plan.time_zone))


# ---------------------------------------------------------------- the form comes back


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachingStart:
    """The validated values of the form."""

    plan: PlanSummary
    channel: str
    """A channel, or the person for a conversation alone."""
    is_private: bool = True
    """Only what Slack says is public is public."""
    script: Script
    audience: Audience
    leader: str
    co_leader: str | None
    is_short: bool = False
    """Whether only its essential questions are asked."""


def channel_of(form: Submission, pointer: StartPointer) -> str:
    """Where it is to run; empty for a conversation alone."""
    channel = pointer.channel or form.text(FieldId.CHANNEL)
    return "" if channel == ALONE else channel


def read(
    turn: Turn, library: ScriptLibrary, form: Submission, pointer: StartPointer, plan: PlanSummary
) -> CoachingStart | dict[str, str]:
    """The checked form, or errors by field."""
    script = library.scripts().get(form.text(FieldId.SCRIPT))
    if script is None:
        raise CannotDoError(THREADS, "gone")
    settings = CoachingStart(
        plan=plan,
        channel=channel_of(form, pointer) or turn.by.slack_id,
        script=script,
        audience=button_values.word(Audience, form.text(FieldId.AUDIENCE)),
        leader=form.text(FieldId.LEADER),
        co_leader=form.text(FieldId.CO_LEADER) or None,
        is_short=form.text(FieldId.LENGTH) == forms.SHORT,
    )
    return _errors(turn, settings) or settings


def _errors(turn: Turn, settings: CoachingStart) -> dict[str, str]:
    errors: dict[str, str] = {}
    if settings.audience not in settings.script.audience:
        names = [messages.audience_name(each).lower() for each in settings.script.audience]
        errors[FieldId.SCRIPT] = plain(NOUN, "wrong_audience", title=settings.script.title, audiences=names)
    if settings.is_short and not any(step.essential for step in settings.script.steps):
        errors[FieldId.LENGTH] = plain(NOUN, "nothing_essential", title=settings.script.title)
    for name, person in ((FieldId.LEADER, settings.leader), (FieldId.CO_LEADER, settings.co_leader)):
        if person and not may_lead(turn.session, settings.plan, person):
            errors[name] = plain(THREADS, "unknown_leader")
    return errors


def begin(turn: Turn, settings: CoachingStart) -> tuple[CoachingRoom, list[str]]:
    """Open the conversation and queue its first messages. Returns the tips for the leader."""
    on = turn.today(settings.plan.time_zone)
    plan_facts = facts(turn.session, settings.plan, on)
    of_today = passes.items_of_today(turn.session, settings.plan.id, settings.script, on)
    begun = partial(
        start,
        settings.script,
        leader=settings.leader,
        audience=settings.audience,
        conditions=plan_facts.holds,
        items=(*items_of(plan_facts.plan, action_items=plan_facts.action_items), *chain(*of_today.values())),
        # No reply can be earlier than the beginning, even if the clocks differ.
        at="0",
        is_short=settings.is_short,
    )
    state, _ = begun()
    new = NewDialog(
        organization_id=settings.plan.organization_id,
        plan_id=settings.plan.id,
        channel=settings.channel,
        is_private=settings.is_private,
        title=settings.script.title,
        state=replace(state, co_leader=settings.co_leader),
        own_columns=coaching.script_columns(settings.script),
    )
    dialog = coaching.STORE.add(turn.session, new, at=turn.now, on=on)
    room = CoachingRoom(turn, settings.plan, dialog)
    state, effects = begun(left_out=memory.without_answered(room).left_out)
    room.change(replace(state, co_leader=settings.co_leader))
    with room.for_thread():
        applying.apply(room, effects)
    homes.show(turn, settings.plan.workspace_id, settings.leader, settings.co_leader)
    return room, [effect.tip.text for effect in effects if isinstance(effect, ShowTip)]
