"""Turns that record check-in answers. Each answer is one turn, committed before Slack gets its ack."""

from bot import days_off
from bot.check_ins import applying, request_messages, support_requests
from bot.late_forms import too_late
from bot.messages.check_ins import forms
from bot.messages.check_ins.pointers import NoNewsPointer, PagePointer, RequestPointer, TopicPointer
from bot.messages.items import causes
from bot.permissions import roles
from bot.permissions.guards import AccessRule, Whose
from bot.permissions.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, button, form, opener
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, RefusedError, Turn
from conversations.check_in import (
    CheckIn,
    ExplainBehind,
    Move,
    ReportAllOnTrack,
    ReportNoNews,
    ReportStatus,
    SettleDue,
    Topic,
    TurnPage,
)
from plans.item_events import Status
from storage.plans import plans
from storage.rounds import check_in_requests, check_ins
from storage.rounds.check_in_requests import RequestFacts

STATUS_OF = {
    ActionId.SAY_ON_TRACK: Status.ON_TRACK,
    ActionId.SAY_DONE: Status.DONE,
    ActionId.SAY_NOT_STARTED: Status.NOT_STARTED,
}


# ---------------------------------------------------------------- who may answer


def _admit(turn: Turn, pointer: RequestPointer) -> RequestFacts:
    request = check_in_requests.find_request(turn.session, pointer.request_id, for_change=turn.writes)
    if request is None:
        raise CannotDoError("check_in", "gone")
    if turn.by.id not in (request.person_id, request.stand_in_id) and not _may_answer_for(turn, request):
        raise RefusedError("check_in", "not_yours", plan_id=request.round.plan_id)
    return request


def _may_answer_for(turn: Turn, request: RequestFacts) -> bool:
    """Leaders may answer for anyone. In a team's channel, everyone with a role in the plan may answer."""
    plan = plans.summary(turn.session, request.round.plan_id)
    if request.channel is not None and roles.may(turn.session, turn.by, Permission.ANSWER_WITH_TEAM, plan):
        return True
    return roles.may(turn.session, turn.by, Permission.ANSWER_FOR, plan)


ANSWERABLE: AccessRule[RequestPointer, RequestFacts] = AccessRule(Whose.CHECK_IN, _admit)
"""The request a button belongs to."""


# ---------------------------------------------------------------- taps


def report_status(turn: Turn, click: Click, pointer: TopicPointer, request: RequestFacts) -> None:
    move = ReportStatus(
        topic=pointer.topic,
        status=STATUS_OF[ActionId(click.action)],
        by=turn.by.name,
        on=turn.today(request.time_zone),
        seen_revision=pointer.seen_revision,
    )
    applying.apply_move(turn, request, move)


def report_all_on_track(turn: Turn, _click: Click, _pointer: RequestPointer, request: RequestFacts) -> None:
    applying.apply_move(turn, request, ReportAllOnTrack(by=turn.by.name, on=turn.today(request.time_zone)))


def report_no_news(turn: Turn, _click: Click, pointer: NoNewsPointer, request: RequestFacts) -> None:
    applying.apply_move(
        turn, request, ReportNoNews(kind=pointer.kind, by=turn.by.name, on=turn.today(request.time_zone))
    )


def settle_due(turn: Turn, click: Click, pointer: TopicPointer, request: RequestFacts) -> None:
    """Whether the date that an earlier "behind" moved stands again."""
    move = SettleDue(
        topic=pointer.topic,
        restores=click.action == ActionId.RESTORE_DUE,
        by=turn.by.name,
        on=turn.today(request.time_zone),
        seen_revision=pointer.seen_revision,
    )
    applying.apply_move(turn, request, move)


def turn_page(turn: Turn, _click: Click, pointer: PagePointer, request: RequestFacts) -> None:
    applying.apply_move(turn, request, TurnPage(to=pointer.page))


# ---------------------------------------------------------------- forms that open


def behind_form(turn: Turn, _click: Click, pointer: TopicPointer, request: RequestFacts) -> Block:
    check_in = open_check_in(turn, request)
    topic = topic_of(check_in, pointer.topic)
    typed, support = check_in.typed.get((topic.key, Status.BEHIND)), support_requests.of_topic(turn, request, topic)
    return forms.behind_form(request_messages.about(request), topic, typed, str(pointer), support)


def open_check_in(turn: Turn, request: RequestFacts) -> CheckIn:
    """The check-in of a request that still takes answers. Raises CannotDoError after it has closed."""
    check_in = check_ins.load(turn.session, request)
    if not check_in.is_open:
        raise CannotDoError("check_in", "trouble_closed", closes_on=request_messages.closes_on(request))
    return check_in


def topic_of(check_in: CheckIn, key: str) -> Topic:
    """Raises CannotDoError for a topic that the request does not ask about."""
    topic = check_in.topic(key)
    if topic is None:
        raise CannotDoError("check_in", "trouble_unknown_topic")
    return topic


# ---------------------------------------------------------------- forms that come back


def behind(turn: Turn, form: Submission, pointer: TopicPointer, request: RequestFacts) -> Ack:
    today = turn.today(request.time_zone)
    if errors := support_requests.errors(turn, form, request, today):
        return ack.errors(errors)
    move = ExplainBehind(
        topic=pointer.topic,
        by=turn.by.name,
        on=today,
        cause=form.text(FieldId.CAUSE),
        is_ours=causes.is_ours(form.text(FieldId.OURS)),
        cause_category=causes.category(form.text(FieldId.CAUSE_CATEGORY)),
        recovery=form.text(FieldId.RECOVERY),
        recovery_by=form.day(FieldId.RECOVERY_BY),
        new_due=form.day(FieldId.NEW_DUE),
        new_due_reason=form.text(FieldId.NEW_DUE_REASON),
        support=form.text(FieldId.SUPPORT),
        support_from=form.text(FieldId.SUPPORT_FROM),
        support_by=form.day(FieldId.SUPPORT_BY),
        seen_revision=pointer.seen_revision,
    )
    if refusal := submit(turn, form, request, move):
        return refusal
    if move.is_ours is False and not move.support:
        return ack.update(_owner_form(turn, pointer, request, move))
    return days_off.saved(turn.session, request.organization_id, move.new_due, move.recovery_by)


def _owner_form(turn: Turn, pointer: TopicPointer, request: RequestFacts, move: ExplainBehind) -> Block:
    """The cause is someone else's to act on and nobody has been asked: ask whoever owns it."""
    topic = topic_of(check_ins.load(turn.session, request), pointer.topic)
    day_off = days_off.first(turn.session, request.organization_id, move.new_due, move.recovery_by)
    return forms.owner_form(topic, move.cause, str(pointer), day_off=day_off)


def ask_owner(turn: Turn, form: Submission, pointer: TopicPointer, request: RequestFacts) -> Ack:
    """Add the need to the answer that the form before has recorded, which asks for it."""
    today = turn.today(request.time_zone)
    if errors := support_requests.errors(turn, form, request, today):
        return ack.errors(errors)
    before = open_check_in(turn, request).answers.get(pointer.topic)
    if before is None or before.status is not Status.BEHIND:
        raise CannotDoError("check_in", "trouble_answered_meanwhile")
    move = ExplainBehind(
        topic=pointer.topic,
        by=turn.by.name,
        on=today,
        cause=before.cause,
        is_ours=before.is_ours,
        cause_category=before.cause_category,
        recovery=before.recovery,
        recovery_by=before.recovery_by,
        new_due=before.new_due,
        new_due_reason=before.new_due_reason,
        support=form.text(FieldId.SUPPORT),
        support_from=form.text(FieldId.SUPPORT_FROM),
        support_by=form.day(FieldId.SUPPORT_BY),
        seen_revision=before.revision,
    )
    return submit(turn, form, request, move)


def submit(turn: Turn, form: Submission, request: RequestFacts, move: Move) -> Ack:
    """Apply the form's move. After closing, the ack shows what was typed."""
    rejections = applying.apply_move(turn, request, move)
    if not rejections:
        return {}
    errors = forms.form_errors(rejections)
    if errors:
        return ack.errors(errors)
    turn.release_key()
    typed = [text for text in form.values.values() if text]
    part = f"trouble_{rejections[0].code}"
    return too_late(turn, "check_in", part, typed, closes_on=request_messages.closes_on(request))


ROUTES: tuple[Route, ...] = (
    button(ActionId.SAY_ON_TRACK, TopicPointer.of, writes(ANSWERABLE, report_status)),
    button(ActionId.SAY_DONE, TopicPointer.of, writes(ANSWERABLE, report_status)),
    button(ActionId.SAY_NOT_STARTED, TopicPointer.of, writes(ANSWERABLE, report_status)),
    button(ActionId.SAY_NO_NEWS, NoNewsPointer.of, writes(ANSWERABLE, report_no_news)),
    button(ActionId.RESTORE_DUE, TopicPointer.of, writes(ANSWERABLE, settle_due)),
    button(ActionId.KEEP_DUE, TopicPointer.of, writes(ANSWERABLE, settle_due)),
    button(ActionId.SAY_ALL_ON_TRACK, RequestPointer.of, writes(ANSWERABLE, report_all_on_track)),
    button(ActionId.PAGE_BACK, PagePointer.of, writes(ANSWERABLE, turn_page)),
    button(ActionId.PAGE_NEXT, PagePointer.of, writes(ANSWERABLE, turn_page)),
    opener(ActionId.OPEN_BEHIND, TopicPointer.of, reads(ANSWERABLE, behind_form)),
    form(ViewId.BEHIND, TopicPointer.of, writes(ANSWERABLE, behind)),
    form(ViewId.CAUSE_OWNER, TopicPointer.of, writes(ANSWERABLE, ask_owner)),
)
