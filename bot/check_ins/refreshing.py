"""Updates of check-in messages, so that every copy of a request shows the recorded answers."""

from collections.abc import Mapping, Sequence

from bot.check_ins import request_messages
from bot.check_ins.portions import PORTION
from bot.turns import Turn
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.rounds import check_in_requests, rounds
from storage.rounds.check_in_requests import RequestFacts


def show_round(turn: Turn, round_id: int, *, portion: int = PORTION) -> None:
    """Update all messages of a round, after it closed or its minutes were published.

    Queues the first portion now; `show_more` queues the others.
    """
    turn.session.expire_all()
    rounds.refresh_after(turn.session, round_id, 0)
    show_more(turn, round_id, portion=portion)


def show_more(turn: Turn, round_id: int, *, portion: int = PORTION) -> bool:
    """Queue the next portion of updates. False when all are queued. Any replica may call this."""
    refreshed_to = rounds.refreshed_to(turn.session, round_id)
    if refreshed_to is None:
        return False
    requests = check_in_requests.requests_after(turn.session, round_id, refreshed_to, portion)
    show_all(turn, requests)
    is_more = len(requests) == portion
    rounds.refresh_after(turn.session, round_id, requests[-1].id if is_more else None)
    return is_more


def show_all(turn: Turn, requests: Sequence[RequestFacts]) -> None:
    """Queue updates of all messages of these requests."""
    copied = [key for request in requests if request.copies for key in _keys(request.id, request.copies)]
    readers = outbox.readers(turn.session, copied) if copied else {}
    messages = []
    for request in requests:
        own = {key: readers[key] for key in _keys(request.id, request.copies) if key in readers}
        messages += _updates(
            request.id,
            request.workspace_id,
            own if request.copies else {request_messages.post_key(request.id): request.slack_id},
        )
    outbox.put_updates(turn.session, messages, turn.now)


def show(turn: Turn, request_id: int, slack_id: str, workspace_id: str, copies: Sequence[str] = ()) -> None:
    """Queue updates of all messages of one request."""
    keys = _keys(request_id, copies)
    readers = outbox.readers(turn.session, keys) if copies else {keys[0]: slack_id}
    for message in _updates(request_id, workspace_id, readers):
        turn.put(message)


def _keys(request_id: int, copies: Sequence[str]) -> Sequence[str]:
    return request_messages.post_key(request_id), *copies


def _updates(request_id: int, workspace_id: str, readers: Mapping[str, str]) -> list[OutboxMessage]:
    """bot/late_rendering.py adds their content at sending time."""
    return [
        OutboxMessage.update(
            workspace_id, reader, key, {"make": "check_in", "request": request_id}, key=request_messages.update_key(key)
        )
        for key, reader in readers.items()
    ]
