"""The two pages of an installation: where it begins, and where Slack sends the browser back to."""

from __future__ import annotations

import html
import logging
from collections.abc import Sequence
from logging import Logger
from typing import TYPE_CHECKING

from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.callback_options import CallbackOptions, FailureArgs, SuccessArgs
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store import InstallationStore

from bot.installations.installing import Installing, RotatingTokenError
from bot.installations.states import SignedStates
from bot.sending.clients import Patience
from bot.slack import scopes
from prompts import plain

if TYPE_CHECKING:
    from slack_sdk.oauth.installation_store import Installation as SlackInstallation

    from bot.configuration.settings import Settings

INSTALL_PATH = "/slack/install"
RETURN_PATH = "/slack/oauth_redirect"
_REASONS = frozenset({"access_denied", "invalid_browser", "invalid_state", "invalid_code", "rotating"})
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem; color: #1d1c1d }}
a {{ color: #0b4c8c }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{text}</p>
{link}
</main>
</body>
</html>
"""


class _Store(InstallationStore):
    """What Bolt's flow saves into. Tokens are read elsewhere (tokens.py)."""

    def __init__(self, installing: Installing) -> None:
        self._installing = installing

    @property
    def logger(self) -> Logger:
        return logging.getLogger(__name__)

    def save(self, installation: SlackInstallation) -> None:
        self._installing.save(installation)


class InstallationFlow(OAuthFlow):
    """Bolt's flow with our pages."""

    def build_install_page_html(self, url: str, _request: object) -> str:
        return page("install", "install", url)


def flow(settings: Settings, installing: Installing, states: SignedStates) -> InstallationFlow:
    """The flow at the address PUBLIC_URL, asking for all scopes."""
    return InstallationFlow(
        client=installing.clients.without_token(Patience.NONE),
        settings=OAuthSettings(
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            scopes=sorted(scopes.NEEDED),
            user_scopes=[],
            redirect_uri=settings.public_url.rstrip("/") + RETURN_PATH,
            install_path=INSTALL_PATH,
            redirect_uri_path=RETURN_PATH,
            authorization_url=settings.api_url.removesuffix("api/") + "oauth/v2/authorize",
            callback_options=CallbackOptions(success=_succeeded, failure=_failed),
            installation_store=_Store(installing),
            state_store=states,
        ),
    )


def page(step: str, sentence: str, link: str, **values: str) -> str:
    """A page in the words of prompts/messages/installations.j2. The step decides on its title and its link."""
    title, text, label = (
        html.escape(plain("installations", part, **values)) for part in (f"{step}_title", sentence, f"{step}_link")
    )
    return _PAGE.format(title=title, text=text, link=f'<p><a href="{html.escape(link)}">{label}</a></p>')


def _succeeded(given: SuccessArgs) -> BoltResponse:
    installation = given.installation
    name = installation.enterprise_name if installation.is_enterprise_install else installation.team_name
    app_id, team_id = installation.app_id, installation.team_id or installation.enterprise_id
    link = f"slack://app?team={team_id}&id={app_id}"
    return _response(200, page("installed", "installed", link, name=name or ""), given.settings)


def _failed(given: FailureArgs) -> BoltResponse:
    reason = "rotating" if isinstance(given.error, RotatingTokenError) else given.reason
    sentence = f"failed_{reason}" if reason in _REASONS else "failed"
    return _response(given.suggested_status_code, page("failed", sentence, INSTALL_PATH), given.settings)


def _response(status: int, body: str, settings: OAuthSettings) -> BoltResponse:
    headers: dict[str, str | Sequence[str]] = {
        "Content-Type": "text/html; charset=utf-8",
        "Set-Cookie": settings.state_utils.build_set_cookie_for_deletion(),
    }
    return BoltResponse(status=status, body=body, headers=headers)
