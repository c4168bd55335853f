"""Audits what somebody does in Slack: its changes, its refusal, or what it showed."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.audit import requests
from bot.audit.actions import KINDS, PAGES, PRIVATE
from bot.audit.requests import AuditedRequest
from bot.slack.payloads import Who
from bot.turns import RefusedError, Turns
from storage.audit.kinds import AuditKind


@contextmanager
def audited(turns: Turns, action: str, who: Who) -> Iterator[None]:
    """Within the block, turns do the action for somebody."""
    if action in PAGES | PRIVATE:
        yield
        return
    request = AuditedRequest(action, KINDS.get(action, AuditKind.CHANGED))
    try:
        with requests.begun(request):
            yield
    except RefusedError as refusal:
        request.add(refusal)
        turns.audit.refuse(request, who)
        raise
    if not request.is_recorded:
        turns.audit.read(request)
