"""The Home tab: queued when its reader opens it, and again when something on it changes."""

from bot.messages.home_values import HomePage, ListedYears, YearsPointer
from bot.permissions.guards import EVERY_MEMBER
from bot.routing.guarded import writes
from bot.routing.route import Route, button
from bot.slack.button_values import NoValue
from bot.slack.identifiers import ActionId
from bot.slack.payloads import Click, Who
from bot.turns import Turn, Turns
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.models import PersonRow
from storage.people import home_settings

MOST_PAGES = 100_000


def open_home(turns: Turns, who: Who) -> None:
    with turns.write() as turn:
        turn.put(_message(who.team, who.user))


def turn_page(turn: Turn, _click: Click, page: HomePage, _subject: None) -> None:
    home_settings.turn_page(turn.session, turn.by.id, page.section, min(page.number, MOST_PAGES))
    refresh(turn, turn.by)


def list_years(turn: Turn, _click: Click, years: YearsPointer, _subject: None) -> None:
    home_settings.list_earlier_years(turn.session, turn.by.id, listed=years.listed is ListedYears.ALL)
    refresh(turn, turn.by)


def dismiss_welcome(turn: Turn, _click: Click, _nothing: NoValue, _subject: None) -> None:
    home_settings.dismiss_welcome(turn.session, turn.by.id)
    refresh(turn, turn.by)


def refresh(turn: Turn, person: PersonRow) -> None:
    """Publish the tab again, for people who have opened it before; others get it when they open it."""
    message = _message(person.workspace_id, person.slack_id)
    if outbox.was_queued(turn.session, message.key):
        turn.put(message)


def _message(team: str, slack_id: str) -> OutboxMessage:
    """bot/late_rendering.py adds the content at sending time."""
    key = f"home:{team}:{slack_id}"
    return OutboxMessage.home(team, slack_id, key, {"make": "home"})


ROUTES: tuple[Route, ...] = (
    button(ActionId.HOME_BACK, HomePage.of, writes(EVERY_MEMBER, turn_page)),
    button(ActionId.HOME_NEXT, HomePage.of, writes(EVERY_MEMBER, turn_page)),
    button(ActionId.HOME_YEARS, YearsPointer.of, writes(EVERY_MEMBER, list_years)),
    button(ActionId.HOME_DISMISS, NoValue.of, writes(EVERY_MEMBER, dismiss_welcome)),
)
