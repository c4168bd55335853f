"""After a reply was saved: a private note to its author if it seems to name a student."""

from collections.abc import Sequence
from contextlib import suppress

from bot.messages import students as messages
from bot.messages.students import StudentPointer
from bot.slack.payloads import MessageEvent
from bot.slack.spoken import readable
from bot.students import note_keys
from bot.turns import AlreadyTakenError, Turn, Turns
from plans.student_names import possible_students
from storage.delivery.outbox import OutboxMessage
from storage.dialogs import written_texts
from storage.people import allowed_names

NO_NAME = "…"
"""In place of a mention: people of the workspace are no students."""


class StudentNotes:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def hear(self, event: MessageEvent) -> None:
        """Comes after everybody who saves messages. Most name nobody, and cost no query."""
        if event.deleted:
            return
        names = possible_students(readable(event.text, lambda _slack_id: NO_NAME))
        if names and self._may_concern(event):
            with suppress(AlreadyTakenError), self._turns.write(event.who) as turn:
                _note(turn, event, names)

    def _may_concern(self, event: MessageEvent) -> bool:
        with self._turns.read(event.who) as turn:
            person = turn.person
            return person is not None and bool(written_texts.find(turn.session, event.channel, event.ts, person))


def _note(turn: Turn, event: MessageEvent, names: Sequence[str]) -> None:
    """One note for a message. Nobody is asked twice about a name in a thread."""
    traces = written_texts.find(turn.session, event.channel, event.ts, turn.by)
    if traces is None:
        return
    prefix = note_keys.prefix(turn.session, traces, event.channel, event.thread_ts, event.who.user)
    asked = note_keys.asked(turn.session, prefix)
    unexplained = allowed_names.unexplained(turn.session, event.who.team, names)
    names = [name for name in unexplained if note_keys.digest(name) not in asked]
    if not names:
        return
    pointer = StudentPointer.to(event.channel, event.ts, names)
    is_nameless = written_texts.is_nameless(turn.session, traces)
    content = messages.reply_note(pointer, in_channel=not event.private, can_allow=not is_nameless)
    key = note_keys.key(prefix, names)
    team, reader = event.who.team, event.who.user
    if event.private:
        turn.put(OutboxMessage.post(team, reader, key, content.payload()))
        return
    payload, thread_ts = content.payload(), event.thread_ts or None
    turn.put(OutboxMessage.ephemeral(team, event.channel, key, payload, reader=reader, thread_ts=thread_ts))
