"""Keeping the messages of a check-in true: what is recorded shows wherever it was asked."""

from collections.abc import Iterable

from bot.check_ins import asks
from bot.turns import Turn
from storage import check_ins, outbox
from storage.outbox import Kind, Message


def show_round(turn: Turn, round_id: int) -> None:
    """Something holds for all of a round from now on: it is closed, or its minutes are published."""
    turn.session.expire_all()
    for found in check_ins.asks_in(turn.session, round_id):
        show(turn, found.id, found.slack_id, found.workspace_id, found.copies)


def show(turn: Turn, ask_id: int, slack_id: str, workspace_id: str, copies: Iterable[str] = ()) -> None:
    """Bring its messages up to date. Their content is made when they are sent; see bot/sending/fresh.py."""
    first = asks.post_key(ask_id)
    readers = outbox.readers(turn.session, (first, *copies)) if copies else {first: slack_id}
    for key, reader in readers.items():
        turn.put(
            Message(
                workspace_id=workspace_id,
                key=asks.update_key(key),
                kind=Kind.UPDATE,
                channel=reader,
                target_key=key,
                payload={"make": "check_in", "ask": ask_id},
            )
        )
