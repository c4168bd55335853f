"""The Home tab: queued when its reader opens it, and again when something on it changes."""

from bot import button_values
from bot.messages.home import HomeSection
from bot.payloads import Click, Who
from bot.turns import Turn, Turns
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.items import assignments
from storage.models import PersonRow

MOST_PAGES = 100_000


class Homes:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def open(self, who: Who) -> None:
        with self._turns.write() as turn:
            turn.put(_message(who.team, who.user))

    def turn_page(self, click: Click) -> None:
        section, _, number = click.value.partition("|")
        with self._turns.write(click.who, click.key) as turn:
            if section in set(HomeSection) and button_values.is_number(number):
                assignments.turn_page(turn.session, turn.by.id, section, min(int(number), MOST_PAGES))
                refresh(turn, turn.by)


def refresh(turn: Turn, person: PersonRow) -> None:
    """Publish the tab again, for people who have opened it before; others get it when they open it."""
    message = _message(person.workspace_id, person.slack_id)
    if outbox.was_queued(turn.session, message.key):
        turn.put(message)


def _message(team: str, slack_id: str) -> OutboxMessage:
    """bot/late_rendering.py adds the content at sending time."""
    key = f"home:{slack_id}"
    return OutboxMessage.home(team, slack_id, key, {"make": "home"})
