"""Turns of support: requested, promised, passed on, provided or declined, and rated by the asker two rounds later."""

from collections.abc import Sequence
from dataclasses import replace

from bot import days_off
from bot.action_items import support_items, support_news, support_routing
from bot.action_items.owners import BadOwnerError, member
from bot.action_items.rules import (
    CHANGEABLE_ITEM,
    CHANGEABLE_MILESTONE,
    OWN_SUPPORT,
    SUPPORT_TO_PROVIDE,
    SUPPORT_WITHOUT_PROVIDER,
)
from bot.action_items.support_news import NOUN
from bot.isolation import isolated
from bot.messages.items import support_forms as forms
from bot.messages.items import supports as messages
from bot.messages.items.pointers import ItemPointer, MilestonePointer, SupportPointer
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, button, form, opener
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, Turn, Turns
from conversations.action_items import due_rejection
from prompts import plain
from storage.items import support_changes, supports
from storage.items.item_changes import ItemDetails
from storage.items.support_changes import Help, Need, Provider
from storage.items.support_values import Support, SupportState
from storage.models import PersonRow
from storage.plans.milestones import MilestoneName


class Supports:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def tick(self) -> None:
        """Hand requests without a provider to a leader, and ask whether support helped.

        A request has no provider if it was made before every request was asked of someone, or while its plan and the
        organizations above it had no leader. The rating is asked once two rounds have opened since it was provided.
        """
        with self._turns.read() as turn:
            vacant = supports.without_provider(turn.session)
            due = supports.rating_due(turn.session)
        for plan_id, support_ids in vacant.items():
            with isolated("support of plan", plan_id), self._turns.write() as turn:
                _hand_to_leader(turn, plan_id, support_ids)
        for support_id in due:
            with isolated("support", support_id), self._turns.write() as turn:
                support_news.ask_rating(turn, support_id)


def _hand_to_leader(turn: Turn, plan_id: int, support_ids: Sequence[int]) -> None:
    for support_id in support_ids:
        support = supports.get(turn.session, support_id, for_change=True)
        if support is None or support.provider_id is not None or support.state is not SupportState.ASKED:
            continue
        provider = support_routing.leaders(turn, plan_id, support.asker_id)
        if provider is not None:
            step = support_changes.ask(turn.session, support, provider, turn.stamp(support.time_zone))
            support_news.move(turn, support, step)


# ---------------------------------------------------------------- forms open


def ask_form(_turn: Turn, _click: Click, pointer: ItemPointer, item: ItemDetails) -> Block:
    return forms.ask_form(item, str(pointer))


def ask_for_milestone_form(_turn: Turn, _click: Click, pointer: MilestonePointer, milestone: MilestoneName) -> Block:
    return forms.ask_for_milestone_form(milestone, str(pointer))


def offer_form(_turn: Turn, _click: Click, pointer: SupportPointer, support: Support) -> Block:
    _require_asked(support)
    return forms.offer_form(support, str(pointer))


def given_form(turn: Turn, _click: Click, pointer: SupportPointer, support: Support) -> Block:
    _require_expected(support)
    return forms.given_form(support, turn.today(support.time_zone), str(pointer))


def decline_form(_turn: Turn, _click: Click, pointer: SupportPointer, support: Support) -> Block:
    _require_expected(support)
    return forms.decline_form(support, str(pointer))


def choose_form(_turn: Turn, _click: Click, pointer: SupportPointer, support: Support) -> Block:
    _require_without_provider(support)
    return forms.choose_form(support, str(pointer))


def _require_asked(support: Support) -> None:
    if support.state is not SupportState.ASKED:
        raise CannotDoError(NOUN, "trouble_gone")


def _require_expected(support: Support) -> None:
    """Asked for or promised, and not provided yet."""
    if support.state not in (SupportState.ASKED, SupportState.OFFERED):
        raise CannotDoError(NOUN, "trouble_gone")


def _require_without_provider(support: Support) -> None:
    if not messages.needs_provider(support):
        raise CannotDoError(NOUN, "trouble_gone")


# ---------------------------------------------------------------- forms are sent


def ask(turn: Turn, form: Submission, _pointer: ItemPointer, item: ItemDetails) -> Ack:
    return _ask(turn, form, Need(plan_id=item.plan_id, item_id=item.id, asker_id=turn.by.id, needed=""))


def ask_for_milestone(turn: Turn, form: Submission, _pointer: MilestonePointer, milestone: MilestoneName) -> Ack:
    need = Need(
        plan_id=milestone.plan_id,
        item_id=None,
        topic_code=milestone.code,
        topic_text=milestone.title,
        asker_id=turn.by.id,
        needed="",
    )
    return _ask(turn, form, need)


def _ask(turn: Turn, form: Submission, blank: Need) -> Ack:
    """Complete the need with what the form says, and ask for it."""
    named = form.text(FieldId.PROVIDER)
    try:
        provider = member(turn, named) if named else None
    except BadOwnerError as bad:
        return bad_provider(bad)
    if errors := needed_errors(turn, form, provider):
        return ack.errors(errors)
    need = replace(
        blank,
        provider_id=provider.id if provider else None,
        needed=form.text(FieldId.NEEDED),
        needed_by=form.day(FieldId.NEEDED_BY),
    )
    support_news.ask(turn, need)
    return {}


def bad_provider(bad: BadOwnerError) -> Ack:
    return ack.errors({FieldId.PROVIDER: plain("action_items", bad.part, **bad.values)})


def needed_errors(turn: Turn, form: Submission, provider: PersonRow | None) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not form.text(FieldId.NEEDED):
        errors[FieldId.NEEDED] = plain(NOUN, "trouble_no_text")
    if provider is not None and provider.id == turn.by.id:
        errors[FieldId.PROVIDER] = plain(NOUN, "trouble_yourself")
    needed_by = form.day(FieldId.NEEDED_BY)
    if needed_by is not None and needed_by < turn.today(turn.by.time_zone):
        errors[FieldId.NEEDED_BY] = plain("action_items", "trouble_date_past")
    return errors


def offer(turn: Turn, form: Submission, _pointer: SupportPointer, support: Support) -> Ack:
    _require_asked(support)
    promised_for, today = form.day(FieldId.PROMISED_FOR), turn.today(support.time_zone)
    rejection = due_rejection(promised_for, today) if promised_for else None
    if promised_for is None or rejection is not None:
        return ack.errors({FieldId.PROMISED_FOR: plain("action_items", f"trouble_{rejection or 'date_past'}")})
    support = support_news.answered_by_me(turn, support)
    step = support_changes.offer(turn.session, support, promised_for, turn.stamp(support.time_zone))
    support_items.create(turn, support, promised_for, turn.by)
    support_news.report(turn, support.id, step)
    return days_off.saved(turn.session, support.organization_id, promised_for)


def pass_on(turn: Turn, _click: Click, _pointer: SupportPointer, support: Support) -> None:
    """To the leaders of the district."""
    _require_asked(support)
    if not support.can_pass:
        raise CannotDoError(NOUN, "trouble_gone")
    provider = support_routing.leaders_above(turn, support)
    support = support_news.answered_by_me(turn, support)
    step = support_changes.pass_on(turn.session, support, provider, turn.stamp(support.time_zone))
    support_news.move(turn, support, step)


def provide(turn: Turn, form: Submission, _pointer: SupportPointer, support: Support) -> Ack:
    _require_expected(support)
    provided, provided_on = form.text(FieldId.PROVIDED), form.day(FieldId.GIVEN_ON)
    today = turn.today(support.time_zone)
    if not provided:
        return ack.errors({FieldId.PROVIDED: plain(NOUN, "trouble_no_text")})
    if provided_on is not None and provided_on > today:
        return ack.errors({FieldId.GIVEN_ON: plain(NOUN, "trouble_given_later")})
    support = support_news.answered_by_me(turn, support)
    given = Help(provided=provided, provided_on=provided_on or today, source=support.source_organization)
    step = support_changes.provide(turn.session, support, given, turn.stamp(support.time_zone))
    support_items.close(turn, support, given)
    support_news.report(turn, support.id, step)
    return {}


def decline(turn: Turn, form: Submission, _pointer: SupportPointer, support: Support) -> Ack:
    _require_expected(support)
    reason = form.text(FieldId.REASON)
    if not reason:
        return ack.errors({FieldId.REASON: plain(NOUN, "trouble_no_text")})
    support = support_news.answered_by_me(turn, support)
    step = support_changes.decline(turn.session, support, reason, turn.stamp(support.time_zone))
    support_items.cancel(turn, support, reason)
    support_news.report(turn, support.id, step)
    return {}


def withdraw(turn: Turn, _click: Click, _pointer: SupportPointer, support: Support) -> None:
    if not support.is_open:
        raise CannotDoError(NOUN, "trouble_gone")
    support_items.withdraw(turn, support)


def choose_provider(turn: Turn, form: Submission, _pointer: SupportPointer, support: Support) -> Ack:
    _require_without_provider(support)
    try:
        provider = member(turn, form.text(FieldId.PROVIDER))
    except BadOwnerError as bad:
        return bad_provider(bad)
    if provider.id == support.asker_id:
        return ack.errors({FieldId.PROVIDER: plain(NOUN, "trouble_yourself")})
    support_items.ask_other(turn, support, Provider(person_id=provider.id))
    return {}


ROUTES: tuple[Route, ...] = (
    opener(ActionId.SUPPORT_ASK, ItemPointer.of, reads(CHANGEABLE_ITEM, ask_form)),
    form(ViewId.SUPPORT_ASK, ItemPointer.of, writes(CHANGEABLE_ITEM, ask)),
    opener(ActionId.SUPPORT_ASK_MILESTONE, MilestonePointer.of, reads(CHANGEABLE_MILESTONE, ask_for_milestone_form)),
    form(ViewId.SUPPORT_ASK_MILESTONE, MilestonePointer.of, writes(CHANGEABLE_MILESTONE, ask_for_milestone)),
    opener(ActionId.SUPPORT_OFFER, SupportPointer.of, reads(SUPPORT_TO_PROVIDE, offer_form)),
    form(ViewId.SUPPORT_OFFER, SupportPointer.of, writes(SUPPORT_TO_PROVIDE, offer)),
    button(ActionId.SUPPORT_PASS, SupportPointer.of, writes(SUPPORT_TO_PROVIDE, pass_on)),
    button(ActionId.SUPPORT_WITHDRAW, SupportPointer.of, writes(OWN_SUPPORT, withdraw)),
    opener(ActionId.SUPPORT_GIVEN, SupportPointer.of, reads(SUPPORT_TO_PROVIDE, given_form)),
    form(ViewId.SUPPORT_GIVEN, SupportPointer.of, writes(SUPPORT_TO_PROVIDE, provide)),
    opener(ActionId.SUPPORT_DECLINE, SupportPointer.of, reads(SUPPORT_TO_PROVIDE, decline_form)),
    form(ViewId.SUPPORT_DECLINE, SupportPointer.of, writes(SUPPORT_TO_PROVIDE, decline)),
    opener(ActionId.SUPPORT_CHOOSE, SupportPointer.of, reads(SUPPORT_WITHOUT_PROVIDER, choose_form)),
    form(ViewId.SUPPORT_CHOOSE, SupportPointer.of, writes(SUPPORT_WITHOUT_PROVIDER, choose_provider)),
)
