"""Asking back: whoever is asked for support wants to know something first, and the asker answers."""

from functools import partial

from bot.action_items import support_news
from bot.action_items.rules import OWN_SUPPORT, SUPPORT_TO_PROVIDE
from bot.action_items.support_news import NOUN
from bot.messages.items import support_forms as forms
from bot.messages.items import supports as messages
from bot.messages.items.pointers import SupportPointer
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, Turn
from prompts import plain
from storage.items import support_changes
from storage.items.support_values import Support, SupportState
from storage.models import PersonRow


def question_form(_turn: Turn, _click: Click, pointer: SupportPointer, support: Support) -> Block:
    _require_asked(support)
    return forms.question_form(support, str(pointer))


def ask_back(turn: Turn, sent: Submission, _pointer: SupportPointer, support: Support) -> Ack:
    """The asker reads the question, and so does the thread of the dialog that asked for the support."""
    _require_asked(support)
    words = sent.text(FieldId.TEXT)
    if not words:
        return _no_text()
    support = _note(turn, support, "asked_back", words)
    asker = turn.session.get_one(PersonRow, support.asker_id)
    key = f"support:{support.id}:question:{turn.by.id}:{turn.now.isoformat()}"
    support_news.send(turn, support, key, asker, partial(messages.question, who=turn.by.name, words=words))
    in_thread = partial(messages.question_in_thread, who=turn.by.name, words=words)
    support_news.post_in_thread(turn, support, f"question:{turn.by.id}:{turn.now.isoformat()}", in_thread)
    return {}


def reply_form(_turn: Turn, _click: Click, pointer: SupportPointer, support: Support) -> Block:
    _require_asked(support)
    return forms.reply_form(support, str(pointer))


def reply(turn: Turn, sent: Submission, _pointer: SupportPointer, support: Support) -> Ack:
    """All who were asked read the answer, with what they can press."""
    _require_asked(support)
    words = sent.text(FieldId.TEXT)
    if not words:
        return _no_text()
    support = _note(turn, support, "replied", words)
    asked = [support.provider_id, *(copy.person_id for copy in support.copies if copy.is_active)]
    for person_id in asked:
        if person_id is not None:
            person = turn.session.get_one(PersonRow, person_id)
            key = f"support:{support.id}:reply:{person_id}:{turn.now.isoformat()}"
            support_news.send(turn, support, key, person, partial(messages.reply, words=words))
    return {}


def _note(turn: Turn, support: Support, part: str, words: str) -> Support:
    """Keep it beside the need, where all who were asked read it."""
    line = plain(NOUN, part, who=turn.by.name, words=words)
    background = "\n".join(text for text in (support.background, line) if text)
    support_changes.set_background(turn.session, support.id, background)
    noted = support_news.read(turn, support.id)
    support_news.show(turn, noted)
    return noted


def _no_text() -> Ack:
    return ack.errors({FieldId.TEXT: plain(NOUN, "trouble_no_text")})


def _require_asked(support: Support) -> None:
    if support.state is not SupportState.ASKED:
        raise CannotDoError(NOUN, "trouble_gone")


ROUTES: tuple[Route, ...] = (
    opener(ActionId.SUPPORT_QUESTION, SupportPointer.of, reads(SUPPORT_TO_PROVIDE, question_form)),
    form(ViewId.SUPPORT_QUESTION, SupportPointer.of, writes(SUPPORT_TO_PROVIDE, ask_back)),
    opener(ActionId.SUPPORT_REPLY, SupportPointer.of, reads(OWN_SUPPORT, reply_form)),
    form(ViewId.SUPPORT_REPLY, SupportPointer.of, writes(OWN_SUPPORT, reply)),
)
