"""The state that leads an installation back to the browser that began it: signed, short-lived, and used once."""

import hashlib
import hmac
import logging
import secrets
from logging import Logger
from typing import Any

from slack_sdk.oauth import OAuthStateStore

from bot.turns import AlreadyTakenError, Turns

LIFETIME_SECONDS = 600
_PARTS = 3


class SignedStates(OAuthStateStore):
    """Any replica accepts the state that another one issued."""

    def __init__(self, turns: Turns, secret: str) -> None:
        self._turns = turns
        self._secret = secret.encode()

    @property
    def logger(self) -> Logger:
        return logging.getLogger(__name__)

    def issue(self, *_args: Any, **_kwargs: Any) -> str:
        content = f"{secrets.token_urlsafe(24)}.{int(self._turns.clock.now().timestamp()) + LIFETIME_SECONDS}"
        return f"{content}.{self._signature(content)}"

    def consume(self, state: str) -> bool:
        """Whether it is one of ours, still in time, and used for the first time."""
        content, _, signature = state.rpartition(".")
        if state.count(".") != _PARTS - 1 or not hmac.compare_digest(signature, self._signature(content)):
            return False
        if int(content.rpartition(".")[2]) < self._turns.clock.now().timestamp():
            return False
        try:
            with self._turns.write(key=f"installation:{content}"):
                return True
        except AlreadyTakenError:
            return False

    def _signature(self, content: str) -> str:
        return hmac.new(self._secret, content.encode(), hashlib.sha256).hexdigest()
