"""What is known about one area: fine, wrong with the fix, or not to be known from here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.configuration.settings import SettingsError
from prompts import plain


class ExaminedArea(StrEnum):
    """In the order in which they are printed. Their titles are in prompts/messages/doctor.j2."""

    SETTINGS = "settings"
    BOT_TOKEN = "bot_token"  # noqa: S105 (an area)
    SCOPES = "scopes"
    CONNECTION = "connection"
    EVENTS = "events"
    COMMAND = "command"
    BUTTONS = "buttons"
    CLOCK = "clock"
    DATABASE = "database"
    MIGRATIONS = "migrations"
    DISK = "disk"
    DAYS_OFF = "days_off"
    ROLES = "roles"
    MESSAGES = "messages"
    AUDIT = "audit"
    BACKUPS = "backups"


class DiagnosisVerdict(StrEnum):
    FINE = "fine"
    WRONG = "wrong"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`part` names a sentence of prompts/messages/`file`.j2, which `values` fill."""

    area: ExaminedArea
    verdict: DiagnosisVerdict
    part: str
    values: Mapping[str, Any] = field(default_factory=dict)
    file: str = "doctor"

    @property
    def sentence(self) -> str:
        return plain(self.file, self.part, **self.values)


def fine(area: ExaminedArea, part: str, **values: Any) -> Diagnosis:
    return Diagnosis(area, DiagnosisVerdict.FINE, part, values)


def wrong(area: ExaminedArea, part: str, **values: Any) -> Diagnosis:
    return Diagnosis(area, DiagnosisVerdict.WRONG, part, values)


def unknown(area: ExaminedArea, part: str, **values: Any) -> Diagnosis:
    return Diagnosis(area, DiagnosisVerdict.UNKNOWN, part, values)


def wrong_setting(area: ExaminedArea, problem: SettingsError) -> Diagnosis:
    return Diagnosis(
        area, DiagnosisVerdict.WRONG, problem.problem, {"name": problem.name, **problem.values}, file="setup"
    )
