"""`/plan milestone`: the page of a milestone's team for its weekly meeting, and the notes it writes down there."""

from dataclasses import dataclass
from difflib import get_close_matches

from bot import which_plan
from bot.messages import milestones as messages
from bot.messages.items.pointers import MilestonePointer
from bot.messages.milestones import NOUN, TeamPage
from bot.permissions import roles
from bot.permissions.guards import AccessRule, Whose
from bot.permissions.plan_rules import PlanName, find_plan
from bot.permissions.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Command, Submission
from bot.turns import CannotDoError, Turn
from conversations.highlight import DatedOutcome
from plans.item_progress import Day
from plans.outcomes import OutcomeKind
from prompts import plain
from storage.items import assignments, open_supports
from storage.items import progress as item_progress
from storage.models import MilestoneRow
from storage.plans import milestone_meetings, milestone_teams, milestones, plans
from storage.plans.milestone_teams import MilestoneTeam
from storage.plans.milestones import MilestoneName
from storage.plans.plans import PlanSummary
from storage.rollovers import reports
from storage.rounds import outcomes

NOTES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class MilestoneCode:
    """A milestone's code as it was typed, and the name of its plan."""

    code: str
    plan: PlanName

    @classmethod
    def typed(cls, command: Command, words: str) -> "MilestoneCode":
        code, name = which_plan.code_and_plan(words)
        if not code:
            raise CannotDoError(NOUN, "which")
        return cls(code.upper(), PlanName(name, command.channel))


@dataclass(frozen=True, slots=True)
class TeamMilestone:
    """A milestone, for somebody who may see its team's page."""

    milestone: MilestoneName
    plan: PlanSummary


def _of_team(turn: Turn, milestone: MilestoneName, plan: PlanSummary) -> TeamMilestone:
    is_member = milestone_teams.is_member(turn.session, turn.by.id, milestone.id)
    if not is_member and not roles.may(turn.session, turn.by, Permission.CHANGE_ANY_ITEM, plan):
        raise CannotDoError(NOUN, "not_team", organization=plan.organization)
    return TeamMilestone(milestone, plan)


def _pointed_at(turn: Turn, pointer: MilestonePointer) -> TeamMilestone:
    _ = turn.by
    milestone = milestones.find(turn.session, pointer.milestone_id)
    if milestone is None:
        raise StaleValueError
    return _of_team(turn, milestone, find_plan(turn, milestone.plan_id))


def _named(turn: Turn, typed: MilestoneCode) -> TeamMilestone:
    plan = which_plan.find(turn, typed.plan.name, typed.plan.channel)
    by_code = {code: id_ for id_, code, _title in plans.milestones(turn.session, plan.id)}
    if typed.code not in by_code:
        if not roles.may(turn.session, turn.by, Permission.SEE_STATUS, plan):
            raise CannotDoError(NOUN, "not_team", organization=plan.organization)
        close = get_close_matches(typed.code, by_code, n=1, cutoff=0.6)
        values = {"code": typed.code, "organization": plan.organization, "suggestion": close[0] if close else ""}
        raise CannotDoError(NOUN, "unknown", **values)
    return _of_team(turn, milestones.name_of(turn.session, by_code[typed.code]), plan)


TEAM_MILESTONE: AccessRule[MilestonePointer, TeamMilestone] = AccessRule(Whose.MILESTONE_TEAM, _pointed_at)
NAMED_MILESTONE: AccessRule[MilestoneCode, TeamMilestone] = AccessRule(Whose.MILESTONE_TEAM, _named)


def show(turn: Turn, _command: Command, _code: MilestoneCode, of: TeamMilestone) -> MessageContent:
    return messages.page(load(turn, of))


def open_page(turn: Turn, _click: Click, _pointer: MilestonePointer, of: TeamMilestone) -> Block:
    return messages.form(load(turn, of))


def load(turn: Turn, of: TeamMilestone) -> TeamPage:
    session, plan, today = turn.session, of.plan, turn.today(of.plan.time_zone)
    team, day = milestone_teams.load(session, of.milestone.id), Day(today, is_over=False)
    codes = {team.code, *(item.code for item in team.items)}
    lagging_items, lagging = (
        item_progress.lagging_items(session, plan.id, day),
        milestones.lagging(session, plan.id, day),
    )
    late = [*lagging.behind, *lagging_items.behind, *lagging.at_risk, *lagging_items.at_risk]
    return TeamPage(
        plan=plan,
        team=team,
        today=today,
        progress=milestones.progress_now(session, [team.id], today)[team.id],
        stuck=[item for item in late if item.code in codes],
        supports=[each for each in open_supports.open_on(session, plan.id, today) if each.code in codes],
        evidence=_evidence(turn, plan, team),
        rocks=milestone_meetings.rocks_of(session, team.id, today),
        notes=milestone_meetings.newest_notes(session, plan.id, team.id, NOTES_SHOWN),
        leads=assignments.leads(session, turn.by.id, team.id),
        before=reports.predecessors(session, MilestoneRow, [team.id]).get(team.id),
        may_set_channel=roles.may(session, turn.by, Permission.RUN_CHECK_INS, plan),
    )


def _evidence(turn: Turn, plan: PlanSummary, team: MilestoneTeam) -> list[DatedOutcome]:
    today = turn.today(plan.time_zone)
    return [
        DatedOutcome(outcome=outcome, verdict=outcome.verdict(today))
        for outcome in outcomes.of_plan(turn.session, plan.id, today)
        if outcome.kind is OutcomeKind.EARLY_EVIDENCE and outcome.code == team.strategy
    ]


def note_form(_turn: Turn, _click: Click, pointer: MilestonePointer, _of: TeamMilestone) -> Block:
    return messages.note_form(pointer)


def add_note(turn: Turn, form: Submission, _pointer: MilestonePointer, of: TeamMilestone) -> Ack:
    """The page, with the note, takes the form's place."""
    text = form.text(FieldId.TEXT)
    if not text:
        return ack.errors({FieldId.TEXT: plain(NOUN, "trouble_text")})
    milestone_meetings.add_note(turn.session, of.plan.id, of.milestone.id, text, turn.stamp(of.plan.time_zone))
    return ack.update(messages.form(load(turn, of)))


ROUTES: tuple[Route, ...] = (
    opener(ActionId.MILESTONE_OPEN, MilestonePointer.of, reads(TEAM_MILESTONE, open_page)),
    opener(ActionId.MILESTONE_NOTE, MilestonePointer.of, reads(TEAM_MILESTONE, note_form)),
    form(ViewId.MILESTONE_NOTE, MilestonePointer.of, writes(TEAM_MILESTONE, add_note)),
)
