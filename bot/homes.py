"""The Home tab: published when it is opened, and again when something on it has changed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot import asks
from bot.blocks import Block
from bot.messages import home as messages
from bot.messages.home import HomeItem
from bot.payloads import Who
from bot.turns import Turn, Turns
from storage import check_ins, items, outbox, people
from storage.models import Person
from storage.outbox import Kind, Message


class Homes:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def open(self, who: Who) -> None:
        with self._turns.take() as turn:
            if turn is not None:
                turn.put(_message(who.team, who.user))


def refresh(turn: Turn, person: Person) -> None:
    """Only for somebody who has opened their Home tab before."""
    message = _message(person.workspace_id, person.slack_id)
    if outbox.is_known(turn.session, message.key):
        turn.put(message)


def _message(team: str, slack_id: str) -> Message:
    """Its content is made when it is sent; see bot/fresh.py."""
    key = f"home:{slack_id}"
    return Message(workspace_id=team, key=key, kind=Kind.HOME, channel=slack_id, payload={"make": "home"})


def view(session: Session, team: str, slack_id: str, now: datetime) -> Block:
    person = people.person(session, team, slack_id)
    if person is None or person.guest:
        return messages.unknown()
    owned = items.owned_open(session, person.id)
    mine = [HomeItem(code=item.code, text=item.text, due=item.due, organization=place) for item, place in owned]
    asked = check_ins.asks_of(session, person.id)
    waiting = [(check_ins.load(session, found), asks.about(found)) for found in asked]
    reports = {item.plan_id: place for item, place in owned} if not asked else {}
    return messages.home(waiting, mine, now.astimezone(ZoneInfo(person.time_zone)).date(), reports)
