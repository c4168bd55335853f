"""Pauses delivery while Slack refuses the bot's token, logs the fix, and resumes by itself."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from slack_sdk import WebClient
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.sending import outcomes, refusals
from bot.sending.outcomes import Unauthorized
from prompts import plain
from storage.database import Database
from storage.delivery import claims, token_pauses
from storage.delivery.claims import Claimed
from storage.delivery.token_pauses import TokenPause

log = logging.getLogger(__name__)

TRY_AGAIN = timedelta(minutes=1)
SCOPES = "x-oauth-scopes"
"""The response header that lists the token's scopes."""


def fix(pause: TokenPause) -> str:
    """A sentence for the operator: what is paused, why, and what to do."""
    return plain("setup", "token_refused", code=pause.code, needed=pause.needed, method=pause.method)


def troubles(database: Database) -> list[str]:
    with database.read() as session:
        return [fix(pause) for pause in token_pauses.all_of(session)]


class TokenWatch:
    """Begins a pause when Slack refuses the token, and tries the token until it works again."""

    def __init__(self, database: Database, clock: Clock, client: WebClient) -> None:
        self._database = database
        self._clock = clock
        self._client = client

    def begin(self, session: Session, message: Claimed, outcome: Unauthorized, now: datetime) -> None:
        kind = None if refusals.pauses_everything(outcome.code) else message.kind
        until = claims.steady(session, now) + TRY_AGAIN
        if token_pauses.begin(session, message.workspace_id, kind, outcome.why, until):
            for pause in token_pauses.all_of(session):
                log.error(fix(pause))

    def try_now(self, session: Session, now: datetime) -> None:
        """Try the token now, as it may have been fixed while the bot was stopped or its clock was set."""
        token_pauses.try_at(session, claims.steady(session, now))

    def check(self) -> None:
        """Try the token if that is due, and end the pauses that are over."""
        now = self._clock.now()
        with self._database.read() as session:
            if not (pauses := token_pauses.to_try(session, claims.steady(session, now))):
                return
        try:
            answer = self._client.auth_test()
        except outcomes.TROUBLES:
            over = []
        else:
            granted = _scopes(answer.headers)
            mine = [pause for pause in pauses if pause.workspace_id == answer.get("team_id")]
            over = [pause for pause in mine if granted is None or not pause.needed or granted & set(pause.needed)]
        with self._database.write() as session:
            for pause in over:
                log.warning("the token works again, %s resumes", pause.method)
                token_pauses.end(session, pause)
            token_pauses.try_at(session, claims.steady(session, now) + TRY_AGAIN)


def _scopes(headers: Mapping[str, str]) -> frozenset[str] | None:
    """The token's scopes. None without the header."""
    for name, text in headers.items():
        if name.lower() == SCOPES:
            return frozenset(scope.strip() for scope in text.split(","))
    return None
