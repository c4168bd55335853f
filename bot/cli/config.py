"""throughline config: the settings, where they come from, and what is wrong with them."""

import os
from dataclasses import asdict, dataclass
from pathlib import Path

import typer

from bot.cli.console import BAD_INPUT, AsJson, echo, print_json, print_sentence, warn
from bot.configuration import setting_sources
from bot.configuration.masking import masked
from bot.configuration.setting_sources import SettingSources
from bot.configuration.settings import Settings, SettingsError
from prompts import plain

app = typer.Typer(no_args_is_help=True, help="The settings: what is wrong with them, and where they come from.")


@dataclass(frozen=True, slots=True)
class PrintedSetting:
    name: str
    text: str
    source: str


@app.command()
def check(as_json: AsJson = False) -> None:
    """Check all settings, without asking Slack or the database."""
    sources = setting_sources.read(os.environ, Path.cwd())
    problems = sources.faults()
    if as_json:
        print_json([{"name": problem.name, "what": sentence(problem)} for problem in problems])
    else:
        _print_checked(sources, problems)
    if problems:
        raise typer.Exit(BAD_INPUT)


def sentence(problem: SettingsError) -> str:
    return plain("setup", problem.problem, name=problem.name, **problem.values)


def _print_checked(sources: SettingSources, problems: list[SettingsError]) -> None:
    for problem in problems:
        echo(sentence(problem), err=True)
    for ignored in sources.ignored:
        warn("name_ignored", **asdict(ignored))
    if not problems:
        print_sentence("config_ok")


@app.command()
def show(as_json: AsJson = False) -> None:
    """Print every setting and where it comes from. Secrets are masked."""
    settings = printed(setting_sources.read(os.environ, Path.cwd()))
    if as_json:
        print_json([asdict(setting) for setting in settings])
        return
    width = max(len(setting.name) for setting in settings)
    for setting in settings:
        echo(f"{setting.name:{width}}  {setting.text or '-'}  ({setting.source})")


def printed(sources: SettingSources) -> list[PrintedSetting]:
    """Every setting with what holds for it, in the order of docs/install.md."""
    settings = []
    for field in Settings.model_fields.values():
        name = str(field.alias)
        given = sources.given.get(name)
        text = given.text if given else str(field.default or "")
        source = given.source if given else plain("setup", "config_default")
        settings.append(PrintedSetting(name, masked(text) if text and name in Settings.secrets() else text, source))
    return settings
