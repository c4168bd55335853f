"""Finds the token for a request of Slack's. Bolt's own way asks Slack about the token at every request."""

from collections.abc import Callable
from typing import Any

from slack_bolt import BoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize

from bot.installations.tokens import InstalledTokens
from bot.sending.outcomes import NotInstalledError


class InstalledAuthorize(Authorize):
    def __init__(self, tokens: InstalledTokens, meet: Callable[[str | None], None]) -> None:
        """`meet` gets the Enterprise organization of a workspace that we do not know."""
        super().__init__()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        self._tokens = tokens
        self._meet = meet

    def __call__(
        self,
        *,
        context: BoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        **_rest: Any,  # the acting person of a shared channel
    ) -> AuthorizeResult | None:
        """None for a workspace that does not have the app, or no longer."""
        try:
            installed = self._tokens.installed(context["workspace_id"])
        except NotInstalledError:
            self._meet(enterprise_id)
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            user_id=user_id,
            bot_token=installed.token.text,
            bot_user_id=installed.installation.bot_user,
            bot_id=installed.installation.bot_id,
        )
