"""Makes the virtual environment for `make`, or says in a sentence why it can't. Needs nothing but Python itself.

Its sentences stand here because those in prompts/ need the libraries that this script installs.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).parent
INTERRUPTED = 130


def main(folder: Path, extra: str = "", mark: str = "") -> int:
    """Install the project, with an extra's libraries, in a virtual environment in `folder`.

    `mark` is a file that says so afterwards: while it is newer than what names the libraries, nothing has to be done.
    """
    if not os.access(folder if folder.is_dir() else PROJECT, os.W_OK):
        return _fail(f"{PROJECT} can't be written to. Copy the project to a folder of your own and try again there.")
    if folder.exists() and not folder.is_dir():
        return _fail(f"{folder} is a file. Move it away: the libraries go into a folder of that name.")
    with _alone():
        if mark and _is_newer(Path(mark)):
            return 0
        code = _install(folder, f".[{extra}]" if extra else ".")
        if mark and code == 0:
            Path(mark).touch()
        return code


def _install(folder: Path, project: str) -> int:
    print(f"Installing the libraries in {folder}. The first time takes a minute or two.", flush=True)
    if _run(sys.executable, "-m", "venv", str(folder)):
        return _fail(
            f"Python couldn't make {folder}; it says why above. On Debian and Ubuntu: apt install python3-venv"
        )
    pip = (str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    if _run(*pip, "-c", "constraints.txt", "-e", project):
        return _fail("The libraries couldn't be installed; pip says why above. Check the network and try again.")
    return 0


def _run(*command: str) -> int:
    return subprocess.run(command, cwd=PROJECT, check=False).returncode


def _is_newer(mark: Path) -> bool:
    sources = (PROJECT / "pyproject.toml", PROJECT / "constraints.txt")
    return mark.exists() and all(mark.stat().st_mtime >= source.stat().st_mtime for source in sources)


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other set-up of this folder runs. The lock ends with the process, however it ends."""
    with (PROJECT / "pyproject.toml").open("rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another make is installing the libraries. Waiting for it …", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        sys.exit(INTERRUPTED)
