"""throughline doctor: what is right about this installation, what is wrong, and the fix."""

import os
from pathlib import Path

import typer

from bot.cli.console import AsJson, echo, print_json
from bot.clock import Clock
from bot.configuration import setting_sources
from bot.doctor.diagnoses import Diagnosis, DiagnosisVerdict
from bot.doctor.examining import examine
from prompts import formats, plain

MARKS = {DiagnosisVerdict.FINE: "✓", DiagnosisVerdict.WRONG: "✗", DiagnosisVerdict.UNKNOWN: "–"}


def doctor(as_json: AsJson = False) -> None:
    """Check settings, tokens, scopes, the database, the disk, roles, messages and backups. Exits with 1 on a ✗."""
    clock = Clock()
    diagnoses = examine(setting_sources.read(os.environ, Path.cwd()), clock)
    with formats.reading(today=clock.now().date()):
        if as_json:
            print_json([_as_json(diagnosis) for diagnosis in diagnoses])
        else:
            for diagnosis in diagnoses:
                echo(line(diagnosis))
    if any(diagnosis.verdict is DiagnosisVerdict.WRONG for diagnosis in diagnoses):
        raise typer.Exit(1)


def line(diagnosis: Diagnosis) -> str:
    return f"{MARKS[diagnosis.verdict]} {plain('doctor', 'title', area=diagnosis.area)}: {diagnosis.sentence}"


def _as_json(diagnosis: Diagnosis) -> dict[str, str]:
    return {"area": diagnosis.area, "verdict": diagnosis.verdict, "what": diagnosis.sentence}
