"""Messages in an agenda's thread: a file or link of a presenter is kept as their evidence."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta

from bot import exhibits
from bot.agendas import posting
from bot.agendas.rules import PlanAgenda
from bot.audit import requests
from bot.audit.actions import REPLY
from bot.audit.auditing import audited
from bot.messages import agendas as messages
from bot.permissions import roles
from bot.permissions.roles import Permission
from bot.sending.clients import SlackClients
from bot.slack.payloads import MessageEvent
from bot.threads.thread_reading import ThreadReader
from bot.turns import AlreadyTakenError, Turn, Turns
from conversations.agendas import PromisedEvidence
from conversations.highlight import ShownEvidence
from storage.delivery.outbox import OutboxMessage
from storage.dialogs.threads import DialogAddress
from storage.plans import plans
from storage.rounds import agendas, evidence

CATCH_UP = timedelta(days=7)
"""How long after the discussion its agenda's thread is still read again."""


class AgendaDesk:
    def __init__(self, turns: Turns, clients: SlackClients, also: Callable[[MessageEvent], object]) -> None:
        """`clients` are for reading threads in the background; `also` hears what is read then."""
        self._turns = turns
        self._reader: ThreadReader[None] = ThreadReader(clients, lambda _address: None, self._hear_all)
        self._also = also

    def hear(self, event: MessageEvent) -> bool:
        """Keep what a message in an agenda's thread shows; ignore any other.

        Returns False, having changed nothing, for a message of someone the database does not know.
        """
        if not event.thread_ts or not self._is_in_agenda(event):
            return True
        with audited(self._turns, REPLY, event.who), self._turns.write(event.who) as turn:
            if turn.person is None and not event.deleted:
                return False
            _hear(turn, event)
        return True

    def catch_up(self) -> None:
        """After downtime, read the threads of agendas whose discussion is ahead or just over. Kept evidence stays."""
        with self._turns.read() as turn:
            addresses = agendas.open_threads(turn.session, (turn.now - CATCH_UP).date())
        self._reader.read_each(addresses)

    def _hear_all(self, _address: DialogAddress, _stored: None, events: Sequence[MessageEvent]) -> None:
        for event in events:
            with suppress(AlreadyTakenError):
                self.hear(event)
            self._also(event)

    def _is_in_agenda(self, event: MessageEvent) -> bool:
        if not exhibits.may_show(event):
            return False
        with self._turns.read() as turn:
            return agendas.in_thread(turn.session, event.channel, event.thread_ts) is not None


def _hear(turn: Turn, event: MessageEvent) -> None:
    stored = agendas.in_thread(turn.session, event.channel, event.thread_ts)
    message_exhibits = exhibits.of_message(turn, event)
    if stored is None or exhibits.links(message_exhibits) == evidence.links_of(turn.session, stored.id, event.ts):
        return
    agenda = PlanAgenda(stored, plans.summary(turn.session, stored.plan_id))
    requests.about(agenda)
    turn = turn.claiming(event.key)
    was_shown = evidence.withdraw(turn.session, stored.id, event.ts)
    if message_exhibits:
        _keep(turn, event, agenda, message_exhibits)
    if message_exhibits or was_shown:
        posting.show_evidence(turn, agenda.plan, stored)


def _keep(turn: Turn, event: MessageEvent, agenda: PlanAgenda, message_exhibits: Sequence[ShownEvidence]) -> None:
    """As the one thing the author brings; of several, they say which. Others in the thread just talk."""
    stored, plan, stamp = agenda.stored, agenda.plan, turn.stamp(agenda.plan.time_zone)
    asked = _asked_of(turn, agenda)
    if not asked:
        return
    only = asked[0].id if len(asked) == 1 else None
    evidence.show(turn.session, stored.id, only, message_exhibits, stamp, message_ts=event.ts)
    if only is not None:
        posting.acknowledge(turn, plan, stored, event.ts)
        return
    turn.put(
        OutboxMessage.ephemeral(
            plan.workspace_id,
            event.channel,
            f"agenda:{stored.id}:which:{event.ts}:{event.edited}",
            messages.which(asked, event.ts, message_exhibits).payload(),
            reader=event.who.user,
            thread_ts=event.thread_ts,
        )
    )


def _asked_of(turn: Turn, agenda: PlanAgenda) -> list[PromisedEvidence]:
    """What the author brings; of a leader who brings nothing, all of it."""
    author = turn.person
    if author is None or not author.active or author.guest:
        return []
    asked = evidence.of_agenda(turn.session, agenda.stored.id)
    own = [each for each in asked if each.presenter_id == author.id]
    if own or not roles.may(turn.session, author, Permission.WRITE_MINUTES, agenda.plan):
        return own
    return asked
