"""What Slack says: the tokens, the scopes, and its clock. Nothing is sent, and no connection is opened."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime

from slack_sdk import WebClient

from bot.clock import Clock
from bot.configuration.settings import Settings, SettingsError
from bot.doctor.diagnoses import Diagnosis, ExaminedArea, fine, unknown, wrong, wrong_setting
from bot.sending import clients, outcomes
from bot.slack import scopes
from bot.slack.signed_http import PATH

CLOSE_ENOUGH = timedelta(minutes=1)
"""How far the clocks may be apart. Slack's signatures are refused after five minutes."""

REFUSED_TOKEN = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})
TOKEN_AREAS = (ExaminedArea.SCOPES, ExaminedArea.CLOCK)
"""What only an accepted token shows."""


def examine(settings: Settings, faults: list[SettingsError], clock: Clock) -> Iterator[Diagnosis]:
    """`faults` are those of the settings: a token that can't be right, or is misspelled, isn't tried."""
    faulty = {str(fault.values.get("meant", fault.name)) for fault in faults}
    client = clients.sole(settings.bot_token, settings.api_url).of("")
    if "SLACK_BOT_TOKEN" in faulty:
        yield unknown(ExaminedArea.BOT_TOKEN, "not_tried")
        yield from _unexamined()
    else:
        yield from bot_token(client, settings, clock)
    if "SLACK_APP_TOKEN" in faulty:
        yield unknown(ExaminedArea.CONNECTION, "not_tried")
    else:
        yield _connection(client, settings)


def bot_token(client: WebClient, settings: Settings, clock: Clock) -> Iterator[Diagnosis]:
    try:
        answer = client.auth_test()
    except outcomes.TROUBLES as error:
        yield wrong_setting(ExaminedArea.BOT_TOKEN, problem_of(error, settings))
        yield from _unexamined()
        return
    yield fine(ExaminedArea.BOT_TOKEN, "token_accepted", workspace=str(answer.get("team") or answer.get("team_id")))
    yield _scopes(answer.headers)
    yield _clock(answer.headers, clock)


def _unexamined() -> Iterator[Diagnosis]:
    for area in TOKEN_AREAS:
        yield unknown(area, "needs_token")


def _scopes(headers: Mapping[str, str]) -> Diagnosis:
    if scopes.granted(headers) is None:
        return unknown(ExaminedArea.SCOPES, "scopes_not_listed")
    missing = scopes.missing(headers)
    return (
        wrong(ExaminedArea.SCOPES, "scopes_missing", scopes=missing)
        if missing
        else fine(ExaminedArea.SCOPES, "scopes_complete")
    )


def _clock(headers: Mapping[str, str], clock: Clock) -> Diagnosis:
    stamp = scopes.header(headers, "date")
    if not stamp:
        return unknown(ExaminedArea.CLOCK, "clock_not_sent")
    ahead = clock.now() - parsedate_to_datetime(stamp)
    if abs(ahead) <= CLOSE_ENOUGH:
        return fine(ExaminedArea.CLOCK, "clock_right")
    minutes, hours = (round(abs(ahead) / unit) for unit in (timedelta(minutes=1), timedelta(hours=1)))
    return wrong(ExaminedArea.CLOCK, "clock_off", minutes=minutes, hours=hours, ahead=ahead > timedelta(0))


def _connection(client: WebClient, settings: Settings) -> Diagnosis:
    if not settings.socket_mode:
        return signed_http(settings)
    try:
        client.apps_connections_open(app_token=settings.app_token)
    except outcomes.TROUBLES as error:
        return wrong_setting(ExaminedArea.CONNECTION, problem_of(error, settings))
    return fine(ExaminedArea.CONNECTION, "socket_mode")


def signed_http(settings: Settings) -> Diagnosis:
    return unknown(ExaminedArea.CONNECTION, "signed_http", host=settings.host, port=str(settings.port), path=PATH)


def problem_of(error: Exception, settings: Settings) -> SettingsError:
    """Why Slack can't be used: a token or scope it refuses, or that it can't be reached."""
    if outcomes.is_refusal(error):
        code = str(error.response.get("error") or "")
        if code == "missing_scope":
            return SettingsError("missing_scope", "SLACK_BOT_TOKEN", scopes=[str(error.response.get("needed") or "?")])
        if "apps.connections.open" in str(getattr(error.response, "api_url", "")):
            return SettingsError("app_token_refused", "SLACK_APP_TOKEN", code=code)
        if code in REFUSED_TOKEN:
            return SettingsError("invalid_auth", "SLACK_BOT_TOKEN", code=code)
    return SettingsError("unreachable", "SLACK_API_URL", url=settings.api_url, why=str(error))
