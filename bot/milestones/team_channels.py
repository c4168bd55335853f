"""The channel in which a milestone's team answers its check-ins together, chosen on the team's page."""

from bot.desk import Desk
from bot.messages import milestones as messages
from bot.messages import notices
from bot.messages.items.pointers import MilestonePointer
from bot.messages.milestones import NOUN
from bot.milestones.pages import TeamMilestone
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import find_plan, permitted
from bot.permissions.roles import Permission
from bot.routing.guarded import opens_turns, reads
from bot.routing.route import Route, form, opener
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.threads import channels
from bot.turns import Turn
from prompts import plain
from storage.plans import leads, milestone_teams, milestones

ONE_PERSON = "DUW"
"""What the ids of people and of their direct messages begin with. A form that was sent by hand may carry one."""


def _pointed_at(turn: Turn, pointer: MilestonePointer) -> TeamMilestone:
    _ = turn.by
    milestone = milestones.find(turn.session, pointer.milestone_id)
    if milestone is None:
        raise StaleValueError
    plan = permitted(turn, Permission.RUN_CHECK_INS, find_plan(turn, milestone.plan_id))
    return TeamMilestone(milestone, plan)


CHECKED_MILESTONE: AccessRule[MilestonePointer, TeamMilestone] = AccessRule(Permission.RUN_CHECK_INS, _pointed_at)
"""A milestone, for those who run the check-ins that ask about it."""


def channel_form(turn: Turn, _click: Click, _pointer: MilestonePointer, of: TeamMilestone) -> Block:
    return messages.channel_form(milestone_teams.load(turn.session, of.milestone.id))


def set_channel(desk: Desk, form: Submission, pointer: MilestonePointer, of: TeamMilestone) -> Ack:
    """Set the channel, or clear it, and say what that means from the next check-in on."""
    channel = form.text(FieldId.CHANNEL) if _is_together(form) else ""
    if _is_together(form) and (trouble := _trouble(desk, channel, form.who.user)):
        return ack.errors({FieldId.CHANNEL: trouble})
    is_missing = bool(channel) and not channels.bot_is_member(desk.client, channel)
    with desk.turns.write(form.who, form.key) as turn:
        CHECKED_MILESTONE.admit(turn, pointer)
        leads.set_channel(turn.session, of.plan.id, of.milestone.code, channel or None)
    return ack.update(notices.form(messages.channel_set(of.milestone, channel, is_missing=is_missing)))


def _is_together(form: Submission) -> bool:
    choice = form.text(FieldId.TOGETHER)
    if choice not in messages.WAYS_TO_ANSWER:
        raise StaleValueError
    return choice == messages.TOGETHER


def _trouble(desk: Desk, channel: str, person: str) -> str:
    """Why the team can't answer there, else "". Slack's picker offers public channels and the person's own ones."""
    if not channel:
        return plain(NOUN, "trouble_channel")
    why = channels.why_not(desk.client, channel, person)
    is_closed = why == "not_your_channel" and channels.is_private(desk.client, channel)
    return plain("threads", "not_your_channel_plain") if is_closed or channel[0] in ONE_PERSON else ""


ROUTES: tuple[Route, ...] = (
    opener(ActionId.MILESTONE_CHANNEL, MilestonePointer.of, reads(CHECKED_MILESTONE, channel_form)),
    form(ViewId.MILESTONE_CHANNEL, MilestonePointer.of, opens_turns(CHECKED_MILESTONE, set_channel)),
)
