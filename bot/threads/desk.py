"""What routes call for dialogs of any kind: replies, now or missed while the bot was down."""

from collections.abc import Iterable

from bot.sending.clients import SlackClients
from bot.slack.payloads import MessageEvent
from bot.threads import hearing
from bot.threads.catching_up import CatchingUp
from bot.threads.kinds import DialogKind, by_name
from bot.turns import Turns
from storage.dialogs import threads


class ThreadDesk:
    def __init__(self, turns: Turns, clients: SlackClients, kinds: Iterable[DialogKind]) -> None:
        """`clients` are for reading threads in the background."""
        self._turns = turns
        self._kinds = by_name(kinds)
        self._catching_up = CatchingUp(turns, self._kinds, clients)

    def hear(self, event: MessageEvent) -> bool:
        """Returns False, having changed nothing, if the database does not know the author."""
        return hearing.hear(self._turns, self._kinds, event)

    def make_private(self, team_id: str, channel: str) -> None:
        """The channel became private, and so did every dialog in it. They stay private if the channel opens again."""
        with self._turns.write() as turn:
            threads.make_private(turn.session, team_id, channel)

    def catch_up(self) -> None:
        """After downtime of the bot."""
        self._catching_up.read()

    def catch_up_in(self, dialog_id: int) -> None:
        """In one thread, some of whose events were lost."""
        self._catching_up.read(only=dialog_id)
