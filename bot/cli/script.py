"""throughline script: check, try, list, draw and compare coaching scripts."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import script_trial
from bot.cli.common import closest
from bot.cli.console import BAD_INPUT, AsJson, echo, fail, print_json, print_sentence, settings
from bot.clock import Clock
from bot.script_library import OURS, SOURCES
from conversations import comparison, diagram, script_files
from conversations.script import CycleStep, Script, listing
from plans.findings import Finding, Severity
from prompts import finding_text, plain

app = typer.Typer(
    no_args_is_help=True, help="Coaching scripts: check a file, try one here, list, draw or compare them all."
)

Files = Annotated[list[Path] | None, typer.Argument(help="Scripts (.yml); all of them by default.")]
Name = Annotated[str, typer.Argument(help="Name of a script, or its file.")]


@app.command()
def check(files: Files = None, as_json: AsJson = False) -> None:
    """Check a script: list its problems by file and line, with how to fix them."""
    chosen = files or [path for folder in _folders() for path in sorted(folder.glob("*.yml"))]
    findings = [finding for path in chosen for finding in script_files.check(_read(path), path.name)]
    if as_json:
        print_json(
            [
                {
                    "where": finding.where,
                    "what": finding_text(finding),
                    "severity": finding.severity,
                    "code": finding.code,
                }
                for finding in findings
            ]
        )
    else:
        _report(findings, len(chosen))
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise typer.Exit(BAD_INPUT)


def _report(findings: list[Finding], count: int) -> None:
    for finding in findings:
        echo(plain("setup", "finding", finding=finding), err=True)
    if not any(finding.severity is Severity.ERROR for finding in findings):
        print_sentence("scripts_ok", count=count)


@app.command(name="try")
def try_(name: Name) -> None:
    """Run a script in the terminal, alone."""
    script_trial.run_script(_named(name), Clock().now().date())


@app.command(name="list")
def list_(as_json: AsJson = False) -> None:
    """List all scripts by the steps of the improvement cycle."""
    scripts = _in_order(_all())
    if as_json:
        print_json([listing(script) for script in scripts])
        return
    for script in scripts:
        print_sentence("script_line", script=script)


@app.command()
def draw() -> None:
    """Print all scripts as Markdown with Mermaid drawings, as in docs/conversations.md."""
    echo(plain("setup", "drawn", page=diagram.page(_in_order(_all()))))


@app.command()
def compare() -> None:
    """Print each source question's number and id with our wording of it, as in docs/coverage.md."""
    sources = comparison.read_sources(SOURCES.read_text(encoding="utf-8"))
    echo(plain("setup", "compared", documents=comparison.compare(sources, _in_order(_all()))))


def _folders() -> list[Path]:
    local = settings().scripts_dir
    return [OURS, *([local] if local else [])]


def _all() -> list[Script]:
    """All scripts. Local ones replace ours with the same name."""
    scripts: dict[str, Script] = {}
    for folder in _folders():
        loaded = script_files.load(folder)
        for finding in loaded.findings:
            echo(plain("setup", "finding", finding=finding), err=True)
        scripts |= loaded.scripts
    return list(scripts.values())


def _in_order(scripts: list[Script]) -> list[Script]:
    order = list(CycleStep)
    return sorted(scripts, key=lambda script: (order.index(script.step), script.title))


def _named(name: str) -> Script:
    path = Path(name)
    if path.suffix == ".yml":
        script, findings = script_files.read(_read(path), path.name)
        if script is None:
            _report(findings, 1)
            raise typer.Exit(BAD_INPUT)
        return script
    scripts = {script.name: script for script in _all()}
    if name not in scripts:
        fail("unknown_script", name=name, suggestion=closest(name, list(scripts)))
    return scripts[name]


def _read(path: Path) -> str:
    try:
        return script_files.read_text(path)
    except OSError as error:
        fail("unreadable_script", name=path, why=error.strerror or str(error))
