"""How far the setup of a plan has come, as its card shows it."""

from bot.check_ins import previews
from bot.messages import calendar as calendar_messages
from bot.messages import plan_setup as messages
from bot.messages.plan_setup import SetupFacts
from bot.permissions.roles import Role
from bot.turns import Turn
from conversations.plan_setup import SetupStep
from plans.school_calendar import Closing
from prompts import Safe
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.people import calendars, memberships, role_holders
from storage.plans import plans, setups
from storage.plans.plans import PlanSummary
from storage.plans.setups import PlanSetup

ROUNDS_LISTED = 4


def setup_of(turn: Turn, plan_id: int) -> PlanSetup:
    """A plan that was imported on the command line, or before there was such a setup, has been started."""
    return setups.find(turn.session, plan_id) or PlanSetup(plan_id, SetupStep.PREVIEW, turn.now)


def facts(turn: Turn, plan_id: int) -> SetupFacts:
    plan, setup = plans.summary(turn.session, plan_id), setup_of(turn, plan_id)
    step = SetupStep(setup.step)
    roles = plans.leads_named(turn.session, plan_id)
    holders = role_holders.by_key(turn.session, plan_id)
    leaders = memberships.granted_here(turn.session, plan.organization_id, {Role.LEADER})
    return SetupFacts(
        plan=plan,
        step=step,
        is_started=setup.is_started,
        roles=len(roles),
        nobody=[role for role in roles if role_holders.role_key(role) not in holders],
        leaders=[leader.name for leader in leaders],
        closings=len(closings_of_year(turn, plan)),
        rounds=_rounds(turn, plan) if step is SetupStep.PREVIEW else Safe(""),
    )


def _rounds(turn: Turn, plan: PlanSummary) -> Safe:
    return calendar_messages.text_of_rounds(plan, previews.preview(turn, plan)[:ROUNDS_LISTED])


def closings_of_year(turn: Turn, plan: PlanSummary) -> list[Closing]:
    """The organization's closed days in the plan's school year, its own and inherited ones."""
    calendar = calendars.of(turn.session, plan.organization_id)
    return [closing for closing in calendar.closings if plan.starts_on <= closing.first <= plan.ends_on]


# ---------------------------------------------------------------- the card


def post_card(turn: Turn, plan_id: int, key: str) -> None:
    """Send this person the card of the plan's setup."""
    content = messages.card(facts(turn, plan_id))
    person = turn.by
    turn.put(
        OutboxMessage.post(person.workspace_id, person.slack_id, f"{_prefix(turn, plan_id)}{key}", content.payload())
    )


def refresh_card(turn: Turn, plan_id: int) -> None:
    """Show in this person's newest card how far the setup is now."""
    newest = outbox.newest_post(turn.session, _prefix(turn, plan_id))
    if newest is not None:
        key, channel, _payload = newest
        content = messages.card(facts(turn, plan_id))
        turn.put(OutboxMessage.update(turn.by.workspace_id, channel, key, content.payload()))


def _prefix(turn: Turn, plan_id: int) -> str:
    return f"setup:{plan_id}:{turn.by.slack_id}:"
