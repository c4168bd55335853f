"""The front desk: it answers what people type in their messages with the bot, or where they mention it.

It comes after the dialogs, the agendas and the check-ins: what one of them took gets no answer here.
"""

from collections.abc import Callable
from contextlib import suppress

from bot import exhibits, names, waiting
from bot.desk import Desk, Desks
from bot.long_answers import put_answer
from bot.messages import front_desk as messages
from bot.routing.subcommand import Answer
from bot.slack.blocks import MessageContent, OpenForm
from bot.slack.payloads import Command, MessageEvent, unescape
from bot.turns import AlreadyTakenError, CannotDoError, Turn
from conversations.phrases import Courtesy, Meant, understand
from prompts import say
from storage.delivery import dedup_keys, outbox
from storage.dialogs import threads
from storage.rounds import agendas, check_in_threads


class FrontDesk:
    def __init__(self, desks: Desks, run: Callable[[Desk, Command], Answer]) -> None:
        """`run` answers a command of /plan."""
        self._desks = desks
        self._run = run

    def hear(self, event: MessageEvent) -> None:
        """Answer a new message in a DM, unless a dialog, an agenda or a check-in claimed its dedup key."""
        if event.private and not event.edited and not event.deleted:
            self._answer(event, event.key)

    def hear_mention(self, event: MessageEvent) -> None:
        """Answer a mention in a channel, where only its author sees the answer.

        The same message arrives as a message event, too, and that is answered only in a DM. A reply in a dialog's
        thread is an answer of the team, and a file or link in the thread of a check-in or an agenda is evidence.
        """
        with self._desks.turns.read(event.who) as turn:
            if event.edited or _belongs_to_thread(turn, event):
                return
        self._answer(event, f"mention:{event.key}")

    def _answer(self, event: MessageEvent, key: str) -> None:
        with self._desks.turns.read(event.who) as turn:
            if turn.person is None or not turn.person.active or dedup_keys.is_claimed(turn.session, key):
                return
        with suppress(AlreadyTakenError):
            try:
                content = self._content(event, key)
            except CannotDoError as error:
                content = self._refusal(event, error)
            with self._desks.turns.write(event.who, key) as turn:
                introduction = f"front_desk:{event.who.team}:{event.who.user}:introduction"
                if not outbox.was_queued(turn.session, introduction):
                    key, content = introduction, messages.introduced(content)
                put_answer(turn, event.who, key, content, channel=event.channel, thread_ts=event.thread_ts)

    def _content(self, event: MessageEvent, key: str) -> MessageContent:
        text = unescape(event.text)
        meaning = understand(text)
        with self._desks.turns.read(event.who) as turn:
            turn.by  # noqa: B018 (it raises for guests)
            if isinstance(meaning, Courtesy):
                return messages.courtesy(meaning, waiting.load(turn, turn.by))
            command = _command(turn, meaning, text)
            if not command:
                return messages.not_understood(waiting.load(turn, turn.by))
        answer = self._run(
            self._desks.of(event.who.team),
            Command(who=event.who, channel=event.channel, text=command, trigger_id=key, is_dm=event.private),
        )
        return messages.form_waits(command) if isinstance(answer, OpenForm) else answer

    def _refusal(self, event: MessageEvent, error: CannotDoError) -> MessageContent:
        with self._desks.turns.read(event.who) as turn:
            sentence = say(error.file, error.part, **error.values)
            is_guest = turn.person is None or turn.person.guest
            if is_guest:
                return MessageContent(text=sentence)
            meaning = understand(unescape(event.text))
            if error.part == "which_plan" and isinstance(meaning, Meant):
                return messages.which_plan(sentence, {name: meaning.in_plan(name) for name in error.values["names"]})
            return messages.refused(sentence)


def _command(turn: Turn, meaning: Meant | None, text: str) -> str:
    """What to run: a phrase's command, or the one that a plan's or a person's name alone means; else nothing."""
    if meaning is None:
        return names.command_about(turn, text)
    if meaning.subcommand == "status" and meaning.words and not names.is_plan(turn, meaning.words):
        return ""
    return meaning.command


def _belongs_to_thread(turn: Turn, event: MessageEvent) -> bool:
    if not event.thread_ts:
        return False
    if threads.in_thread(turn.session, event.channel, event.thread_ts) is not None:
        return True
    in_agenda = agendas.in_thread(turn.session, event.channel, event.thread_ts) is not None
    in_check_in = check_in_threads.in_thread(turn.session, event.channel, event.who.user, event.thread_ts) is not None
    return exhibits.may_show(event) and (in_agenda or in_check_in)
