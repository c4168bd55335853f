"""The database as it is: nothing is made and nothing is migrated."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.configuration.masking import masked
from bot.configuration.settings import Settings, SettingsError
from bot.doctor import work_checks
from bot.doctor.diagnoses import Diagnosis, ExaminedArea, fine, unknown, wrong, wrong_setting
from storage import migrate
from storage.database import Database

MIGRATED_AREAS = (
    *(ExaminedArea.EVENTS, ExaminedArea.COMMAND, ExaminedArea.BUTTONS),
    *(ExaminedArea.DAYS_OFF, ExaminedArea.ROLES, ExaminedArea.MESSAGES, ExaminedArea.AUDIT),
)
"""What is read from the tables of this version."""


def examine(settings: Settings, now: datetime) -> Iterator[Diagnosis]:
    url = settings.database_url
    if is_missing(url):
        yield _missing(url)
        yield from _unexamined(ExaminedArea.MIGRATIONS, *MIGRATED_AREAS)
        return
    try:
        with closing(Database(url)) as database:
            yield from [*_examine_opened(database, settings, now)]
    except (ValueError, OSError, SQLAlchemyError) as error:
        yield wrong_setting(
            ExaminedArea.DATABASE, SettingsError("database_trouble", "DATABASE_URL", url=masked(url), why=reason(error))
        )
        yield from _unexamined(ExaminedArea.MIGRATIONS, *MIGRATED_AREAS)


def reason(error: Exception) -> str:
    """The first line of the driver's error, without SQLAlchemy's advice below it."""
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0]


def is_missing(url: str) -> bool:
    """Whether it's a SQLite file that isn't there. To open it would make it."""
    try:
        address = make_url(url)
    except SQLAlchemyError:
        return False
    is_file = address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:")
    return is_file and not Path(str(address.database)).exists()


def _missing(url: str) -> Diagnosis:
    """The bot makes the file and the folders above it, if it may."""
    path = Path(str(make_url(url).database)).absolute()
    nearest = next(folder for folder in path.parents if folder.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return unknown(ExaminedArea.DATABASE, "database_missing", url=masked(url))
    return wrong(ExaminedArea.DATABASE, "database_unmakeable", url=masked(url), folder=nearest)


def _examine_opened(database: Database, settings: Settings, now: datetime) -> Iterator[Diagnosis]:
    revision = migrate.revision(database)
    yield fine(ExaminedArea.DATABASE, "database_open", version=database.version(), url=masked(settings.database_url))
    is_newer = revision is not None and migrate.is_newer(revision) and migrate.is_for_this_version(database)
    if revision == migrate.HEAD or is_newer:
        sentence = "migrations_newer" if is_newer else "migrations_current"
        yield fine(ExaminedArea.MIGRATIONS, sentence, revision=revision, head=migrate.HEAD)
        with database.read() as session:
            yield from work_checks.examine(session, settings.command, now)
        return
    yield _migrations(revision)
    yield from _unexamined(*MIGRATED_AREAS)


def _migrations(revision: str | None) -> Diagnosis:
    if revision is None:
        return unknown(ExaminedArea.MIGRATIONS, "migrations_none")
    if migrate.is_newer(revision):
        return wrong_setting(
            ExaminedArea.MIGRATIONS, SettingsError("database_newer", "DATABASE_URL", revision=revision)
        )
    return wrong(ExaminedArea.MIGRATIONS, "migrations_behind", revision=revision, head=migrate.HEAD)


def _unexamined(*areas: ExaminedArea) -> Iterator[Diagnosis]:
    for area in areas:
        yield unknown(area, "needs_database")
