"""throughline demo: the bot on a Slack look-alike of its own, with a district in mid-year."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from bot import demo as furnishing
from bot import logs
from bot.cli import running
from bot.cli.common import database, tell
from bot.clock import Clock
from bot.demo import District
from bot.people.directory import Directory
from bot.sending import slack
from bot.settings import Settings
from bot.turns import Turns

CHECKOUT = Path(__file__).parents[2]
EXAMPLES = CHECKOUT / "examples"
FOLDER = Path("demo")
STOP_SECONDS = 5


def demo(port: int = 8765) -> None:
    """The bot on a Slack look-alike with an example district; prints an address to open."""
    tell("demo_preparing")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    district = District.read(EXAMPLES / "demo" / "district.yml")
    os.environ[running.START_AT] = district.starts.isoformat()
    with sandbox(port, district.starts.isoformat()) as url:
        settings = demo_settings(url)
        logs.set_up("WARNING")
        with database(settings) as opened:
            turns = Turns(opened, Clock())
            Directory(turns, slack.make_client(settings.bot_token, settings.api_url)).learn_all()
            furnishing.furnish(opened, district, EXAMPLES)
            tell("demo_ready", url=f"{url}/page/")
            running.work(settings, opened)
    tell("stopped")


def demo_settings(url: str) -> Settings:
    tokens = yaml.safe_load((EXAMPLES / "demo" / "team.yml").read_text(encoding="utf-8"))["tokens"]
    return Settings.read(
        {
            "SLACK_BOT_TOKEN": tokens["bot"],
            "SLACK_APP_TOKEN": tokens["app"],
            "SLACK_SIGNING_SECRET": tokens["signing_secret"],
            "SLACK_API_URL": f"{url}/api/",
            "DATABASE_URL": f"sqlite:///{FOLDER / 'throughline.db'}",
        }
    )


@contextmanager
def sandbox(port: int, start_at: str) -> Iterator[str]:
    """The look-alike as a process of its own: the bot only ever meets it over the wire."""
    command = [
        *(sys.executable, "-m", "sandbox", "--port", str(port), "--start-at", start_at),
        *("--team", str(EXAMPLES / "demo" / "team.yml"), "--manifest", str(CHECKOUT / "app_manifest.yml")),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)  # noqa: S603 (our own)
    try:
        assert process.stdout is not None  # a pipe was asked for
        first = process.stdout.readline()
        yield first.removeprefix("Page:").strip().removesuffix("/page/")
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)
