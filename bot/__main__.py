"""The `throughline` command."""

import os
import sys
from collections.abc import Mapping
from pkgutil import resolve_name

import typer

from bot.cli.command_names import NamingGroup
from bot.collecting import nothing_collected

INTERRUPTED = 130
"""The exit code of a program that Ctrl-C has ended."""

COMMANDS: Mapping[str, str] = {
    "plan": "bot.cli.plan:app",
    "people": "bot.cli.people:app",
    "organizations": "bot.cli.organizations:app",
    "calendar": "bot.cli.calendar:app",
    "config": "bot.cli.config:app",
    "doctor": "bot.cli.doctor:doctor",
    "support-bundle": "bot.cli.support_bundle:support_bundle",
    "db": "bot.cli.db:app",
    "backup": "bot.cli.backups:backup",
    "restore": "bot.cli.backups:restore",
    "workspace": "bot.cli.workspaces:app",
    "privacy": "bot.cli.privacy:app",
    "audit": "bot.cli.audit:app",
    "script": "bot.cli.script:app",
    "rootcause": "bot.cli.rootcause:app",
    "run": "bot.cli.running:run",
    "demo": "bot.cli.demo:demo",
    "status": "bot.cli.reports:status",
    "network": "bot.cli.network:network",
    "initiatives": "bot.cli.initiatives:initiatives",
    "network-digest": "bot.cli.network_digest:network_digest",
    "minutes": "bot.cli.reports:minutes",
    "measures": "bot.cli.measures:app",
    "documents": "bot.cli.documents:app",
    "records": "bot.cli.records:records",
    "next-year": "bot.cli.next_year:next_year",
}


def make(name_wanted: str = "") -> typer.Typer:
    """All commands, or only the named one, so that a running bot does not load spreadsheet code."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, cls=NamingGroup)
    app.callback()(throughline)
    with nothing_collected():
        for name in [name_wanted] if name_wanted in COMMANDS else COMMANDS:
            command = resolve_name(COMMANDS[name])
            if isinstance(command, typer.Typer):
                app.add_typer(command, name=name, cls=NamingGroup)
            else:
                app.command(name)(command)
    return app


def throughline() -> None:
    """Keep improvement plans alive, in Slack."""


def main() -> None:
    os.umask(0o077)  # plans, answers and exports are readable only for the user who runs this
    try:
        make(*sys.argv[1:2])()
    except KeyboardInterrupt:  # while the command is being loaded; later it is the command's own
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
