"""`/plan share`: who above a school may read its names and words. Its leaders give that leave and take it back."""

from dataclasses import dataclass

from bot import as_of
from bot.messages import sharing as messages
from bot.messages.sharing import NOUN, PlanSharing, SharingPlace, SharingPointer
from bot.permissions import roles
from bot.permissions.guards import AccessRule, Whose
from bot.permissions.plan_rules import PlanName, find_plan, in_plan_named
from bot.permissions.roles import Permission, Role
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, button
from bot.routing.subcommand import Subcommand
from bot.slack.blocks import MessageContent
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import ActionId
from bot.slack.payloads import Click, Command
from bot.turns import RefusedError, Turn
from storage.delivery.outbox import OutboxMessage
from storage.people import memberships, organizations, sharing
from storage.plans.plans import PlanSummary


@dataclass(frozen=True, slots=True)
class SharingQuestion(PlanName):
    as_of: str = ""

    @classmethod
    def typed(cls, command: Command, words: str) -> "SharingQuestion":
        name, day = as_of.split(words)
        return cls(name, command.channel, day)


def show(turn: Turn, _command: Command, question: SharingQuestion, plan: PlanSummary) -> MessageContent:
    """Both sides may ask. On a past day nothing can be decided."""
    day = as_of.day(question.as_of, turn, plan)
    decides = not day.is_over and roles.is_leader_here(turn.session, turn.by, plan)
    leaves = sharing.leaves(turn.session, plan.organization_id, day.on if day.is_over else None)
    above = organizations.lineage(turn.session, plan.organization_id)[1:]
    places = [
        SharingPlace(id=id_, name=organizations.get(turn.session, id_).name, leave=leaves.get(id_)) for id_ in above
    ]
    working = [person.name for person in roles.working_from_above(turn.session, plan)]
    return messages.message(PlanSharing(plan=plan, places=places, working=working), decides=decides)


def _decidable(turn: Turn, pointer: SharingPointer) -> PlanSummary:
    plan = find_plan(turn, pointer.plan_id)
    if not roles.is_leader_here(turn.session, turn.by, plan):
        raise RefusedError(NOUN, "not_leader_here", plan_id=plan.id, organization=plan.organization)
    if pointer.organization_id not in organizations.lineage(turn.session, plan.organization_id)[1:]:
        raise StaleValueError
    return plan


DECIDABLE: AccessRule[SharingPointer, PlanSummary] = AccessRule(Whose.LEADER_HERE, _decidable)


def give(turn: Turn, click: Click, pointer: SharingPointer, plan: PlanSummary) -> None:
    _decide(turn, click, pointer, plan, gives=True)


def withdraw(turn: Turn, click: Click, pointer: SharingPointer, plan: PlanSummary) -> None:
    _decide(turn, click, pointer, plan, gives=False)


def _decide(turn: Turn, click: Click, pointer: SharingPointer, plan: PlanSummary, *, gives: bool) -> None:
    """The school's other leaders hear of it, once: also whoever gave the leave that is withdrawn."""
    place, stamp = organizations.get(turn.session, pointer.organization_id).name, turn.stamp(plan.time_zone)
    is_new = sharing.record(turn.session, plan.organization_id, pointer.organization_id, stamp, gives=gives)
    answer = messages.decided(plan, place, gives=gives).payload()
    turn.put(OutboxMessage.post(plan.workspace_id, turn.by.slack_id, f"{click.key}:sharing", answer))
    if not is_new:
        return
    notice = messages.decided_by_other(plan, place, turn.by.name, gives=gives).payload()
    for leader in memberships.granted_here(turn.session, plan.organization_id, {Role.LEADER}):
        if leader.id != turn.by.id:
            key = f"{click.key}:sharing:{leader.slack_id}"
            post = OutboxMessage.post(plan.workspace_id, leader.slack_id, key, notice)
            turn.put(post.unrequested(zone=leader.time_zone, organization_id=plan.organization_id))


SHARE = Subcommand(SharingQuestion.typed, reads(in_plan_named(Permission.SEE_COUNTS), show))
ROUTES: tuple[Route, ...] = (
    button(ActionId.SHARING_GIVE, SharingPointer.of, writes(DECIDABLE, give)),
    button(ActionId.SHARING_STOP, SharingPointer.of, writes(DECIDABLE, withdraw)),
)
