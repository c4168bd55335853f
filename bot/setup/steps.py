"""The forms of a setup's steps. Each saves at once, and the next one opens in its place."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from bot import importing
from bot.messages import plan_setup as messages
from bot.messages.plan_setup import RoleChoice, SetupPointer
from bot.people import directory, revoking
from bot.permissions.plan_rules import in_plan
from bot.permissions.roles import Permission, Role
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.setup.facts import closings_of_year, post_card, refresh_card, setup_of
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import Turn
from conversations.plan_setup import SetupStep, after, further
from plans.dates.holidays import OFTEN_OPEN, usual_closings
from plans.role_suggestions import Colleague, suggest
from plans.school_calendar import Closing
from prompts import plain
from storage.people import calendars, memberships, organizations, people, role_changes, role_holders
from storage.people.role_changes import Author
from storage.plans import plans, setups
from storage.plans.plans import PlanSummary

SETUP_PLAN = in_plan(Permission.ASSIGN_ROLES)
LEADER_TITLES: Mapping[str, str] = MappingProxyType(
    {"school": "Principal", "district": "Superintendent", "state": "Commissioner"}
)


def open_step(turn: Turn, _click: Click, pointer: SetupPointer, plan: PlanSummary) -> Block:
    """The form of the button's step; a card from before shows the step that is next by now."""
    return _view(turn, pointer.setup_step, plan)


def _view(turn: Turn, step: SetupStep, plan: PlanSummary) -> Block:
    build = _FORMS.get(step)
    if build is None:
        raise StaleValueError
    return build(turn, plan)


def _go_on(turn: Turn, sent: Submission, pointer: SetupPointer) -> Ack:
    """Save how far the setup is, and open the next form if this was the next step."""
    before = setup_of(turn, pointer.plan_id)
    stored = SetupStep(before.step)
    reached = further(stored, after(pointer.setup_step))
    setups.begin(turn.session, pointer.plan_id, reached, started_at=before.started_at)
    setups.go_on(turn.session, pointer.plan_id, reached)
    if reached is SetupStep.PREVIEW and stored is not reached:
        post_card(turn, pointer.plan_id, sent.key)
        return {}
    refresh_card(turn, pointer.plan_id)
    if pointer.setup_step is not stored:
        return {}
    return ack.update(_view(turn, reached, plans.summary(turn.session, pointer.plan_id)))


def _colleagues(turn: Turn) -> list[Colleague]:
    members = people.full_members(turn.session, turn.by.workspace_id)
    return [Colleague(member.slack_id, member.name, member.title) for member in members]


# ---------------------------------------------------------------- who is who


def _who_form(turn: Turn, plan: PlanSummary) -> Block:
    holders, colleagues = role_holders.by_key(turn.session, plan.id), _colleagues(turn)
    choices = []
    for role in plans.leads_named(turn.session, plan.id):
        assigned = [person.slack_id for person in holders.get(role_holders.role_key(role), ()) if person.active]
        choices.append(RoleChoice(role, assigned or suggest(role, colleagues, plan.organization)))
    return messages.who_form(plan, choices)


def save_who(turn: Turn, sent: Submission, pointer: SetupPointer, plan: PlanSummary) -> Ack:
    roles = {messages.role_field(role): role for role in plans.leads_named(turn.session, plan.id)}
    chosen = {field: slack_ids for field, slack_ids in sent.chosen.items() if field in roles}
    members = {
        field: directory.members_only(turn.session, turn.by.workspace_id, slack_ids)
        for field, slack_ids in chosen.items()
    }
    wrong = [field for field, slack_ids in chosen.items() if len(members[field]) < len(slack_ids)]
    if wrong:
        return ack.errors({field: plain(messages.NOUN, "unknown_member") for field in wrong})
    author = Author(at=turn.now, person_id=turn.by.id)
    for field, holders in members.items():
        role_changes.assign(turn.session, plan.id, roles[field], [holder.id for holder in holders], author)
    return _go_on(turn, sent, pointer)


# ---------------------------------------------------------------- the channel and the leaders


def _channel_form(turn: Turn, plan: PlanSummary) -> Block:
    leaders = memberships.granted_here(turn.session, plan.organization_id, {Role.LEADER})
    title = LEADER_TITLES[organizations.level(turn.session, plan.organization_id)]
    suggested = suggest(title, _colleagues(turn), plan.organization)
    return messages.channel_form(plan, [leader.slack_id for leader in leaders] or suggested)


def save_channel(turn: Turn, sent: Submission, pointer: SetupPointer, plan: PlanSummary) -> Ack:
    chosen = sent.chosen.get(FieldId.LEADERS, ())
    leaders = directory.members_only(turn.session, turn.by.workspace_id, chosen)
    if len(leaders) < len(chosen):
        return ack.errors({FieldId.LEADERS: plain(messages.NOUN, "unknown_member")})
    if channel := sent.text(FieldId.CHANNEL):
        organizations.set_channel(turn.session, plan.organization_id, channel)
    _set_leaders(turn, plan.organization_id, {leader.id for leader in leaders})
    return _go_on(turn, sent, pointer)


def _set_leaders(turn: Turn, organization_id: int, leaders: set[int]) -> None:
    author, where = Author(at=turn.now, person_id=turn.by.id), organizations.get(turn.session, organization_id)
    for former in memberships.granted_here(turn.session, organization_id, {Role.LEADER}):
        if former.id not in leaders:
            revoking.revoke(turn.session, where, former, Role.LEADER, author)
    for leader_id in sorted(leaders):
        role_changes.grant(turn.session, organization_id, leader_id, Role.LEADER, author)


# ---------------------------------------------------------------- the calendar


def _holidays(plan: PlanSummary) -> list[tuple[str, Closing]]:
    spans = usual_closings(plan.starts_on, plan.ends_on)
    return [(key, Closing(first, last, messages.holiday_name(key))) for key, (first, last) in spans.items()]


def _is_own(closings: Sequence[Closing], holidays: Sequence[tuple[str, Closing]]) -> bool:
    """Whether somebody imported a calendar, which this form must not replace."""
    return not set(closings) <= {closing for _, closing in holidays}


def _calendar_form(turn: Turn, plan: PlanSummary) -> Block:
    closings, holidays = closings_of_year(turn, plan), _holidays(plan)
    if _is_own(closings, holidays):
        return messages.own_calendar_form(plan, len(closings))
    chosen = [key for key, closing in holidays if closing in closings]
    return messages.calendar_form(plan, holidays, chosen or [key for key, _ in holidays if key not in OFTEN_OPEN])


def save_calendar(turn: Turn, sent: Submission, pointer: SetupPointer, plan: PlanSummary) -> Ack:
    holidays, chosen = _holidays(plan), sent.chosen.get(FieldId.HOLIDAYS)
    if chosen is not None and not _is_own(closings_of_year(turn, plan), holidays):
        closings = [closing for key, closing in holidays if key in chosen]
        organization = organizations.get(turn.session, plan.organization_id)
        source = plain(messages.NOUN, "label_holidays")
        calendars.clear(turn.session, organization.id, plan.starts_on, plan.ends_on)
        importing.replace_calendar(turn, organization, closings, (), source)
    return _go_on(turn, sent, pointer)


# ---------------------------------------------------------------- the day and the hour


def _rhythm_form(_turn: Turn, plan: PlanSummary) -> Block:
    return messages.rhythm_form(plan)


def save_rhythm(turn: Turn, sent: Submission, pointer: SetupPointer, plan: PlanSummary) -> Ack:
    asks_on, asks_at = sent.text(FieldId.ASKS_ON), sent.text(FieldId.ASKS_AT)
    if not messages.is_rhythm(asks_on, asks_at):
        raise StaleValueError
    setups.set_rhythm(turn.session, plan.id, asks_on=asks_on, asks_at=asks_at)
    return _go_on(turn, sent, pointer)


_FORMS: Mapping[SetupStep, Callable[[Turn, PlanSummary], Block]] = MappingProxyType(
    {
        SetupStep.WHO: _who_form,
        SetupStep.CHANNEL: _channel_form,
        SetupStep.CALENDAR: _calendar_form,
        SetupStep.RHYTHM: _rhythm_form,
    }
)
ROUTES: tuple[Route, ...] = (
    opener(ActionId.SETUP_OPEN, SetupPointer.of, reads(SETUP_PLAN, open_step)),
    form(ViewId.SETUP_WHO, SetupPointer.of, writes(SETUP_PLAN, save_who)),
    form(ViewId.SETUP_CHANNEL, SetupPointer.of, writes(SETUP_PLAN, save_channel)),
    form(ViewId.SETUP_CALENDAR, SetupPointer.of, writes(SETUP_PLAN, save_calendar)),
    form(ViewId.SETUP_RHYTHM, SetupPointer.of, writes(SETUP_PLAN, save_rhythm)),
)
