"""Notes for the debrief, typed in the thread of the discussion's agenda."""

from collections.abc import Sequence
from contextlib import suppress

from bot.agendas import posting
from bot.audit import requests
from bot.audit.actions import REPLY
from bot.audit.auditing import audited
from bot.messages import minutes as messages
from bot.minutes import checking
from bot.minutes.rules import MinutesOfPlan
from bot.slack.payloads import MessageEvent
from bot.slack.spoken import readable
from bot.turns import AlreadyTakenError, Turn, Turns
from conversations.highlight import DebriefNote, read_notes
from storage.delivery.outbox import OutboxMessage
from storage.people import people
from storage.plans import plans
from storage.rounds import agendas, debrief_notes
from storage.rounds import minutes as store
from storage.rounds.agendas import StoredAgenda


class DebriefDesk:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def hear(self, event: MessageEvent) -> bool:
        """Keep the notes in a message of an agenda's thread; ignore any other.

        Returns False, having changed nothing, for a message of someone the database does not know.
        """
        if not event.thread_ts or not self._may_concern(event):
            return True
        writing = self._turns.write(event.who)
        with suppress(AlreadyTakenError), audited(self._turns, REPLY, event.who), writing as turn:
            if turn.person is None and not event.deleted:
                return False
            _hear(turn, event)
        return True

    def _may_concern(self, event: MessageEvent) -> bool:
        """Most messages are no notes, and cost no query. A deleted or edited one may have been some."""
        if not (event.deleted or event.edited or read_notes(event.text)):
            return False
        with self._turns.read() as turn:
            return agendas.in_thread(turn.session, event.channel, event.thread_ts) is not None


def _hear(turn: Turn, event: MessageEvent) -> None:
    stored = agendas.in_thread(turn.session, event.channel, event.thread_ts)
    notes = _notes_in(turn, event)
    if stored is None or notes == debrief_notes.of_message(turn.session, stored.id, event.ts):
        return
    requests.about(stored)
    turn = turn.claiming(f"{event.key}:debrief")
    later = store.after(turn.session, stored.plan_id, stored.period)
    if any(minutes.published for minutes in later):
        _say_too_late(turn, event, stored)
        return
    debrief_notes.withdraw(turn.session, stored.id, event.ts)
    plan = plans.summary(turn.session, stored.plan_id)
    if notes:
        debrief_notes.add(turn.session, stored.id, notes, turn.stamp(plan.time_zone), message_ts=event.ts)
        posting.acknowledge(turn, plan, stored, event.ts)
    for draft in later:
        checking.show_renewed(turn, MinutesOfPlan(draft, plan))


def _notes_in(turn: Turn, event: MessageEvent) -> Sequence[DebriefNote]:
    """Those of a member; what a guest writes is no minutes of the school."""
    if event.deleted or turn.person is None or not turn.person.active or turn.person.guest:
        return []
    return read_notes(readable(event.text, lambda slack_id: people.name(turn.session, event.who.team, slack_id)))


def _say_too_late(turn: Turn, event: MessageEvent, stored: StoredAgenda) -> None:
    """The minutes of the discussion are published: only an amendment adds to them."""
    if event.deleted:
        return
    plan = plans.summary(turn.session, stored.plan_id)
    turn.put(
        OutboxMessage.ephemeral(
            plan.workspace_id,
            event.channel,
            f"agenda:{stored.id}:too-late:{event.ts}:{event.edited}",
            messages.too_late_for_debrief().payload(),
            reader=event.who.user,
            thread_ts=event.thread_ts,
        )
    )
