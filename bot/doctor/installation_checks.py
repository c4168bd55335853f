"""What Slack says about the token of each workspace that installed the app."""

from collections.abc import Iterator
from contextlib import closing

from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.configuration.settings import Settings, SettingsError
from bot.doctor import database_checks, slack_checks
from bot.doctor.diagnoses import Diagnosis, DiagnosisVerdict, ExaminedArea, unknown, wrong
from bot.encryption import EncryptionKeys
from bot.installations.tokens import InstalledTokens
from bot.sending.clients import SlackClients
from storage import installations
from storage.database import Database


def examine(settings: Settings, faults: list[SettingsError], clock: Clock) -> Iterator[Diagnosis]:
    yield slack_checks.signed_http(settings)
    if faults:
        yield unknown(ExaminedArea.BOT_TOKEN, "not_tried")
        return
    if database_checks.is_missing(settings.database_url):
        yield unknown(ExaminedArea.BOT_TOKEN, "needs_database")
        return
    try:
        with closing(Database(settings.database_url)) as database:
            tokens = InstalledTokens(database, EncryptionKeys.read(settings.token_keys))
            yield from [*_unreadable(database, tokens), *_examine_tokens(settings, tokens, clock)]
    except (ValueError, OSError, SQLAlchemyError):
        yield unknown(ExaminedArea.BOT_TOKEN, "needs_database")


def _unreadable(database: Database, tokens: InstalledTokens) -> Iterator[Diagnosis]:
    """Workspaces whose token none of the keys decrypts."""
    with database.read() as session:
        installed = installations.workspaces(session)
    readable = {token.workspace_id for token in tokens.all()}
    for workspace in installed:
        if workspace.id not in readable:
            yield wrong(ExaminedArea.BOT_TOKEN, "token_unreadable", name=workspace.name, key=workspace.key_id or "")


def _examine_tokens(settings: Settings, tokens: InstalledTokens, clock: Clock) -> Iterator[Diagnosis]:
    """One line for each workspace; about scopes and the clock only once, unless something is wrong."""
    installed, slack = tokens.all(), SlackClients(tokens, settings.api_url)
    if not installed and not tokens.has_any():
        yield unknown(ExaminedArea.BOT_TOKEN, "nowhere_installed", url=settings.public_url.rstrip("/"))
    for place, token in enumerate(installed):
        for diagnosis in slack_checks.bot_token(slack.with_token(token), settings, clock):
            is_about_token = diagnosis.area is ExaminedArea.BOT_TOKEN
            if is_about_token or place == 0 or diagnosis.verdict is DiagnosisVerdict.WRONG:
                yield diagnosis
