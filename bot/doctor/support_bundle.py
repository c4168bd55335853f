"""The files of a support bundle: what helps to find a fault from afar, and nobody's words, names or secrets."""

import json
import platform
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime
from importlib.metadata import PackageNotFoundError, requires, version
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot import logs
from bot.clock import Clock
from bot.configuration.masking import masked
from bot.configuration.setting_sources import SettingSources
from bot.configuration.settings import Settings
from bot.doctor.database_checks import is_missing, reason
from bot.doctor.diagnoses import Diagnosis, ExaminedArea
from bot.doctor.examining import examine
from prompts import formats, plain
from storage import counts, migrate
from storage.database import Database

NAMING = frozenset({ExaminedArea.BOT_TOKEN, ExaminedArea.DAYS_OFF, ExaminedArea.ROLES})
"""Areas whose sentences name a school, a role or the workspace."""
PACKAGE = "throughline"
_LIBRARY = re.compile(r"[A-Za-z0-9._-]+")
"""The name that a requirement begins with."""


def files(sources: SettingSources, clock: Clock) -> Iterator[tuple[str, bytes]]:
    settings = sources.usable()
    now = clock.now()
    with formats.for_a_file():
        yield "README.txt", plain("doctor", "bundle_readme", at=now).encode() + b"\n"
        yield "doctor.json", _json([_diagnosis(diagnosis) for diagnosis in examine(sources, clock)])
    yield "settings.json", _json(_settings(sources))
    database = _database(settings)
    yield "versions.json", _json(_versions() | {"database": database.pop("version", None), "head": migrate.HEAD})
    yield "counts.json", _json(database)
    for path in logs.files(settings.log_file) if settings.log_file else ():
        yield f"log/{path.name}", path.read_bytes()


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2, default=str).encode() + b"\n"


def _diagnosis(diagnosis: Diagnosis) -> dict[str, Any]:
    numbers = {name: part for name, part in diagnosis.values.items() if isinstance(part, int | float | datetime)}
    about = {"area": diagnosis.area, "verdict": diagnosis.verdict, "code": diagnosis.part, **numbers}
    return about if diagnosis.area in NAMING else about | {"what": diagnosis.sentence}


def _settings(sources: SettingSources) -> Mapping[str, Any]:
    return {
        name: {"text": masked(setting.text) if name in Settings.secrets() else setting.text, "source": setting.source}
        for name, setting in sources.given.items()
    }


def _versions() -> dict[str, Any]:
    own = [each for each in requires(PACKAGE) or () if "extra ==" not in each]
    libraries = sorted(name[0] for name in map(_LIBRARY.match, own) if name)
    return {
        PACKAGE: version(PACKAGE),
        "python": sys.version,
        "platform": platform.platform(),
        "libraries": {name: _version(name) for name in libraries},
    }


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _database(settings: Settings) -> dict[str, Any]:
    """Its version and counts, or why there are none."""
    if is_missing(settings.database_url):
        return {}
    try:
        with closing(Database(settings.database_url)) as database:
            about = {"version": database.version(), "revision": migrate.revision(database)}
            if about["revision"] != migrate.HEAD:
                return about
            with database.read() as session:
                return about | {"rows": counts.rows_by_table(session)}
    except (ValueError, OSError, SQLAlchemyError) as error:
        return {"error": f"{type(error).__name__}: {reason(error)}"}
