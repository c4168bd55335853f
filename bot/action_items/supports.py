"""Turns of support: requested, provided or declined, and rated by the asker two rounds later."""

from bot import ack
from bot.ack import Ack
from bot.action_items import support_news
from bot.action_items.owners import BadOwnerError, member
from bot.action_items.rules import CHANGEABLE_ITEM, SUPPORT_TO_PROVIDE, SUPPORT_TO_RATE, SUPPORT_WITHOUT_PROVIDER
from bot.action_items.support_news import NOUN
from bot.blocks import Block
from bot.identifiers import ActionId, FieldId, ViewId
from bot.isolation import isolated
from bot.messages.items import supports as messages
from bot.messages.items.pointers import ItemPointer, SupportPointer
from bot.payloads import Click, Submission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.turns import CannotDoError, Turn, Turns
from prompts import plain
from storage.items import supports
from storage.items.item_changes import ItemDetails
from storage.items.supports import Need, Support, SupportState
from storage.models import PersonRow


class Supports:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def tick(self) -> None:
        """Ask whether support helped, once two rounds of the plan have opened since it was provided."""
        with self._turns.read() as turn:
            due = supports.rating_due(turn.session)
        for support_id in due:
            with isolated("support", support_id), self._turns.write() as turn:
                support_news.ask_rating(turn, support_id)


# ---------------------------------------------------------------- forms open


def given_form(turn: Turn, _click: Click, pointer: SupportPointer, support: Support) -> Block:
    _require_asked(support)
    return messages.given_form(support, turn.today(support.time_zone), str(pointer))


def decline_form(_turn: Turn, _click: Click, pointer: SupportPointer, support: Support) -> Block:
    _require_asked(support)
    return messages.decline_form(support, str(pointer))


def choose_form(_turn: Turn, _click: Click, pointer: SupportPointer, support: Support) -> Block:
    _require_without_provider(support)
    return messages.choose_form(support, str(pointer))


def rate_form(_turn: Turn, _click: Click, pointer: SupportPointer, support: Support) -> Block:
    _require_given(support)
    return messages.rate_form(support, str(pointer))


def _require_asked(support: Support) -> None:
    if support.state is not SupportState.ASKED:
        raise CannotDoError(NOUN, "trouble_gone")


def _require_without_provider(support: Support) -> None:
    waits = support.state is SupportState.ASKED and (support.provider_id is None or support.provider_left)
    if not waits and support.state is not SupportState.DECLINED:
        raise CannotDoError(NOUN, "trouble_gone")


def _require_given(support: Support) -> None:
    if support.state is not SupportState.PROVIDED:
        raise CannotDoError(NOUN, "trouble_gone")


# ---------------------------------------------------------------- forms are sent


def ask(turn: Turn, form: Submission, _pointer: ItemPointer, item: ItemDetails) -> Ack:
    try:
        provider = member(turn, form.text(FieldId.PROVIDER))
    except BadOwnerError as bad:
        return _bad_provider(bad)
    if errors := _needed_errors(turn, form, provider):
        return ack.errors(errors)
    need = Need(
        plan_id=item.plan_id,
        item_id=item.id,
        asker_id=turn.by.id,
        provider_id=provider.id,
        needed=form.text(FieldId.NEEDED),
        needed_by=form.day(FieldId.NEEDED_BY),
    )
    support_news.ask(turn, need)
    return {}


def _bad_provider(bad: BadOwnerError) -> Ack:
    return ack.errors({FieldId.PROVIDER: plain("action_items", bad.part, **bad.values)})


def _needed_errors(turn: Turn, form: Submission, provider: PersonRow) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not form.text(FieldId.NEEDED):
        errors[FieldId.NEEDED] = plain(NOUN, "trouble_no_text")
    if provider.id == turn.by.id:
        errors[FieldId.PROVIDER] = plain(NOUN, "trouble_yourself")
    needed_by = form.day(FieldId.NEEDED_BY)
    if needed_by is not None and needed_by < turn.today(turn.by.time_zone):
        errors[FieldId.NEEDED_BY] = plain("action_items", "trouble_date_past")
    return errors


def provide(turn: Turn, form: Submission, _pointer: SupportPointer, support: Support) -> Ack:
    _require_asked(support)
    provided, provided_on = form.text(FieldId.PROVIDED), form.day(FieldId.GIVEN_ON)
    today = turn.today(support.time_zone)
    if not provided:
        return ack.errors({FieldId.PROVIDED: plain(NOUN, "trouble_no_text")})
    if provided_on is not None and provided_on > today:
        return ack.errors({FieldId.GIVEN_ON: plain(NOUN, "trouble_given_later")})
    day, source = provided_on or today, turn.by.name
    supports.provide(turn.session, support.id, provided=provided, provided_on=day, source=source, at=turn.now)
    support_news.post_answer(turn, support.id)
    return {}


def decline(turn: Turn, form: Submission, _pointer: SupportPointer, support: Support) -> Ack:
    _require_asked(support)
    if not form.text(FieldId.REASON):
        return ack.errors({FieldId.REASON: plain(NOUN, "trouble_no_text")})
    supports.decline(turn.session, support.id, form.text(FieldId.REASON))
    support_news.post_answer(turn, support.id)
    return {}


def choose_provider(turn: Turn, form: Submission, _pointer: SupportPointer, support: Support) -> Ack:
    _require_without_provider(support)
    try:
        provider = member(turn, form.text(FieldId.PROVIDER))
    except BadOwnerError as bad:
        return _bad_provider(bad)
    if provider.id == support.asker_id:
        return ack.errors({FieldId.PROVIDER: plain(NOUN, "trouble_yourself")})
    supports.choose_provider(turn.session, support.id, provider.id)
    support_news.post_request(turn, support.id)
    return {}


def rate(turn: Turn, form: Submission, _pointer: SupportPointer, support: Support) -> Ack:
    _require_given(support)
    level = messages.level_name(form.text(FieldId.EFFECTIVE))
    supports.rate(turn.session, support.id, used=form.text(FieldId.USED), effective=level)
    support_news.show_rating(turn, support.id)
    return {}


ROUTES: tuple[Route, ...] = (
    form(ViewId.SUPPORT_ASK, ItemPointer.of, writes(CHANGEABLE_ITEM, ask)),
    opener(ActionId.SUPPORT_GIVEN, SupportPointer.of, reads(SUPPORT_TO_PROVIDE, given_form)),
    form(ViewId.SUPPORT_GIVEN, SupportPointer.of, writes(SUPPORT_TO_PROVIDE, provide)),
    opener(ActionId.SUPPORT_DECLINE, SupportPointer.of, reads(SUPPORT_TO_PROVIDE, decline_form)),
    form(ViewId.SUPPORT_DECLINE, SupportPointer.of, writes(SUPPORT_TO_PROVIDE, decline)),
    opener(ActionId.SUPPORT_CHOOSE, SupportPointer.of, reads(SUPPORT_WITHOUT_PROVIDER, choose_form)),
    form(ViewId.SUPPORT_CHOOSE, SupportPointer.of, writes(SUPPORT_WITHOUT_PROVIDER, choose_provider)),
    opener(ActionId.SUPPORT_RATE, SupportPointer.of, reads(SUPPORT_TO_RATE, rate_form)),
    form(ViewId.SUPPORT_RATE, SupportPointer.of, writes(SUPPORT_TO_RATE, rate)),
)
