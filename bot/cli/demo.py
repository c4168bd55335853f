"""throughline demo: the bot on a Slack look-alike of its own, with a district in mid-year."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer
import yaml

from bot import logs
from bot.assets import EXAMPLES, MANIFEST
from bot.cli import demo_folder, running
from bot.cli.console import database, fail, print_sentence
from bot.clock import Clock
from bot.configuration.settings import Settings
from bot.demo import district as furnishing
from bot.demo.district import District
from bot.people.directory import Directory
from bot.sending import clients
from bot.turns import Turns
from storage.database import Database

STOP_SECONDS = 5
LARGEST_PORT = 65_535
SANDBOX_NEEDS = ("starlette", "uvicorn", "websockets", "python_multipart")

Port = Annotated[int, typer.Option(min=0, max=LARGEST_PORT, help="Port of the page; 0 takes any free one.")]


def demo(port: Port = 8765) -> None:
    """Run the bot on a Slack look-alike with an example district. Prints an address to open."""
    if not all(map(find_spec, SANDBOX_NEEDS)):
        fail("demo_needs_sandbox", version=version("throughline"))
    with ExitStack() as stack:
        with ctrl_c_between_steps() as stop_if_pressed:
            print_sentence("demo_preparing")
            prepared = _prepare(stack, port, stop_if_pressed)
        running.work(prepared.settings, prepared.database, lambda _way: print_sentence("demo_ready", url=prepared.page))
    print_sentence("stopped")


@dataclass(frozen=True, slots=True)
class _Prepared:
    settings: Settings
    database: Database
    page: str
    """Its address."""


def _prepare(stack: ExitStack, port: int, stop_if_pressed: Callable[[], None]) -> _Prepared:
    """The look-alike, and a database with the district's past. The stack ends both."""
    district = District.read(EXAMPLES / "demo" / "district.yml")
    os.environ[running.START_AT] = district.starts.isoformat()
    try:
        folder = stack.enter_context(demo_folder.own_folder())
    except OSError as error:
        fail("demo_no_folder", path=demo_folder.demos_folder(), why=error.strerror)
    stop_if_pressed()
    url = stack.enter_context(sandbox(port, district.starts.isoformat()))
    stop_if_pressed()
    settings = demo_settings(url, folder)
    logs.set_up("WARNING")
    opened = stack.enter_context(database(settings))
    stop_if_pressed()
    Directory(Turns(opened, Clock()), clients.sole(settings.bot_token, settings.api_url)).learn_all()
    for _step in furnishing.furnish_by_steps(opened, district, EXAMPLES):
        stop_if_pressed()
    return _Prepared(settings, opened, f"{url}/page/")


@contextmanager
def ctrl_c_between_steps() -> Iterator[Callable[[], None]]:
    """Ctrl-C raises only where the yielded function is called, as it would break a transaction anywhere else."""
    before = signal.getsignal(signal.SIGINT)
    pressed = threading.Event()

    def stop_if_pressed() -> None:
        if pressed.is_set():
            raise KeyboardInterrupt

    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, lambda *_: pressed.set())
    try:
        yield stop_if_pressed
    finally:
        signal.signal(signal.SIGINT, before)
    stop_if_pressed()


def demo_settings(url: str, folder: Path) -> Settings:
    tokens = yaml.load((EXAMPLES / "demo" / "team.yml").read_bytes(), Loader=yaml.CSafeLoader)["tokens"]
    return Settings.read(
        {
            "SLACK_BOT_TOKEN": tokens["bot"],
            "SLACK_APP_TOKEN": tokens["app"],
            "SLACK_SIGNING_SECRET": tokens["signing_secret"],
            "SLACK_API_URL": f"{url}/api/",
            "DATABASE_URL": f"sqlite:///{folder / demo_folder.DATABASE}",
        }
    )


@contextmanager
def sandbox(port: int, start_at: str) -> Iterator[str]:
    """Run the look-alike as a process, which the bot reaches only over the wire.

    It ends when its standard input closes, and so with this process.
    """
    command = [
        *(sys.executable, "-m", "sandbox", "--port", str(port), "--start-at", start_at, "--until-stdin-closes"),
        *("--team", str(EXAMPLES / "demo" / "team.yml"), "--manifest", str(MANIFEST)),
        *("--tour", str(EXAMPLES / "demo" / "tour.yml")),
    ]
    process = subprocess.Popen(  # noqa: S603 (our own)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert process.stdout is not None  # a pipe was asked for
        first_line = process.stdout.readline()
        if not first_line:
            fail("demo_no_sandbox", port=port)  # the bot has printed the reason itself
        yield first_line.removeprefix("Page:").strip().removesuffix("/page/")
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
