"""Turns that add to published minutes, which never change: signatures and amendments."""

from bot.messages import minutes as messages
from bot.messages import minutes_forms, notices
from bot.messages.minutes_pointers import MinutesPointer
from bot.minutes import publishing, rules
from bot.minutes.rules import MinutesOfPlan
from bot.permissions import roles
from bot.permissions.guards import AccessRule, Whose
from bot.permissions.plan_rules import permitted
from bot.permissions.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, button, form, opener
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, RefusedError, Turn
from storage.delivery.outbox import OutboxMessage
from storage.rounds import minutes as store
from storage.rounds import signing


def _signable(turn: Turn, pointer: MinutesPointer) -> MinutesOfPlan:
    minutes = rules.find(turn, pointer)
    if not roles.is_leader_here(turn.session, turn.by, minutes.plan):
        raise RefusedError(
            "minutes", "not_leader_here", plan_id=minutes.plan.id, organization=minutes.plan.organization
        )
    return _published(minutes)


def _amendable(turn: Turn, pointer: MinutesPointer) -> MinutesOfPlan:
    minutes = rules.find(turn, pointer)
    permitted(turn, Permission.WRITE_MINUTES, minutes.plan)
    return _published(minutes)


def _published(minutes: MinutesOfPlan) -> MinutesOfPlan:
    if not minutes.stored.published:
        raise CannotDoError("minutes", "not_published")
    return minutes


SIGNABLE: AccessRule[MinutesPointer, MinutesOfPlan] = AccessRule(Whose.LEADER_HERE, _signable)
AMENDABLE: AccessRule[MinutesPointer, MinutesOfPlan] = AccessRule(Permission.WRITE_MINUTES, _amendable)


def sign(turn: Turn, click: Click, _pointer: MinutesPointer, minutes: MinutesOfPlan) -> None:
    stored, plan = minutes.stored, minutes.plan
    is_new = signing.sign(turn.session, stored.id, turn.by.id, turn.stamp(plan.time_zone))
    if is_new:
        publishing.reissue(turn, plan, store.get(turn.session, stored.id))
    notice = notices.sentence("minutes", "you_signed" if is_new else "signed_before", minutes=stored.minutes)
    key, reader = f"{click.key}:signed", turn.by.slack_id
    turn.put(OutboxMessage.ephemeral(plan.workspace_id, click.channel, key, notice.payload(), reader=reader))


def amend_form(_turn: Turn, _click: Click, pointer: MinutesPointer, minutes: MinutesOfPlan) -> Block:
    return minutes_forms.amend_form(pointer, minutes.stored.minutes)


def amend(turn: Turn, form: Submission, _pointer: MinutesPointer, minutes: MinutesOfPlan) -> Ack:
    stored, plan = minutes.stored, minutes.plan
    text, reason = form.text(FieldId.TEXT), form.text(FieldId.REASON)
    signing.amend(turn.session, stored.id, turn.by.id, turn.stamp(plan.time_zone), text=text, reason=reason)
    amended = store.get(turn.session, stored.id)
    place = publishing.reissue(turn, plan, amended)
    if place is not None:
        key = f"{publishing.announcement_key(stored.id)}:amendment:{len(amended.amendments)}"
        content = messages.amendment(amended.minutes, len(amended.amendments), amended.amendments[-1])
        announcement = publishing.announcement_key(stored.id)
        turn.put(OutboxMessage.post(plan.workspace_id, place, key, content.payload(), target_key=announcement))
    return {}


ROUTES: tuple[Route, ...] = (
    button(ActionId.MINUTES_SIGN, MinutesPointer.of, writes(SIGNABLE, sign)),
    opener(ActionId.MINUTES_AMEND, MinutesPointer.of, reads(AMENDABLE, amend_form)),
    form(ViewId.MINUTES_AMEND, MinutesPointer.of, writes(AMENDABLE, amend)),
)
