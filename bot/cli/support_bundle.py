"""throughline support-bundle: one archive to send to whoever helps."""

import os
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import echo, fail
from bot.clock import Clock
from bot.configuration import setting_sources
from bot.doctor import support_bundle as bundle
from bot.files.zips import zipped
from prompts import plain

File = Annotated[Path | None, typer.Argument(help="The archive to write (.zip); by default, one with today's date.")]


def support_bundle(file: File = None) -> None:
    """Write an archive with versions, masked settings, counts, the doctor's report and the log: no answers or names."""
    clock = Clock()
    path = file or Path(f"throughline-support-{clock.now():%Y%m%d-%H%M}.zip")
    sources = setting_sources.read(os.environ, Path.cwd())
    contents = list(bundle.files(sources, clock))
    inside = [(f"{path.stem}/{name}", content) for name, content in contents]
    try:
        path.write_bytes(zipped(inside, clock.now().date()))
    except OSError as error:
        fail("cannot_write", name=str(path), why=error.strerror)
    echo(plain("doctor", "bundle_written", path=path, files=len(contents)))
    if not any(name.startswith("log/") for name, _content in contents):
        echo(plain("doctor", "bundle_without_log"))
