"""What Slack says about the token of each workspace that installed the app."""

from collections.abc import Iterator
from contextlib import closing

from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.doctor import database_checks, slack_checks
from bot.doctor.diagnoses import Diagnosis, DiagnosisVerdict, ExaminedArea, unknown
from bot.encryption import EncryptionKeys
from bot.installations.tokens import InstalledTokens
from bot.sending.clients import SlackClients
from bot.settings import Settings, SettingsError
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
            yield from [
                *_examine_tokens(settings, InstalledTokens(database, EncryptionKeys.read(settings.token_keys)), clock)
            ]
    except (ValueError, OSError, SQLAlchemyError):
        yield unknown(ExaminedArea.BOT_TOKEN, "needs_database")


def _examine_tokens(settings: Settings, tokens: InstalledTokens, clock: Clock) -> Iterator[Diagnosis]:
    """One line for each workspace; about scopes and the clock only once, unless something is wrong."""
    installed, slack = tokens.all(), SlackClients(tokens, settings.api_url)
    if not installed:
        yield unknown(ExaminedArea.BOT_TOKEN, "nowhere_installed", url=settings.public_url.rstrip("/"))
    for place, token in enumerate(installed):
        for diagnosis in slack_checks.bot_token(slack.with_token(token), settings, clock):
            is_about_token = diagnosis.area is ExaminedArea.BOT_TOKEN
            if is_about_token or place == 0 or diagnosis.verdict is DiagnosisVerdict.WRONG:
                yield diagnosis
