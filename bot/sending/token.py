"""Pauses delivery while Slack refuses the bot's token, logs the fix, and resumes by itself."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.sending import outcomes, refusals
from bot.sending.clients import SlackClients
from bot.sending.outcomes import Unauthorized
from bot.slack import scopes
from prompts import plain
from storage.database import Database
from storage.delivery import claims, token_pauses
from storage.delivery.claims import Claimed
from storage.delivery.token_pauses import TokenPause

log = logging.getLogger(__name__)

TRY_AGAIN = timedelta(minutes=1)


def fix(pause: TokenPause) -> str:
    """A sentence for the operator: what is paused, why, and what to do."""
    return plain("setup", "token_refused", code=pause.code, needed=pause.needed, method=pause.method)


def troubles(database: Database) -> list[str]:
    with database.read() as session:
        return [fix(pause) for pause in token_pauses.all_of(session)]


class TokenWatch:
    """Begins a pause when Slack refuses the token, and tries the token until it works again."""

    def __init__(self, database: Database, clock: Clock, clients: SlackClients) -> None:
        self._database = database
        self._clock = clock
        self._clients = clients

    def begin(self, session: Session, message: Claimed, outcome: Unauthorized, now: datetime) -> None:
        kind = None if refusals.pauses_everything(outcome.code) else message.kind
        until = claims.steady(session, now) + TRY_AGAIN
        if token_pauses.begin(session, message.workspace_id, kind, outcome.why, until):
            for pause in token_pauses.all_of(session):
                log.error(fix(pause))

    def try_now(self, session: Session, now: datetime) -> None:
        """Try the token now, as it may have been fixed while the bot was stopped or its clock was set."""
        token_pauses.try_at(session, claims.steady(session, now))

    def check(self) -> bool:
        """Try the tokens that are due, and end the pauses that are over. Return whether one is."""
        now = self._clock.now()
        with self._database.read() as session:
            if not (pauses := token_pauses.to_try(session, claims.steady(session, now))):
                return False
        workspaces = {pause.workspace_id for pause in pauses}
        over = [pause for workspace_id in workspaces for pause in self._over(workspace_id, pauses)]
        with self._database.write() as session:
            for pause in over:
                log.warning("the token works again, %s resumes", pause.method)
                token_pauses.end(session, pause)
            token_pauses.try_at(session, claims.steady(session, now) + TRY_AGAIN)
        return bool(over)

    def _over(self, workspace_id: str, pauses: Sequence[TokenPause]) -> list[TokenPause]:
        """Those pauses of the workspace that its token ends."""
        try:
            token = self._clients.tokens.of(workspace_id)
            answer = self._clients.with_token(token).auth_test()
        except outcomes.TROUBLES:
            return []
        granted = scopes.granted(answer.headers)
        its_own = workspace_id == (token.workspace_id or answer.get("team_id"))
        mine = [pause for pause in pauses if its_own and pause.workspace_id == workspace_id]
        return [pause for pause in mine if granted is None or not pause.needed or granted & set(pause.needed)]
