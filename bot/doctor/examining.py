"""Examines a whole installation, also one that can't start."""

from bot.clock import Clock
from bot.configuration.setting_sources import SettingSources
from bot.doctor import computer_checks, database_checks, installation_checks, slack_checks
from bot.doctor.diagnoses import Diagnosis, ExaminedArea, fine, wrong_setting
from prompts import name_command


def examine(sources: SettingSources, clock: Clock) -> list[Diagnosis]:
    """In the order of the areas."""
    faults = sources.faults()
    settings = sources.usable()
    name_command(settings.command)
    diagnoses = [
        *(wrong_setting(ExaminedArea.SETTINGS, fault) for fault in faults),
        *([] if faults else [fine(ExaminedArea.SETTINGS, "settings_fine")]),
        *(installation_checks if settings.is_distributed else slack_checks).examine(settings, faults, clock),
        *database_checks.examine(settings, clock.now()),
        *computer_checks.examine(settings, clock.now()),
    ]
    order = list(ExaminedArea)
    return sorted(diagnoses, key=lambda diagnosis: order.index(diagnosis.area))
