"""Messages that always show what is recorded: queued by name alone, made at the moment they are sent.

A turn stays short, ten answers in a row make one message, and what arrives is never older than its sending.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot import asks, homes, item_telling
from bot.messages import check_in as messages
from storage import check_ins
from storage.database import Database
from storage.outbox import Claimed


def make(database: Database, message: Claimed, now: datetime) -> Claimed:
    """The message with its content; one that was written when it was queued stays as it is."""
    match message.payload:
        case {"make": "check_in", "ask": int(ask_id)}:
            return replace(message, payload=_check_in(database, ask_id))
        case {"make": "offers", "key": str(key)}:
            with database.read() as session:
                return replace(message, payload=item_telling.content(session, key))
        case {"make": "home"}:
            with database.read() as session:
                view = homes.view(session, message.workspace_id, message.channel, now)
            return replace(message, payload={"view": view})
    return message


def _check_in(database: Database, ask_id: int) -> dict[str, Any]:
    with database.read() as session:
        found = check_ins.find_ask(session, ask_id)
        if found is None:
            raise LookupError(f"ask {ask_id}")
        return messages.message(check_ins.load(session, found), asks.about(found)).payload()
