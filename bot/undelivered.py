"""Messages that can never be sent: notices to the people who asked for them, and moving them elsewhere."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from sqlalchemy.orm import Session

from bot import ack, button_values
from bot.ack import Ack
from bot.blocks import Block
from bot.identifiers import FieldId
from bot.messages import undelivered as messages
from bot.minutes import publishing
from bot.payloads import Click, Submission
from bot.sending.refusals import NO_PLACE, NOBODY
from bot.threads import channels
from bot.turns import CannotDoError, Turn, Turns
from prompts import plain
from storage.delivery import outbox, undelivered
from storage.delivery.claims import Claimed
from storage.delivery.outbox import MessageKind, OutboxMessage
from storage.delivery.undelivered import Undelivered
from storage.dialogs import threads

NOTICES = "undelivered:"
"""How the keys of these notices begin."""


class UndeliveredDesk:
    def __init__(self, turns: Turns, client: WebClient) -> None:
        self._turns = turns
        self._client = client

    def form(self, click: Click) -> Block:
        with self._turns.read(click.who) as turn:
            _mine(turn, button_values.number(click.value))
            return messages.form(f"{click.value}|{click.ts}")

    def move(self, form: Submission) -> Ack:
        """Post it in the chosen channel, if both the bot and the sender are in it."""
        number, _, notice_ts = form.metadata.partition("|")
        place = form.text(FieldId.CHANNEL)
        with self._turns.read(form.who) as turn:
            _mine(turn, button_values.number(number))
        if why := channels.why_not(self._client, place, form.who.user):
            return ack.errors({FieldId.CHANNEL: plain("threads", f"{why}_plain")})
        is_private = channels.is_private(self._client, place)
        with self._turns.write(form.who, form.key) as turn:
            message = _mine(turn, button_values.number(number))
            notice_key = undelivered.key_at(turn.session, NOTICES, turn.by.slack_id, notice_ts)
            if not publishing.publish_in(turn, message.key, place):
                undelivered.send_to(turn.session, message, place, turn.now)
                threads.move(turn.session, message.key, place, is_private=is_private)
            if notice_key is not None:
                turn.put(
                    OutboxMessage.update(
                        message.workspace_id,
                        turn.by.slack_id,
                        notice_key,
                        {**messages.moved(place).payload(), "blocks": []},
                        key=f"{notice_key}:moved",
                    )
                )
            return {}


def _mine(turn: Turn, row_id: int) -> Undelivered:
    """Raises CannotDoError for a message that was moved already, and for people who did not ask for it."""
    by, message = turn.by, undelivered.find(turn.session, row_id)
    if message is None:
        raise CannotDoError("undelivered", "moved_already")
    if (message.workspace_id, message.requested_by) != (by.workspace_id, by.slack_id):
        raise CannotDoError("undelivered", "not_yours")
    return message


# ---------------------------------------------------------------- when it fails


def report(session: Session, message: Claimed, code: str, now: datetime) -> None:
    """Notify the requester why and what to do. A missing file is reported in its conversation."""
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
