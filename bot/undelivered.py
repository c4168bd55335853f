"""Messages that can never be sent: notices to the people who asked for them, and moving them elsewhere."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.desk import Desk
from bot.messages import undelivered as messages
from bot.messages.undelivered import MessagePointer, MovePointer
from bot.minutes import publishing
from bot.permissions.guards import AccessRule, Whose
from bot.routing.guarded import opens_turns, reads
from bot.routing.route import Route, form, opener
from bot.sending.refusals import NO_PLACE, NOBODY
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.threads import channels
from bot.turns import CannotDoError, RefusedError, Turn
from prompts import plain
from storage.delivery import outbox, undelivered
from storage.delivery.claims import Claimed
from storage.delivery.outbox import MessageKind, OutboxMessage
from storage.delivery.undelivered import Undelivered
from storage.dialogs import threads

NOTICES = "undelivered:"
"""How the keys of these notices begin."""


def _requested(turn: Turn, pointer: MessagePointer) -> Undelivered:
    """Raises CannotDoError for a message that was moved already too."""
    by, message = turn.by, undelivered.find(turn.session, pointer.message_id)
    if message is None:
        raise CannotDoError("undelivered", "moved_already")
    if (message.workspace_id, message.requested_by) != (by.workspace_id, by.slack_id):
        raise RefusedError("undelivered", "not_yours")
    publishing.require_writer(turn, message.key)
    return message


REQUESTED: AccessRule[MessagePointer, Undelivered] = AccessRule(Whose.ADDRESSEE, _requested)
"""The message that a notice is about, for whoever asked for it."""


def move_form(_turn: Turn, click: Click, pointer: MessagePointer, _message: Undelivered) -> Block:
    return messages.form(MovePointer(pointer.message_id, click.ts))


def move(desk: Desk, form: Submission, pointer: MovePointer, _message: Undelivered) -> Ack:
    """Post it in the chosen channel, if both the bot and the sender are in it."""
    place = form.text(FieldId.CHANNEL)
    if why := channels.why_not(desk.client, place, form.who.user):
        return ack.errors({FieldId.CHANNEL: plain("threads", f"{why}_plain")})
    is_private = channels.is_private(desk.client, place)
    with desk.turns.write(form.who, form.key) as turn:
        _move(turn, pointer, place, is_private=is_private)
    return {}


def _move(turn: Turn, pointer: MovePointer, place: str, *, is_private: bool) -> None:
    # Looked up again: while Slack was asked, a second form may have moved it.
    message = REQUESTED.admit(turn, pointer)
    notice_key = undelivered.key_at(turn.session, NOTICES, turn.by.slack_id, pointer.notice_ts)
    if not publishing.publish_in(turn, message.key, place):
        undelivered.send_to(turn.session, message, place, turn.now)
        threads.move(turn.session, message.key, place, is_private=is_private)
    if notice_key is not None:
        content = {**messages.moved(place).payload(), "blocks": []}
        update = OutboxMessage.update(
            message.workspace_id, turn.by.slack_id, notice_key, content, key=f"{notice_key}:moved"
        )
        turn.put(update)


# ---------------------------------------------------------------- when it fails


def report(session: Session, message: Claimed, code: str, now: datetime) -> None:
    """Tell the requester why it failed and what to do. A missing file is reported in its conversation."""
    is_about_place = code in NO_PLACE | NOBODY
    if message.kind is MessageKind.UPLOAD and not is_about_place:
        target = message.target_channel or message.channel
        post = _post(message, "missing", target, messages.missing_file(message, code).payload())
        outbox.put(session, replace(post, target_key=undelivered.target_of(session, message.id)), now)
    elif message.requested_by is not None and message.kind in (MessageKind.POST, MessageKind.UPLOAD):
        _notify_asker(session, message, message.requested_by, code, now)
    elif message.requested_by is not None and message.kind is MessageKind.EPHEMERAL:
        beside = {name: value for name, value in message.payload.items() if name not in ("user", "thread_ts")}
        outbox.put(session, _post(message, "direct", message.requested_by, beside), now)


def _notify_asker(session: Session, message: Claimed, reader: str, code: str, now: datetime) -> None:
    if message.channel == reader and code in NOBODY:
        return
    thread = undelivered.target_of(session, message.id)
    is_doubtful = undelivered.is_in_doubt(session, message.id)
    minutes = None if is_doubtful else publishing.unpublish(session, message, now)
    # One notice for each thread, and for messages requested together.
    about = thread or f"{undelivered.group_of(session, message.key)}:{message.version}"
    if minutes is not None:
        about = f"minutes:{minutes.id}:{minutes.version}"
        notice = messages.minutes_notice(
            message, code, reader=reader, period=minutes.period, organization=minutes.minutes.organization
        )
    else:
        is_place = code in NO_PLACE
        can_move = is_place and thread is None and message.channel[0] not in "UWD"
        notice = messages.notice(
            message, code, reader=reader, can_move=can_move, is_place=is_place, is_doubtful=is_doubtful
        )
    post = _post(message, "told", reader, notice.payload())
    outbox.put(session, replace(post, key=f"{NOTICES}{about}:{reader}"), now)


def _post(message: Claimed, name: str, channel: str, payload: dict[str, Any]) -> OutboxMessage:
    return OutboxMessage.post(message.workspace_id, channel, f"{message.key}:{name}:{message.version}", payload)


ROUTES: tuple[Route, ...] = (
    opener(ActionId.UNDELIVERED_MOVE, MessagePointer.of, reads(REQUESTED, move_form)),
    form(ViewId.UNDELIVERED_MOVE, MovePointer.of, opens_turns(REQUESTED, move)),
)
