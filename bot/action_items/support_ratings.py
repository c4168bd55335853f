"""Turns that rate support, and that ask for what was missing where it helped little."""

from bot.action_items import support_news
from bot.action_items.owners import BadOwnerError, member
from bot.action_items.rules import OWN_SUPPORT
from bot.action_items.supports import bad_provider, needed_errors
from bot.messages.items import support_forms as forms
from bot.messages.items.pointers import SupportPointer
from bot.messages.items.supports import NOUN
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, Turn
from storage.items import support_changes
from storage.items.support_changes import Need, Rating
from storage.items.support_values import WEAK, AsIntended, Effectiveness, Support, SupportState


def rate_form(_turn: Turn, _click: Click, pointer: SupportPointer, support: Support) -> Block:
    _require(support, SupportState.PROVIDED)
    return forms.rate_form(support, str(pointer))


def again_form(_turn: Turn, _click: Click, pointer: SupportPointer, support: Support) -> Block:
    _require_weak(support)
    return forms.again_form(support, str(pointer))


def rate(turn: Turn, form: Submission, pointer: SupportPointer, support: Support) -> Ack:
    """Where it helped little, the form goes on with what was missing."""
    _require(support, SupportState.PROVIDED)
    rating = Rating(
        used=form.text(FieldId.USED),
        as_intended=button_values.word(AsIntended, form.text(FieldId.AS_INTENDED)),
        effective=button_values.word(Effectiveness, form.text(FieldId.EFFECTIVE)),
        evidence=form.text(FieldId.EVIDENCE),
    )
    support_changes.rate(turn.session, support, rating, turn.stamp(support.time_zone))
    support_news.show_rating(turn, support.id)
    rated = support_news.read(turn, support.id)
    return ack.update(forms.again_form(rated, str(pointer))) if rating.effective in WEAK else {}


def ask_again(turn: Turn, form: Submission, _pointer: SupportPointer, support: Support) -> Ack:
    _require_weak(support)
    named = form.text(FieldId.PROVIDER)
    try:
        provider = member(turn, named) if named else None
    except BadOwnerError as bad:
        return bad_provider(bad)
    if errors := needed_errors(turn, form, provider):
        return ack.errors(errors)
    need = Need(
        plan_id=support.plan_id,
        item_id=support.item_id,
        topic_code="" if support.item_id else support.code,
        topic_text="" if support.item_id else support.text,
        asker_id=turn.by.id,
        provider_id=provider.id if provider else None,
        needed=form.text(FieldId.NEEDED),
        needed_by=form.day(FieldId.NEEDED_BY),
        follows_id=support.id,
    )
    support_news.ask(turn, need)
    support_news.show_rating(turn, support.id)
    return {}


def _require_weak(support: Support) -> None:
    _require(support, SupportState.RATED)
    if support.effective not in WEAK or support.was_asked_again:
        raise CannotDoError(NOUN, "trouble_gone")


def _require(support: Support, state: SupportState) -> None:
    if support.state is not state:
        raise CannotDoError(NOUN, "trouble_gone")


ROUTES: tuple[Route, ...] = (
    opener(ActionId.SUPPORT_RATE, SupportPointer.of, reads(OWN_SUPPORT, rate_form)),
    form(ViewId.SUPPORT_RATE, SupportPointer.of, writes(OWN_SUPPORT, rate)),
    opener(ActionId.SUPPORT_AGAIN, SupportPointer.of, reads(OWN_SUPPORT, again_form)),
    form(ViewId.SUPPORT_AGAIN, SupportPointer.of, writes(OWN_SUPPORT, ask_again)),
)
