"""`throughline`, the command."""

import typer

from bot.cli import calendar, db, people, plan


def make() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, add_completion=False, help="Keep improvement plans alive, in Slack.")
    app.add_typer(plan.app, name="plan")
    app.add_typer(people.app, name="people")
    app.add_typer(calendar.app, name="calendar")
    app.add_typer(db.app, name="db")
    app.command()(run)
    app.command()(demo)
    _scripts(app)
    _root_causes(app)
    _reports(app)
    return app


def _scripts(app: typer.Typer) -> None:
    from bot.cli import script  # noqa: PLC0415 (the other commands need no coaching scripts)

    app.add_typer(script.app, name="script")


def _root_causes(app: typer.Typer) -> None:
    from bot.cli import rootcause  # noqa: PLC0415 (the other commands draw no trees)

    app.add_typer(rootcause.app, name="rootcause")


def _reports(app: typer.Typer) -> None:
    from bot.cli import reports  # noqa: PLC0415 (it draws in the Word library, which a running bot loads when needed)

    app.command()(reports.status)
    app.command()(reports.minutes)


def run() -> None:
    """Connect to Slack and work until Ctrl-C."""
    from bot.cli import running  # noqa: PLC0415 (the Slack libraries are not needed to read a plan)

    running.run()


def demo(port: int = 8765) -> None:
    """The bot on a Slack look-alike with an example district; prints an address to open."""
    from bot.cli import demo as demonstration  # noqa: PLC0415 (the same)

    demonstration.demo(port)


def main() -> None:
    make()()


if __name__ == "__main__":
    main()
