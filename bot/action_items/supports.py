"""Turns of support: requested, provided or declined, and rated by the asker two rounds later."""

from bot import ack, button_values, roles
from bot.ack import Ack
from bot.action_items import moves, support_news
from bot.action_items.owners import BadOwnerError, member
from bot.action_items.support_news import NOUN
from bot.blocks import Block
from bot.identifiers import ActionId, FieldId, ViewId
from bot.isolation import isolated
from bot.messages.items import supports as messages
from bot.payloads import Click, Submission
from bot.roles import Permission
from bot.turns import CannotDoError, Turn, Turns
from prompts import plain
from storage.items import supports
from storage.items.supports import Need, Support, SupportState
from storage.models import PersonRow
from storage.plans import plans


class Supports:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    # -------------------------------------------------------- forms open

    def form(self, click: Click) -> Block:
        """Build a button's form. Raises CannotDoError for a request that was answered or is someone else's."""
        number = button_values.number(click.value)
        with self._turns.read(click.who) as turn:
            match click.action:
                case ActionId.SUPPORT_GIVEN:
                    support = _to_give(turn, number)
                    return messages.given_form(support, turn.today(support.time_zone), click.value)
                case ActionId.SUPPORT_DECLINE:
                    return messages.decline_form(_to_give(turn, number), click.value)
                case ActionId.SUPPORT_CHOOSE:
                    return messages.choose_form(_asked(turn, number), click.value)
            return messages.rate_form(_to_rate(turn, number), click.value)

    # -------------------------------------------------------- forms are sent

    def submit(self, form: Submission, view: str) -> Ack:
        """Apply the form. Return the ack: empty, or input errors."""
        take = {
            ViewId.SUPPORT_ASK: _ask,
            ViewId.SUPPORT_GIVEN: _give,
            ViewId.SUPPORT_DECLINE: _decline,
            ViewId.SUPPORT_CHOOSE: _choose,
            ViewId.SUPPORT_RATE: _rate,
        }[ViewId(view)]
        try:
            with self._turns.write(form.who, form.key) as turn:
                errors = take(turn, form, button_values.number(form.metadata))
                if errors:
                    turn.release_key()
        except BadOwnerError as bad:
            errors = {FieldId.PROVIDER: plain("action_items", bad.part, **bad.values)}
        return ack.errors(errors) if errors else {}

    # -------------------------------------------------------- by itself

    def tick(self) -> None:
        """Ask whether support helped, once two rounds of the plan have opened since it was provided."""
        with self._turns.read() as turn:
            due = supports.rating_due(turn.session)
        for support_id in due:
            with isolated("support", support_id), self._turns.write() as turn:
                support_news.ask_rating(turn, support_id)


# ---------------------------------------------------------------- what a form does


def _ask(turn: Turn, form: Submission, item_id: int) -> dict[str, str]:
    item = moves.find(turn, item_id)
    moves.require_mine(turn, item)
    provider = member(turn, form.text(FieldId.PROVIDER))
    if errors := _needed_errors(turn, form, provider):
        return errors
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


def _give(turn: Turn, form: Submission, support_id: int) -> dict[str, str]:
    support = _to_give(turn, support_id)
    provided, provided_on = form.text(FieldId.PROVIDED), form.day(FieldId.GIVEN_ON)
    today = turn.today(support.time_zone)
    if not provided:
        return {FieldId.PROVIDED: plain(NOUN, "trouble_no_text")}
    if provided_on is not None and provided_on > today:
        return {FieldId.GIVEN_ON: plain(NOUN, "trouble_given_later")}
    day, source = provided_on or today, turn.by.name
    supports.provide(turn.session, support_id, provided=provided, provided_on=day, source=source, at=turn.now)
    support_news.post_answer(turn, support_id)
    return {}


def _decline(turn: Turn, form: Submission, support_id: int) -> dict[str, str]:
    _to_give(turn, support_id)
    if not form.text(FieldId.REASON):
        return {FieldId.REASON: plain(NOUN, "trouble_no_text")}
    supports.decline(turn.session, support_id, form.text(FieldId.REASON))
    support_news.post_answer(turn, support_id)
    return {}


def _choose(turn: Turn, form: Submission, support_id: int) -> dict[str, str]:
    support = _asked(turn, support_id)
    provider = member(turn, form.text(FieldId.PROVIDER))
    if provider.id == support.asker_id:
        return {FieldId.PROVIDER: plain(NOUN, "trouble_yourself")}
    supports.choose_provider(turn.session, support_id, provider.id)
    support_news.post_request(turn, support_id)
    return {}


def _rate(turn: Turn, form: Submission, support_id: int) -> dict[str, str]:
    _to_rate(turn, support_id)
    level = messages.level_name(form.text(FieldId.EFFECTIVE))
    supports.rate(turn.session, support_id, used=form.text(FieldId.USED), effective=level)
    support_news.show_rating(turn, support_id)
    return {}


# ---------------------------------------------------------------- whose it is


def _to_give(turn: Turn, support_id: int) -> Support:
    support = support_news.find(turn, support_id)
    if support.provider_id != turn.by.id:
        raise CannotDoError(NOUN, "trouble_not_yours")
    if support.state is not SupportState.ASKED:
        raise CannotDoError(NOUN, "trouble_gone")
    return support


def _asked(turn: Turn, support_id: int) -> Support:
    """The asker's request without an active provider. If its provider left, people who may change any item may act."""
    support = support_news.find(turn, support_id)
    if support.asker_id != turn.by.id and not (support.provider_left and _may_help(turn, support)):
        raise CannotDoError(NOUN, "trouble_not_yours")
    waits = support.state is SupportState.ASKED and (support.provider_id is None or support.provider_left)
    if not waits and support.state is not SupportState.DECLINED:
        raise CannotDoError(NOUN, "trouble_gone")
    return support


def _may_help(turn: Turn, support: Support) -> bool:
    return roles.may(turn.session, turn.by, Permission.CHANGE_ANY_ITEM, plans.summary(turn.session, support.plan_id))


def _to_rate(turn: Turn, support_id: int) -> Support:
    support = support_news.find(turn, support_id)
    if support.asker_id != turn.by.id:
        raise CannotDoError(NOUN, "trouble_not_yours")
    if support.state is not SupportState.PROVIDED:
        raise CannotDoError(NOUN, "trouble_gone")
    return support
