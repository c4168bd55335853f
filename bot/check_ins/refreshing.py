"""Keeping the messages of a check-in true: what is recorded shows wherever it was asked."""

from collections.abc import Mapping, Sequence

from bot.check_ins import asks
from bot.check_ins.portions import PORTION
from bot.turns import Turn
from storage.delivery import outbox
from storage.delivery.outbox import MessageKind, OutboxMessage
from storage.rounds import check_ins, rounds
from storage.rounds.check_ins import AskFacts


def show_round(turn: Turn, round_id: int, *, portion: int = PORTION) -> None:
    """Something holds for all of a round from now on: it is closed, or its minutes are published.

    Of very many messages the first are shown anew at once, the others by `show_more`.
    """
    turn.session.expire_all()
    rounds.refresh_after(turn.session, round_id, 0)
    show_more(turn, round_id, portion=portion)


def show_more(turn: Turn, round_id: int, *, portion: int = PORTION) -> bool:
    """The next ones; False when all are shown. Replicas take turns."""
    refreshed_to = rounds.refreshed_to(turn.session, round_id)
    if refreshed_to is None:
        return False
    requests = check_ins.asks_after(turn.session, round_id, refreshed_to, portion)
    show_all(turn, requests)
    is_more = len(requests) == portion
    rounds.refresh_after(turn.session, round_id, requests[-1].id if is_more else None)
    return is_more


def show_all(turn: Turn, requests: Sequence[AskFacts]) -> None:
    """The messages of these parts."""
    copied = [key for request in requests if request.copies for key in _keys(request.id, request.copies)]
    readers = outbox.readers(turn.session, copied) if copied else {}
    messages = []
    for request in requests:
        own = {key: readers[key] for key in _keys(request.id, request.copies) if key in readers}
        messages += _updates(
            request.id, request.workspace_id, own if request.copies else {asks.post_key(request.id): request.slack_id}
        )
    outbox.put_updates(turn.session, messages, turn.now)


def show(turn: Turn, ask_id: int, slack_id: str, workspace_id: str, copies: Sequence[str] = ()) -> None:
    """The messages of one part."""
    keys = _keys(ask_id, copies)
    readers = outbox.readers(turn.session, keys) if copies else {keys[0]: slack_id}
    for message in _updates(ask_id, workspace_id, readers):
        turn.put(message)


def _keys(ask_id: int, copies: Sequence[str]) -> Sequence[str]:
    return asks.post_key(ask_id), *copies


def _updates(ask_id: int, workspace_id: str, readers: Mapping[str, str]) -> list[OutboxMessage]:
    """Their content is made when they are sent; see bot/late_rendering.py."""
    return [
        OutboxMessage(
            workspace_id=workspace_id,
            key=asks.update_key(key),
            kind=MessageKind.UPDATE,
            channel=reader,
            target_key=key,
            payload={"make": "check_in", "ask": ask_id},
        )
        for key, reader in readers.items()
    ]
