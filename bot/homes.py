"""Turns that publish the Home tab: when it is opened, and again when something on it has changed."""

from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot import asks
from bot.blocks import Block
from bot.messages import home as messages
from bot.messages.home import HomeItem
from bot.payloads import Who
from bot.turns import Turn, Turns
from storage import check_ins, items, outbox
from storage.models import Person
from storage.outbox import Kind, Message


class Homes:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def open(self, who: Who) -> None:
        with self._turns.take(who) as turn:
            if turn is not None:
                _publish(turn, who, _view(turn))


def refresh(turn: Turn, person: Person) -> None:
    """Only for somebody who has opened their Home tab before."""
    if outbox.is_known(turn.session, _key(person.slack_id)):
        turn.session.flush()
        who = Who(team=person.workspace_id, user=person.slack_id)
        _publish(turn, who, _of_person(turn.session, turn, person))


def _key(slack_id: str) -> str:
    return f"home:{slack_id}"


def _publish(turn: Turn, who: Who, view: Block) -> None:
    turn.put(
        Message(workspace_id=who.team, key=_key(who.user), kind=Kind.HOME, channel=who.user, payload={"view": view})
    )


def _view(turn: Turn) -> Block:
    if turn.person is None or turn.person.guest:
        return messages.unknown()
    return _of_person(turn.session, turn, turn.person)


def _of_person(session: Session, turn: Turn, person: Person) -> Block:
    today = turn.now.astimezone(ZoneInfo(person.time_zone)).date()
    mine = [
        HomeItem(code=item.code, text=item.text, due=item.due, organization=organization)
        for item, organization in items.owned_open(session, person.id)
    ]
    waiting = [(check_ins.load(session, found), asks.about(found)) for found in check_ins.asks_of(session, person.id)]
    return messages.home(waiting, mine, today)
